package dev.trn3.parallelism;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The degrees that divide a number, to name choices that work. */
public final class Divisors {

  private static final int SHOWN = 7;

  private Divisors() {}

  /** The divisors nearest to a wish, as "1, 2, 4 or 8". */
  public static String nearest(long number, long wish) {
    List<Long> all = new ArrayList<>();
    for (long each = 1; each * each <= number; each++) {
      if (number % each == 0) {
        all.add(each);
        if (each != number / each) {
          all.add(number / each);
        }
      }
    }
    List<Long> chosen =
        all.stream()
            .sorted((a, b) -> Double.compare(distance(a, wish), distance(b, wish)))
            .limit(SHOWN)
            .sorted()
            .collect(Collectors.toList());
    return words(chosen);
  }

  /** The divisors of both numbers nearest to a wish. */
  static String nearest(long one, long other, long wish) {
    return nearest(BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).longValueExact(), wish);
  }

  private static double distance(long each, long wish) {
    return Math.abs(Math.log((double) each / wish));
  }

  private static String words(List<Long> values) {
    if (values.size() == 1) {
      return values.get(0).toString();
    }
    String head =
        values.subList(0, values.size() - 1).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return head + " or " + values.get(values.size() - 1);
  }
}
