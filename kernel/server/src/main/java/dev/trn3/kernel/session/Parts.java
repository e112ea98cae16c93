package dev.trn3.kernel.session;

import dev.trn3.kernel.magic.Call;
import dev.trn3.kernel.magic.Magics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cell, cut into Java and magics. A magic begins in the first column, outside of texts and
 * comments; one with two percent signs has the whole cell. A name with a question mark is one, too.
 */
final class Parts {

  /** Java, or a magic where the call is not null. Java stands on its lines of the cell. */
  record Part(String java, Call call) {}

  private final String cell;
  private final Predicate<String> isDeclared;
  private final List<Part> parts = new ArrayList<>();
  private int line;

  private Parts(String cell, Predicate<String> isDeclared) {
    this.cell = cell;
    this.isDeclared = isDeclared;
  }

  /** Whether a cell may have a magic in it; cheap, and never wrong where it says no. */
  static boolean mayHaveMagics(String cell) {
    return cell.lines()
            .anyMatch(
                each ->
                    each.startsWith("%")
                        || each.startsWith("!")
                        || isDirective(each)
                        || AskedName.mayBe(each))
        || cell.stripLeading().startsWith("%");
  }

  /** Comments that say what a cell needs, as in jbang. */
  private static boolean isDirective(String line) {
    return line.startsWith("//DEPS ") || line.startsWith("//REPOS ");
  }

  /**
   * Cuts a cell.
   *
   * @param isDeclared whether a cell has declared this name: {@code !done} is Java then
   */
  static List<Part> of(String cell, Predicate<String> isDeclared) {
    int start = cell.length() - cell.stripLeading().length();
    if (beginsWithWholeCell(cell, start)) {
      return List.of(new Part("", whole(cell, start)));
    }
    Parts cut = new Parts(cell, isDeclared);
    cut.cut();
    return merged(cut.parts);
  }

  /** Whether a magic with two percent signs begins the cell, which is its own then. */
  static boolean isWhole(String cell) {
    return beginsWithWholeCell(cell, cell.length() - cell.stripLeading().length());
  }

  private static boolean beginsWithWholeCell(String cell, int start) {
    return cell.startsWith("%%", start) && asked(cell, start, ';').isEmpty();
  }

  private static Optional<AskedName> asked(String cell, int at, char last) {
    int end = endOfLine(cell, at);
    return AskedName.in(cell.substring(at, end), last, cell.substring(end));
  }

  /** Directives in a row belong together: what they name is chosen to go with each other. */
  private static List<Part> merged(List<Part> parts) {
    List<Part> merged = new ArrayList<>();
    for (Part part : parts) {
      Part last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (isDirective(part) && last != null && isDirective(last)) {
        Call first = last.call();
        String rest = options(first) + " " + options(part.call());
        merged.set(
            merged.size() - 1,
            new Part("", new Call("//DEPS", rest, "", first.line(), first.column())));
      } else {
        merged.add(part);
      }
    }
    return merged;
  }

  private static boolean isDirective(Part part) {
    return part.call() != null && part.call().name().startsWith("//");
  }

  private static String options(Call directive) {
    return directive.name().equals("//REPOS")
        ? Stream.of(directive.rest().strip().split("[\\s,]+"))
            .map(each -> "--repo " + each)
            .collect(Collectors.joining(" "))
        : directive.rest();
  }

