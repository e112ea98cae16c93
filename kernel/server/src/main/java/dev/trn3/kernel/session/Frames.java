package dev.trn3.kernel.session;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Finds the places in cells of stack frames as the worker sees them. JShell does so by itself, but
 * only for what it has invoked.
 */
record Frames(JShell shell, Origins origins) {

  private static final String CLASSES = "REPL.$JShell$";

  /** As Java prints it, with the name of the class loader before it. */
  private static final Pattern PRINTED =
      Pattern.compile(
          "(?:cells//)?(REPL\\.\\$JShell\\$[\\w$]+)\\.([\\w$<>]+)\\(\\$JShell\\$\\w+\\.java:(\\d+)\\)");

  /** A stack trace of more text than this is left as it is: most of such text is none. */
  private static final int LONGEST = 1 << 15;

  /** Whether there may be frames of cells in what code has printed, in UTF-8. */
  static boolean mayBeIn(byte[] printed) {
    return printed.length <= LONGEST
        && new String(printed, StandardCharsets.ISO_8859_1).contains(CLASSES);
  }

  /** What code has printed, with each frame of a cell as a person reads it. */
  String describeIn(String printed) {
    return PRINTED
        .matcher(printed)
        .replaceAll(
            found -> {
              int line = Integer.parseInt(found.group(3));
              var frame = new StackTraceElement(found.group(1), found.group(2), null, line);
              return Matcher.quoteReplacement(describe(frame));
            });
  }

  /** One frame as a person reads it. */
  String describe(StackTraceElement frame) {
    String type = frame.getClassName();
    if (!type.startsWith(CLASSES)) {
      return origins.describe(frame);
    }
    int nested = type.indexOf('$', CLASSES.length());
    String outer = nested < 0 ? type : type.substring(0, nested);
    String inner = nested < 0 ? "" : type.substring(nested + 1).replace('$', '.');
    return shell
        .snippets()
        .filter(snippet -> shell.status(snippet) != Status.REJECTED) // It has no class.
        .filter(snippet -> wrapper(snippet).fullClassName().equals(outer))
        .reduce((first, last) -> last)
        .map(snippet -> origins.describe(inSnippet(snippet, inner, frame)))
        .orElseGet(() -> inForgotten(frame));
  }

  private static String inForgotten(StackTraceElement frame) {
    String method = Origins.method(frame.getMethodName());
    return method.isEmpty() ? "an earlier cell" : method + " (an earlier cell)";
  }

  private SnippetWrapper wrapper(Snippet snippet) {
    return shell.sourceCodeAnalysis().wrapper(snippet);
  }

  private StackTraceElement inSnippet(Snippet snippet, String type, StackTraceElement frame) {
    int line = line(wrapper(snippet), frame.getLineNumber());
    return new StackTraceElement(type, frame.getMethodName(), "#" + snippet.id(), line);
  }

  /** The line of the snippet, from 1, that stands on this line of the class around it. */
  private static int line(SnippetWrapper wrapper, int wrappedLine) {
    String wrapped = wrapper.wrapped();
    int at = 0;
    for (int line = 1; line < wrappedLine && at >= 0; line++) {
      at = wrapped.indexOf('\n', at) + 1;
    }
    int end = wrapped.indexOf('\n', at);
    for (int i = at; i < (end < 0 ? wrapped.length() : end); i++) {
      int source = wrapper.wrappedToSourcePosition(i);
      if (source >= 0 && !Character.isWhitespace(wrapped.charAt(i))) {
        int until = Math.min(source, wrapper.source().length());
        return 1
            + (int) wrapper.source().substring(0, until).chars().filter(c -> c == '\n').count();
      }
    }
    return 1;
  }
}
