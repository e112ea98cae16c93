package dev.trn3.display;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values as plain text. */
final class Texts {

  /** Elements of an array or a collection that are written. */
  static final int LONGEST = 1000;

  private Texts() {}

  static String of(Object value) {
    try {
      if (value == null) {
        return "null";
      }
      if (value.getClass().isArray()) {
        return array(value);
      }
      // Only where the type does not say itself how it is written.
      if (value instanceof Collection<?> values && writtenByTheJdk(value)) {
        return collection(values);
      }
      if (value instanceof Map<?, ?> map && map.size() > LONGEST && writtenByTheJdk(value)) {
        String some = first(map.entrySet()).toString();
        return "{" + cut(some, map.size()).substring(1) + "}";
      }
      String text = value.toString();
      return text == null ? "null" : text;
    } catch (RuntimeException | StackOverflowError e) {
      return value.getClass().getName() + " (its toString() threw " + e + ")";
    }
  }

  private static boolean writtenByTheJdk(Object value) {
    try {
      Class<?> writer = value.getClass().getMethod("toString").getDeclaringClass();
      return writer.getName().startsWith("java.");
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every object has a toString", e);
    }
  }

  private static String array(Object array) {
    int length = Array.getLength(array);
    Object some = array;
    if (length > LONGEST) {
      some = Array.newInstance(array.getClass().getComponentType(), LONGEST);
      System.arraycopy(array, 0, some, 0, LONGEST);
    }
    String nested = Arrays.deepToString(new Object[] {some});
    String text = nested.substring(1, nested.length() - 1);
    return length > LONGEST ? cut(text, length) + "]" : text;
  }

  private static String collection(Collection<?> values) {
    boolean isLong = values.size() > LONGEST;
    List<Object> some = first(values);
    boolean hasArrays = some.stream().anyMatch(each -> each != null && each.getClass().isArray());
    if (!isLong && !hasArrays) {
      return String.valueOf(values);
    }
    some.replaceAll(each -> each != null && each.getClass().isArray() ? array(each) : each);
    return isLong ? cut(some.toString(), values.size()) + "]" : some.toString();
  }

  private static List<Object> first(Collection<?> values) {
    List<Object> first = new ArrayList<>();
    Iterator<?> each = values.iterator();
    while (each.hasNext() && first.size() < LONGEST) {
      first.add(each.next());
    }
    return first;
  }

  /** The text of the first elements, its end replaced by how many more there are. */
  private static String cut(String bracketed, int size) {
    return String.format(
        Locale.ROOT,
        "%s, … %,d more",
        bracketed.substring(0, bracketed.length() - 1),
        size - LONGEST);
  }
}
