package dev.trn3.sweep;

import dev.trn3.units.Dollars;
import dev.trn3.units.Quantity;
import dev.trn3.view.Names;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * One combination of a sweep: a value for each axis that applies to it.
 *
 * @param index its place in the order of the sweep, from 0
 * @param seed what {@link #random} starts from; the same for the same combination in every run
 * @param values by name of the axis, in the order of the axes
 */
public record Point(int index, long seed, Map<String, Object> values) implements Serializable {

  /** Where the types are that have catalogues. */
  private static final String OURS = "dev.trn3.";

  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Point of(int index, long seed, Map<String, Object> values) {
    CRC32 sum = new CRC32();
    sum.update(text(values).getBytes(StandardCharsets.UTF_8));
    return new Point(index, seed * 0x9E3779B97F4A7C15L + sum.getValue(), values);
  }

  /** True if the axis applies to this combination. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The value on an axis.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists those there
   *     are
   */
  public Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(Names.unknown("axis", name, values.keySet()));
    }
    return value;
  }

  /**
   * The value on an axis, as a type.
   *
   * @throws IllegalArgumentException if there is none, or if it is of another type
   */
  public <T> T get(String name, Class<T> type) {
    Object value = get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "axis \"%s\" holds %s, which is no %s%s"
              .formatted(
                  name,
                  value instanceof String ? "the text \"" + value + "\"" : Label.of(value),
                  type.getSimpleName(),
                  value instanceof String text ? remedy(text, type) : ""));
    }
    return type.cast(value);
  }

  /** What to say instead of a text; nothing where it is no name of what is needed. */
  private static String remedy(String text, Class<?> type) {
    String word = text.strip();
    String said;
    if (Number.class.isAssignableFrom(type)) {
      said = word.matches("[-+]?\\d+(\\.\\d+)?") ? word : "";
    } else if (type == Boolean.class) {
      said = word.matches("(?i)true|false") ? word.toLowerCase(Locale.ROOT) : "";
    } else {
      // Names of a catalogue, such as BF16 or LLAMA_3_1_8B, are written so.
      boolean named = type.isEnum() || type.getName().startsWith(OURS);
      said = named && word.matches("[A-Za-z]\\w*") ? word.toUpperCase(Locale.ROOT) : "";
    }
    return said.isEmpty() ? "" : "; say %s without quotation marks".formatted(said);
  }

  /** The value on an axis, where it applies. */
  public Optional<Object> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The number on an axis; of a quantity its SI value, of an amount of money its dollars.
   *
   * @throws IllegalArgumentException if there is none, or if it holds no numbers
   */
  public double number(String name) {
    Object value = get(name);
    if (value instanceof Quantity quantity) {
      return quantity.si();
    }
    if (value instanceof Dollars dollars) {
      return dollars.amount().doubleValue();
    }
    return get(name, Number.class).doubleValue();
  }

  /**
   * The whole number on an axis.
   *
   * @throws IllegalArgumentException if there is none, or if it is not whole
   */
  public int integer(String name) {
    double value = number(name);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "axis \"%s\" holds %s, but a whole number is needed".formatted(name, get(name)));
    }
    return (int) value;
  }

  /** The value on an axis as the cell of a table; null where the axis does not apply. */
  public Object cell(String name) {
    return Label.cell(values.get(name));
  }

  /** Random numbers that are the same for this combination in every run, on every machine. */
  public SplittableRandom random() {
    return new SplittableRandom(seed);
  }

  private static String text(Map<String, Object> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(' ')
                .append(Label.of(value)));
    return text.toString();
  }

  /** How a message names it; a search without settings has a combination without values. */
  String inBrackets() {
    return values.isEmpty() ? "the only combination" : "[" + text(values) + "]";
  }

  @Override
  public String toString() {
    return text(values);
  }
}
