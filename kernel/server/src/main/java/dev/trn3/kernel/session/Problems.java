package dev.trn3.kernel.session;

import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import dev.trn3.worker.channel.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/** Writes what went wrong as a person wants to read it. */
final class Problems {

  // Front ends put a colour of their own behind an error, JupyterLab's dark theme a dark red, in
  // which red would vanish: what matters is bold in the colour of the text around it.
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String OFF = "\u001b[0m";
  private static final int DEEPEST = 40;
  private static final Pattern JSHELL = Pattern.compile("\\bREPL\\.\\$JShell\\$\\d\\w*[.$]");
  private static final Set<String> PLUMBING =
      Set.of(
          "dev.trn3.worker.",
          "dev.trn3.display.comm.",
          "jdk.internal.reflect.",
          "java.lang.reflect.Method");

  private Problems() {}

  /** A piece of a cell that the compiler rejects. */
  static Failed compilation(String cell, int count, int offset, Diag diag, List<String> hints) {
    int start = clamp(offset + (int) diag.getStartPosition(), cell);
    int end = Math.max(start + 1, clamp(offset + (int) diag.getEndPosition(), cell));
    return compilation(cell, count, start, end, message(diag), hints);
  }

  /** A variable whose type nobody has declared. */
  static Failed undeclared(Cell cell, Piece piece, String missing, List<String> hints) {
    String name = missing.substring(missing.lastIndexOf(' ') + 1);
    int start = Math.max(piece.start(), cell.code().indexOf(name, piece.start()));
    String message = "cannot find symbol\n  symbol:   " + missing;
    return compilation(cell.code(), cell.count(), start, start + name.length(), message, hints);
  }

  private static Failed compilation(
      String cell, int count, int start, int end, String message, List<String> hints) {
    int lineStart = cell.lastIndexOf('\n', start - 1) + 1;
    int lineEnd = cell.indexOf('\n', start) < 0 ? cell.length() : cell.indexOf('\n', start);
    int line = (int) cell.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    String text = cell.substring(lineStart, lineEnd);

    String margin = String.valueOf(line);
    String caret =
        text.substring(0, start - lineStart).replaceAll("[^\\t]", " ")
            + "^".repeat(Math.max(1, Math.min(end, lineEnd) - start));
    List<String> traceback = new ArrayList<>();
    traceback.add(
        "%sCompilation error%s in cell %d, line %d, column %d"
            .formatted(BOLD, OFF, count, line, start - lineStart + 1));
    traceback.add("  %s%s |%s %s".formatted(DIM, margin, OFF, text));
    traceback.add(
        "  %s%s |%s %s%s%s".formatted(DIM, " ".repeat(margin.length()), OFF, BOLD, caret, OFF));
    traceback.addAll(message.lines().toList());
    traceback.addAll(hints);
    return new Failed("CompilationError", message, traceback);
  }

  /** What the compiler says, without the place, which is an artefact of JShell. */
  private static String message(Diag diag) {
    return diag.getMessage(Locale.ENGLISH)
        .lines()
        .filter(line -> !line.strip().equals("location: class"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static int clamp(int position, String cell) {
    return Math.max(0, Math.min(position, cell.length()));
  }

  /** Code that does not end where it should. */
  static Failed incomplete(String cell, int count) {
    int lines = (int) cell.lines().count();
    String message =
        "the cell ends before its last statement does: a bracket, quote or comment is open";
    return new Failed(
        "CompilationError",
        message,
        List.of(
            "%sCompilation error%s in cell %d, line %d".formatted(BOLD, OFF, count, lines),
            message));
  }

  /** An exception that the analyst's code did not catch. */
  static Failed exception(JShellException exception, Failure failure, Origins origins) {
    List<String> traceback = new ArrayList<>();
    Throwable next = exception;
    for (int depth = 0; next instanceof JShellException each; depth++) {
      List<String> suppressed =
          failure != null && depth < failure.chain().size()
              ? failure.chain().get(depth).suppressed()
              : List.of();
      describe(each, depth == 0 ? "" : "Caused by: ", suppressed, origins, traceback);
      next = each.getCause();
    }
    return new Failed(name(exception), message(exception), traceback);
  }

  private static void describe(
      JShellException exception,
      String lead,
      List<String> suppressed,
      Origins origins,
      List<String> traceback) {
    String message = message(exception);
    String tail = message.isEmpty() ? "" : ": " + message;
    traceback.add(lead + BOLD + name(exception) + OFF + tail);
    List<StackTraceElement> frames = relevant(exception.getStackTrace());
    frames.stream()
        .limit(DEEPEST)
        .forEach(frame -> traceback.add("    at " + origins.describe(frame)));
    if (frames.size() > DEEPEST) {
      traceback.add("    … " + (frames.size() - DEEPEST) + " more");
    }
    suppressed.forEach(line -> traceback.add("    Suppressed: " + line));
  }

  /** An exception of code that JShell has not invoked. */
  static Failed thrown(Failure failure, Frames frames) {
    List<String> traceback = new ArrayList<>();
    for (Failure.Thrown each : failure.chain()) {
      String message = each.message() == null ? "" : ": " + readable(each.message());
      traceback.add(
          (traceback.isEmpty() ? "" : "Caused by: ") + BOLD + each.type() + OFF + message);
      relevant(each.frames().toArray(new StackTraceElement[0])).stream()
          .limit(DEEPEST)
          .forEach(frame -> traceback.add("    at " + frames.describe(frame)));
      each.suppressed().forEach(line -> traceback.add("    Suppressed: " + line));
    }
    Failure.Thrown first = failure.chain().get(0);
    return new Failed(first.type(), readable(first.message()), traceback);
  }

  /** Frames down to the cell; below it stands only what runs cells. */
  private static List<StackTraceElement> relevant(StackTraceElement[] frames) {
    int last = frames.length;
    while (last > 0 && isPlumbing(frames[last - 1])) {
      last--;
    }
    return Arrays.asList(frames).subList(0, last);
  }

  private static boolean isPlumbing(StackTraceElement frame) {
    String type = frame.getClassName();
    return type != null
        && (type.equals("java.lang.Thread") || PLUMBING.stream().anyMatch(type::startsWith));
  }

  private static String name(JShellException exception) {
    if (exception instanceof EvalException eval) {
      return eval.getExceptionClassName();
    }
    return exception instanceof UnresolvedReferenceException
        ? "UnresolvedReference"
        : exception.getClass().getName();
  }

  private static String message(JShellException exception) {
    if (exception instanceof UnresolvedReferenceException unresolved) {
      return unresolved.getSnippet().name() + " uses what is not declared yet";
    }
    return readable(exception.getMessage());
  }

  /** A message without the classes that JShell puts around what cells declare. */
  private static String readable(String message) {
    return message == null ? "" : JSHELL.matcher(message).replaceAll("");
  }

  /** A cell that was stopped. */
  static Failed interrupted(String detail) {
    String name = Failed.INTERRUPTED;
    return new Failed(name, detail, List.of(BOLD + name + OFF + ": " + detail));
  }

  /** A cell whose JVM has ended. */
  static Failed workerGone(String detail) {
    return new Failed(
        "WorkerEnded",
        detail,
        List.of(BOLD + "The JVM that runs the cells has ended" + OFF, detail));
  }
}