  static int linesBefore(String cell, int position) {
    return (int) cell.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  static int endOfLine(String cell, int from) {
    int end = cell.indexOf('\n', from);
    return end < 0 ? cell.length() : end;
  }

  static int endOfName(String cell, int from) {
    int end = from;
    while (end < cell.length() && !Character.isWhitespace(cell.charAt(end))) {
      end++;
    }
    return end;
  }

  private static Call whole(String cell, int start) {
    int name = endOfName(cell, start);
    int end = endOfLine(cell, start);
    String body = end == cell.length() ? "" : cell.substring(end + 1);
    int line = linesBefore(cell, start);
    return new Call(cell.substring(start, name), cell.substring(name, end), body, line, 0);
  }

  private void cut() {
    int from = 0;
    int i = cell.length() - cell.stripLeading().length();
    i = cell.startsWith("%", i) ? i : 0; // A first line may be indented.
    boolean begins = true;
    char last = ';';
    while (i < cell.length()) {
      if (begins && isMagic(from, i, last)) {
        java(from, i);
        i = magic(i, last);
        from = i;
        last = ';';
        continue;
      }
      int end = Comments.end(cell, i);
      char c = cell.charAt(i);
      boolean isComment = c == '/' && end > i + 1;
      if (!isComment && !Character.isWhitespace(c)) {
        last = c;
      }
      begins = c == '\n';
      i = end;
    }
    java(from, cell.length());
  }

  private boolean isMagic(int from, int at, char last) {
    char first = cell.charAt(at);
    boolean endsBefore = last == ';' || last == '}';
    if (first == '/') {
      return endsBefore && isDirective(cell.substring(at, endOfLine(cell, at)));
    }
    if (asked(cell, at, last).isPresent()) {
      return true;
    }
    String name = cell.substring(at, endOfName(cell, at));
    if (first == '%') {
      boolean named =
          name.length() > 1 && !Character.isDigit(name.charAt(1)) && name.charAt(1) != '=';
      return named && (endsBefore || Magics.isKnown(name));
    }
    if (first != '!' || !endsBefore) {
      return false;
    }
    String java = parts.stream().map(Part::java).collect(Collectors.joining());
    return isCommand(cell.substring(at + 1, endOfLine(cell, at)), java + cell.substring(from, at));
  }

  /**
   * Whether what stands behind an exclamation mark is no Java.
   *
   * @param above the Java above it, which may declare a name
   */
  private boolean isCommand(String rest, String above) {
    int end = 0;
    while (end < rest.length() && Character.isJavaIdentifierPart(rest.charAt(end))) {
      end++;
    }
    String name = rest.substring(0, end);
    boolean goesOn = end < rest.length() && (rest.charAt(end) == '.' || rest.charAt(end) == '(');
    boolean isNot = !rest.isEmpty() && "(!=\"".indexOf(rest.charAt(0)) >= 0;
    return !isNot
        && !(end > 0 && goesOn)
        && !name.equals("true")
        && !name.equals("false")
        && !isDeclared.test(name)
        && !(end > 0 && Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(above).find());
  }

  private void java(int from, int to) {
    String text = cell.substring(from, to);
    if (!text.isBlank()) {
      parts.add(new Part("\n".repeat(line) + text, null));
    }
    line += linesBefore(text, text.length());
  }

  private int magic(int at, char last) {
    int end = endOfLine(cell, at);
    Optional<AskedName> asked = asked(cell, at, last);
    if (asked.isPresent()) {
      AskedName found = asked.get();
      parts.add(new Part("", new Call(found.mark(), found.name(), "", line, 0)));
      return end;
    }
    int name = cell.charAt(at) == '!' ? at + 1 : Math.min(end, endOfName(cell, at));
    String word = cell.substring(at, name);
    int column = name - (cell.lastIndexOf('\n', at) + 1);
    parts.add(new Part("", new Call(word, cell.substring(name, end), "", line, column)));
    return end;
  }

  /** The magics of a cell, each by itself, whatever cells have declared. */
  static List<Call> calls(String cell) {
    return isWhole(cell)
        ? of(cell, name -> false).stream().map(Part::call).toList()
        : cut(cell).stream().map(Part::call).filter(Objects::nonNull).toList();
  }

  /** The parts of a cell that is not {@link #isWhole}, whatever cells have declared. */
  static List<Part> cut(String cell) {
    Parts cut = new Parts(cell, name -> false);
    cut.cut();
    return cut.parts;
  }
}
