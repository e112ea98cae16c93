package dev.trn3.notebook.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The defaults that a cell tagged {@code parameters} gives, as far as its text tells.
 *
 * @param declared name to the type and first value it is declared with; empty where the notebook
 *     has no such cell
 */
record ParameterCell(Map<String, Default> declared) {

  /** A notebook without such a cell: any name will do. */
  static final ParameterCell NONE = new ParameterCell(Map.of());

  private static final Pattern JAVA =
      Pattern.compile(
          "(?:^|;)\\s*(?:final\\s+)?([\\w.]+(?:<[^;=]*>)?(?:\\[])*)\\s+(\\w+)\\s*=\\s*([^;]*)",
          Pattern.MULTILINE);
  private static final Pattern OTHER =
      Pattern.compile("^()(\\w+)\\s*(?::[^=\\n]*)?=(?!=)\\s*(.*)$", Pattern.MULTILINE);

  /**
   * One default.
   *
   * @param type as declared; {@code var} or empty where it is not said
   * @param value the code of its value
   */
  record Default(String type, String value) {

    private boolean isText() {
      return type.equals("String") || (!isTyped() && value.startsWith("\""));
    }

    private boolean isFraction() {
      return !isTyped()
          && value.matches("[-+]?[\\d_]*\\.?[\\d_]+(?:[eE][-+]?\\d+)?[dD]?")
          && !value.matches("[-+]?[\\d_]+");
    }

    private boolean isTyped() {
      return !type.isEmpty() && !type.equals("var");
    }
  }

  static ParameterCell of(String source, boolean java) {
    Map<String, Default> declared = new LinkedHashMap<>();
    Matcher found = (java ? JAVA : OTHER).matcher(source);
    while (found.find()) {
      declared.put(found.group(2), new Default(found.group(1), found.group(3).strip()));
    }
    return new ParameterCell(declared);
  }

  /** A misspelt name would leave the default in force without a word. */
  void requireNames(Set<String> names, String notebook) {
    for (String name : names) {
      if (!declared.isEmpty() && !declared.containsKey(name)) {
        throw new IllegalArgumentException(
            "%s has no parameter \"%s\"; its cell tagged parameters has %s"
                .formatted(notebook, name, String.join(", ", declared.keySet())));
      }
    }
  }

  /**
   * A declaration of the same type as the default's, so that {@code 2} given for a {@code double}
   * stays one. Words given for what is no text are Java: {@code precision=MXFP8}.
   */
  String javaDeclaration(String name, Object value) {
    Default known = declared.get(name);
    if (known == null) {
      return "var %s = %s;".formatted(name, Literals.java(value));
    }
    String code;
    if (known.isText()) {
      code = Literals.java(value.toString());
    } else {
      code = value instanceof String words ? words : Literals.java(value);
    }
    String suffix = known.type().equalsIgnoreCase("float") && value instanceof Double ? "f" : "";
    String boxed = boxed(known.isFraction() ? "Double" : known.type(), value, code);
    return "%s %s = %s%s;".formatted(known.isTyped() ? known.type() : "var", name, boxed, suffix);
  }

  /** What Java does not widen by itself. */
  private static String boxed(String type, Object value, String code) {
    if (!(value instanceof Long)) {
      return code;
    }
    return switch (type) {
      case "Double" -> code.replace("L", "") + "d";
      case "Long" -> code.replace("L", "") + "L";
      default -> code;
    };
  }
}
