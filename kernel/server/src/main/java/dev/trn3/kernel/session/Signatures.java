package dev.trn3.kernel.session;

import dev.trn3.kernel.documentation.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.MethodSnippet;
import jdk.jshell.VarSnippet;

/** Parameters and types of what could stand behind some code. */
final class Signatures {

  private static final String EVERYTHING = ".*";
  private static final Pattern CLASS_NAME = Pattern.compile("\\p{Upper}\\w*");
  private static final Pattern IMPORT =
      Pattern.compile("import\\s+(static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*(?:;|$)");

  private final JavaSession session;
  private final Members members;
  private final boolean isMember;
  private List<Import> imports; // Found once, since there are as many completions as names.
  private Map<String, String> declared;
  private Optional<Class<?>> receiver = Optional.empty();
  private boolean isStatic;

  /** Of what could stand behind this code, which ends in a dot or before the start of a name. */
  Signatures(JavaSession session, Members members, String before) {
    this.session = session;
    this.members = members;
    isMember = before.endsWith(".");
    if (isMember) {
      String expression = expressionAtEnd(before.substring(0, before.length() - 1));
      receive(expression);
    }
  }

  /**
   * What a name stands for is known; only for more than a name the compiler is asked, which takes
   * as long as finding the completions.
   */
  private void receive(String expression) {
    Optional<VarSnippet> variable =
        session.shell().variables().filter(each -> each.name().equals(expression)).findFirst();
    if (variable.isPresent()) {
      receiver = type(Signature.erased(variable.get().typeName()));
      return;
    }
    if (CLASS_NAME.matcher(expression).matches()) {
      receiver = type(expression);
      isStatic = receiver.isPresent();
    }
    if (!isStatic) {
      String type = session.analysis().analyzeType(expression, expression.length());
      isStatic = type == null;
      receiver = type(Signature.erased(isStatic ? expression : type));
    }
  }

  /** The signature of what this completion names; empty where it is not known. */
  String of(String completion) {
    int bracket = completion.indexOf('(');
    String name = bracket < 0 ? completion : completion.substring(0, bracket);
    if (isMember) {
      return receiver.map(type -> members.signature(type, name, isStatic)).orElse("");
    }
    String ofCells = ofCells().get(name);
    return ofCells != null
        ? ofCells
        : ofImports(name).filter(signature -> !signature.isEmpty()).findFirst().orElse("");
  }

  /** The signature of each name that cells have declared; where two have it, the variable's. */
  private Map<String, String> ofCells() {
    if (declared == null) {
      declared = new HashMap<>();
      session.shell().variables().forEach(each -> declared.put(each.name(), each.typeName()));
      session.shell().methods().forEach(each -> declared.putIfAbsent(each.name(), signature(each)));
      declared.values().removeIf(String::isEmpty);
    }
    return declared;
  }

  private static String signature(MethodSnippet method) {
    return method.signature().replace(",", ", ").replace(")", ") ");
  }

  private Stream<String> ofImports(String name) {
    return imports()
        .filter(Import::isStatic)
        .map(each -> each.name().replaceFirst("\\.(\\*|" + name + ")$", ""))
        .map(this::qualified)
        .flatMap(Optional::stream)
        .map(type -> members.signature(type, name, true));
  }

  /** One snippet may hold many of them, see {@link StartImports}. */
  private Stream<Import> imports() {
    if (imports == null) {
      imports =
          session
              .shell()
              .imports()
              .flatMap(snippet -> IMPORT.matcher(snippet.source()).results())
              .map(found -> new Import(found.group(1) != null, found.group(2)))
              .toList();
    }
    return imports.stream();
  }

  private record Import(boolean isStatic, String name) {}

  private Optional<Class<?>> type(String name) {
    Stream<String> imported =
        imports()
            .filter(each -> !each.isStatic())
            .map(Import::name)
            .map(
                each ->
                    each.endsWith(EVERYTHING)
                        ? each.substring(0, each.length() - 1) + name
                        : each.endsWith("." + name) ? each : "");
    return Stream.concat(Stream.of(name, "java.lang." + name), imported)
        .filter(each -> !each.isEmpty())
        .map(this::qualified)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Of {@code java.util.Map.Entry} the last dot stands for a nested class. */
  private Optional<Class<?>> qualified(String name) {
    Optional<Class<?>> found = members.named(name);
    int dot = name.lastIndexOf('.');
    boolean mayBeNested =
        dot > 0 && Character.isUpperCase(name.charAt(name.lastIndexOf('.', dot - 1) + 1));
    return found.isEmpty() && mayBeNested
        ? qualified(name.substring(0, dot) + "$" + name.substring(dot + 1))
        : found;
  }

  /** The expression at the end of some code: names, calls and texts, joined by dots. */
  static String expressionAtEnd(String code) {
    int start = code.length();
    int depth = 0;
    while (start > 0) {
      char c = code.charAt(start - 1);
      if (c == '"') {
        start = code.lastIndexOf('"', start - 2);
        if (start < 0) {
          return "";
        }
        continue;
      }
      depth += c == ')' || c == ']' ? 1 : c == '(' || c == '[' ? -1 : 0;
      boolean belongs = depth > 0 || "()[].".indexOf(c) >= 0 || Character.isJavaIdentifierPart(c);
      if (depth < 0 || !belongs) {
        break;
      }
      start--;
    }
    return code.substring(start).strip();
  }
}
