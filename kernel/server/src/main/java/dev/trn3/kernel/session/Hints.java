package dev.trn3.kernel.session;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** What a person could do about a name that the compiler does not know. */
final class Hints {

  private static final int MOST = 4;

  /** A property, because tests also run where other work leaves little of the processors. */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("trn3.hints.seconds", 3));

  /** How the compiler names what it does not know: {@code symbol: method substing(int)}. */
  private static final Pattern SYMBOL = Pattern.compile("symbol: +\\w+ (\\w+)");

  private static final long LOOK_NANOS = 20_000_000;

  /** {@code /vars}, as in JShell. */
  private static final Pattern COMMAND = Pattern.compile("\\s*/[a-z?!]");

  private Hints() {}

  static List<String> of(SourceCodeAnalysis analysis, JShell shell, String source, Diag diag) {
    if (diag.getCode().contains("preview.feature.disabled")) {
      return List.of("%jvm --enable-preview, in a cell of its own, starts a JVM that knows it.");
    }
    if (diag.getCode().contains("illegal.start.of.expr") && COMMAND.matcher(source).lookingAt()) {
      return List.of(
          "Commands of JShell have other names here: %whos, %history, %classpath, %help.");
    }
    if (!diag.getCode().startsWith("compiler.err.cant.resolve")) {
      return List.of();
    }
    String message = diag.getMessage(Locale.ENGLISH);
    int from = Math.min((int) diag.getStartPosition(), source.length());
    Matcher said = SYMBOL.matcher(message);
    String name = said.find() ? said.group(1) : wordAt(source, from);
    int start = Math.max(from, indexOfWord(source, name, (int) diag.getPosition()));
    boolean member = message.contains("location:") && !message.strip().endsWith("location: class");
    return forName(analysis, shell, source, name, start, member);
  }

  private static String wordAt(String source, int start) {
    int end = start;
    while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
      end++;
    }
    return source.substring(start, end);
  }

  /** Where the word stands, at this place or behind it. */
  private static int indexOfWord(String source, String word, int from) {
    Matcher found = Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(source);
    return found.find(Math.max(0, Math.min(from, source.length()))) ? found.start() : 0;
  }

  /**
   * Hints for something that is not declared.
   *
   * @param missing what, as JShell says it: {@code class List}
   */
  static List<String> of(SourceCodeAnalysis analysis, JShell shell, String source, String missing) {
    String name = missing.substring(missing.lastIndexOf(' ') + 1);
    return forName(analysis, shell, source, name, indexOfWord(source, name, 0), false);
  }

  private static List<String> forName(
      SourceCodeAnalysis analysis,
      JShell shell,
      String source,
      String name,
      int start,
      boolean member) {
    if (name.isEmpty() || !source.startsWith(name, start)) {
      return List.of();
    }
    if (!member && Character.isUpperCase(name.charAt(0))) {
      List<String> imports =
          qualified(analysis, source, start + name.length()).stream()
              .limit(MOST)
              .map(found -> "  import " + found + ";")
              .toList();
      if (!imports.isEmpty()) {
        return concat("It exists elsewhere; one of these lines makes it known:", imports);
      }
    }
    Stream<String> beginAlike =
        analysis.completionSuggestions(source, start + 1, new int[1]).stream()
            .map(each -> each.continuation().replaceFirst("\\W.*", ""));
    Stream<String> variables =
        member ? Stream.empty() : shell.variables().map(variable -> variable.name());
    List<String> meant = MeantNames.of(name, Stream.concat(beginAlike, variables));
    return meant.isEmpty()
        ? List.of()
        : List.of("Did you mean " + String.join(" or ", meant) + "?");
  }

  /** In the first cells of a kernel JShell is still reading which classes there are. */
  private static List<String> qualified(SourceCodeAnalysis analysis, String source, int end) {
    long latest = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      QualifiedNames names = analysis.listQualifiedNames(source, end);
      boolean late = System.nanoTime() > latest || Thread.currentThread().isInterrupted();
      if (names.isUpToDate() || late) {
        return names.getNames();
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static List<String> concat(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }
}
