package dev.trn3.hardware;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;

/** Numbers and lists in sentences, the same in every locale. */
final class Words {

  private Words() {}

  /** {@code a, b and c}. */
  static String list(Collection<?> things) {
    StringBuilder text = new StringBuilder();
    Iterator<?> each = things.iterator();
    while (each.hasNext()) {
      Object thing = each.next();
      if (text.length() > 0) {
        text.append(each.hasNext() ? ", " : " and ");
      }
      text.append(thing);
    }
    return text.toString();
  }

  /** A number without needless digits: {@code 4} or {@code 2.5}. */
  static String number(double number) {
    return new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  /** A count with separators: {@code 9,216}. */
  static String count(long number) {
    // Names of clusters are asked for in every estimate; few have a thousand of anything.
    return Math.abs(number) < 1000
        ? String.valueOf(number)
        : String.format(Locale.ROOT, "%,d", number);
  }
}
