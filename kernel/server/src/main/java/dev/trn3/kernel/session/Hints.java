package dev.trn3.kernel.session;

import dev.trn3.kernel.magic.Spelling;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

  private static final long LOOK_NANOS = 20_000_000;

  private Hints() {}

  static List<String> of(SourceCodeAnalysis analysis, JShell shell, String source, Diag diag) {
    if (diag.getCode().contains("preview.feature.disabled")) {
      return List.of("%jvm --enable-preview, in a cell of its own, starts a JVM that knows it.");
    }
    if (!diag.getCode().startsWith("compiler.err.cant.resolve")) {
      return List.of();
    }
    int start = (int) diag.getStartPosition();
    int end = start;
    while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
      end++;
    }
    return forName(analysis, shell, source, source.substring(Math.min(start, end), end), end);
  }

  /**
   * Hints for something that is not declared.
   *
   * @param missing what, as JShell says it: {@code class List}
   */
  static List<String> of(SourceCodeAnalysis analysis, JShell shell, String source, String missing) {
    String name = missing.substring(missing.lastIndexOf(' ') + 1);
    int end = source.indexOf(name) + name.length();
    return forName(analysis, shell, source, name, end);
  }

  private static List<String> forName(
      SourceCodeAnalysis analysis, JShell shell, String source, String name, int end) {
    if (name.isEmpty()) {
      return List.of();
    }
    if (Character.isUpperCase(name.charAt(0))) {
      List<String> imports =
          qualified(analysis, source, end).stream()
              .limit(MOST)
              .map(found -> "  import " + found + ";")
              .toList();
      if (!imports.isEmpty()) {
        return concat("It exists elsewhere; one of these lines makes it known:", imports);
      }
    }
    return shell
        .variables()
        .map(variable -> variable.name())
        .filter(known -> !known.equals(name))
        .filter(known -> Spelling.distance(known, name) <= Math.max(1, name.length() / 3))
        .findFirst()
        .map(known -> List.of("Did you mean " + known + "?"))
        .orElse(List.of());
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
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(first), rest.stream())
        .toList();
  }
}
