package dev.trn3.notebook.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How JSON is laid out: taken from a file, so that what is written again looks as it did.
 *
 * <p>One layout for the whole file: one that puts some objects on one line and others not is
 * written anew with a line for each value.
 *
 * @param indent blanks per level; {@code null} for everything on one line
 * @param newline between lines
 * @param blank what follows a colon, and on one line a comma: a blank, or nothing
 * @param escaped characters written as {@code \}{@code uXXXX} though JSON would not ask for it
 * @param asciiOnly whether every character beyond ASCII is written that way
 * @param sorted whether the names of an object are written in order
 * @param end what follows the last brace
 */
record JsonStyle(
    String indent,
    String newline,
    String blank,
    Set<Character> escaped,
    boolean asciiOnly,
    boolean sorted,
    String end) {

  /** The layout of nbformat: one blank, sorted names, UTF-8, a final newline. */
  static final JsonStyle CANONICAL = new JsonStyle(" ", "\n", " ", Set.of(), false, true, "\n");

  private static final Pattern FIRST_INDENT = Pattern.compile("^[\\[{](\\r?\\n)([ \\t]*)\\S");
  private static final Pattern ANY_INDENT = Pattern.compile("(\\r?\\n)([ \\t]*)\\S");
  private static final Pattern TIGHT_COLON = Pattern.compile("^[\\[{]\\s*\"[^\"\\\\]*\":\\S");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|.)");
  private static final int LAST_ASCII = 127;

  /**
   * The layout of this text.
   *
   * @param tree what the text holds: where all names are in order, as Jupyter writes them, those of
   *     new outputs will be
   */
  static JsonStyle of(String text, JsonNode tree) {
    Matcher first = FIRST_INDENT.matcher(text);
    boolean lines = first.find();
    Matcher any = ANY_INDENT.matcher(text);
    boolean someLines = !lines && any.find();
    Set<Character> escaped = new HashSet<>();
    Matcher escape = ESCAPE.matcher(text);
    while (escape.find()) {
      if (escape.group(1) != null) {
        escaped.add((char) Integer.parseInt(escape.group(1), 16));
      }
    }
    boolean beyondEscaped = escaped.stream().anyMatch(c -> c > LAST_ASCII);
    boolean beyondRaw = text.chars().anyMatch(c -> c > LAST_ASCII);
    return new JsonStyle(
        lines ? first.group(2) : someLines ? narrowest(text) : null,
        lines ? first.group(1) : someLines ? any.group(1) : "\n",
        TIGHT_COLON.matcher(text).find() ? "" : " ",
        escaped,
        beyondEscaped && !beyondRaw,
        isSorted(tree),
        text.substring(text.stripTrailing().length()));
  }

  /** In a file that begins with several values on one line: the least of its indents. */
  private static String narrowest(String text) {
    return ANY_INDENT
        .matcher(text)
        .results()
        .map(line -> line.group(2))
        .filter(indent -> !indent.isEmpty())
        .min(Comparator.comparingInt(String::length))
        .orElse(CANONICAL.indent);
  }

  private static boolean isSorted(JsonNode node) {
    String last = "";
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (last.compareTo(entry.getKey()) > 0) {
        return false;
      }
      last = entry.getKey();
    }
    for (JsonNode child : node) {
      if (!isSorted(child)) {
        return false;
      }
    }
    return true;
  }

  /** The tree as text. */
  String write(JsonNode tree) {
    StringBuilder out = new StringBuilder();
    value(tree, 0, out);
    return out.append(end).toString();
  }

  private void value(JsonNode node, int depth, StringBuilder out) {
    if (node instanceof ObjectNode object) {
      object(object, depth, out);
    } else if (node instanceof ArrayNode array) {
      array(array, depth, out);
    } else if (node.isTextual()) {
      string(node.textValue(), out);
    } else if (node.isFloatingPointNumber() && !(node instanceof NumberAsWritten)) {
      out.append(number(node.doubleValue()));
    } else {
      out.append(node.asText());
    }
  }

  private void object(ObjectNode object, int depth, StringBuilder out) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (sorted) {
      names.sort(null);
    }
    out.append('{');
    String separator = "";
    for (String name : names) {
      out.append(separator);
      line(depth + 1, out);
      string(name, out);
      out.append(':').append(blank);
      value(object.get(name), depth + 1, out);
      separator = indent == null ? "," + blank : ",";
    }
    if (!names.isEmpty()) {
      line(depth, out);
    }
    out.append('}');
  }

  private void array(ArrayNode array, int depth, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (JsonNode element : array) {
      out.append(separator);
      line(depth + 1, out);
      value(element, depth + 1, out);
      separator = indent == null ? "," + blank : ",";
    }
    if (!array.isEmpty()) {
      line(depth, out);
    }
    out.append(']');
  }

  private void line(int depth, StringBuilder out) {
    if (indent != null) {
      out.append(newline).append(indent.repeat(depth));
    }
  }

  private void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' '
              || (asciiOnly && c > LAST_ASCII)
              || escaped.contains(c)
              || isLoneSurrogate(text, i)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a character: UTF-8 cannot hold it, so it must stay escaped. */
  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** The shortest digits that read back as the same number, spelled as Python does. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    return spelled(shortest.stripTrailingZeros());
  }

  private static String spelled(BigDecimal shortest) {
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = shortest.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = shortest.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return String.format(
        Locale.ROOT,
        "%s%se%s%02d",
        shortest.signum() < 0 ? "-" : "",
        mantissa,
        exponent < 0 ? "-" : "+",
        Math.abs(exponent));
  }
}
