package dev.trn3.kernel.documentation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A declaration as JShell names it: {@code String String.substring(int beginIndex)}, {@code
 * Math.PI:double}, {@code java.util.List<E>}.
 *
 * @param type the class that declares it, or that it is; empty for a method of a cell
 * @param member its name; empty for a class
 * @param parameters the simple names of its parameters' types; empty where it is no method
 */
public record Signature(String type, String member, Optional<List<String>> parameters) {

  private static final Pattern METHOD = Pattern.compile("(?:(.*) )?([\\w.$]+)\\((.*?)\\).*");
  private static final Pattern WORD = Pattern.compile("[\\w.$]+");

  /** Reads one. What cannot be read names nothing. */
  public static Signature of(String text) {
    // The name of a record may be followed by its components, before what belongs to it.
    String plain = withoutTypeArguments(text).replaceAll("\\([^()]*\\)(?=\\.\\w|\\()", "");
    Matcher method = METHOD.matcher(plain);
    if (method.matches()) {
      return method(method.group(1) != null, method.group(2), types(method.group(3)));
    }
    int colon = plain.indexOf(':');
    if (colon >= 0) {
      String name = plain.substring(0, colon);
      int dot = name.lastIndexOf('.');
      return new Signature(
          dot < 0 ? "" : name.substring(0, dot), name.substring(dot + 1), Optional.empty());
    }
    return new Signature(WORD.matcher(plain).matches() ? plain : "", "", Optional.empty());
  }

  private static Signature method(boolean returns, String name, List<String> parameters) {
    int dot = name.lastIndexOf('.');
    String member = name.substring(dot + 1);
    String type = dot < 0 ? "" : name.substring(0, dot);
    // A constructor returns nothing and has the name of its class.
    return new Signature(returns ? type : name, member, Optional.of(parameters));
  }

  boolean hasNoArguments() {
    return parameters.isPresent() && parameters.get().isEmpty();
  }

  /** This signature as a member of another type, such as one that it inherits from. */
  Signature in(String otherType) {
    return new Signature(otherType, member, parameters);
  }

  /** The simple name of a type: without package, type arguments and annotations. */
  static String simple(String type) {
    String plain = withoutTypeArguments(type).strip();
    String word = plain.substring(plain.lastIndexOf(' ') + 1);
    int array = word.length();
    while (array > 0 && "[].".indexOf(word.charAt(array - 1)) >= 0) {
      array--;
    }
    String name = word.substring(0, array);
    String tail = word.substring(array).equals("...") ? "[]" : word.substring(array);
    return name.substring(name.lastIndexOf('.') + 1) + tail;
  }

  private static List<String> types(String parameters) {
    if (parameters.isBlank()) {
      return List.of();
    }
    return Arrays.stream(parameters.split(","))
        .map(String::strip)
        .map(each -> each.contains(" ") ? each.substring(0, each.lastIndexOf(' ')) : each)
        .map(Signature::simple)
        .toList();
  }

  /** A type without its arguments and dimensions. */
  public static String erased(String type) {
    return withoutTypeArguments(type).replace("[]", "").strip();
  }

  static String withoutTypeArguments(String text) {
    StringBuilder kept = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' ? 1 : 0;
      if (depth == 0) {
        kept.append(c);
      }
      depth -= c == '>' ? 1 : 0;
    }
    return kept.toString();
  }
}
