package dev.trn3.notebook.run;

/** Values as the code of a cell writes them. */
final class Literals {

  private Literals() {}

  static String java(Object value) {
    if (value instanceof Long number) {
      return number.intValue() == number ? number.toString() : number + "L";
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return Double.isNaN(number)
          ? "Double.NaN"
          : number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  static String python(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return "float(\"%s\")".formatted(Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  /** A literal that is the same in both languages. */
  private static String quoted(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> literal.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return literal.append('"').toString();
  }
}
