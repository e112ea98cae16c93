package dev.trn3.kernel.session;

import dev.trn3.kernel.session.Origins.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Finds the places in cells of stack frames as the worker of a session sees them. JShell does so by
 * itself, but only for what it has invoked. Needs neither JShell nor its compiler, which may be
 * busy.
 */
record Frames(Origins origins) {

  private static final String CLASSES = "REPL.$JShell$";
  private static final byte[] CLASSES_BYTES = CLASSES.getBytes(StandardCharsets.US_ASCII);
  private static final byte LAST_BYTE = CLASSES_BYTES[CLASSES_BYTES.length - 1];
  private static final byte[] SKIPS = skips();

  /** As Java prints it, with the name of the class loader before it. */
  private static final Pattern PRINTED =
      Pattern.compile(
          "(?:cells//)?(REPL\\.\\$JShell\\$\\p{javaJavaIdentifierPart}+)"
              + "\\.([\\p{javaJavaIdentifierPart}<>]+)"
              + "\\(\\$JShell\\$\\w+\\.java:([0-9]{1,9})\\)");

  /** What code has printed, in UTF-8, with each frame of a cell as a person reads it. */
  byte[] in(byte[] printed) {
    if (!mayBeIn(printed)) {
      return printed;
    }
    try {
      String text = new String(printed, StandardCharsets.UTF_8);
      return describeIn(text).getBytes(StandardCharsets.UTF_8);
    } catch (RuntimeException e) { // What was printed matters more than how it reads.
      System.err.println("Frames of cells are shown as they were printed: " + e);
      return printed;
    }
  }

  /**
   * Whether the classes of cells are named: the search of Horspool, which looks at one byte of
   * thirteen, as all that is printed comes here.
   */
  private static boolean mayBeIn(byte[] printed) {
    int length = CLASSES_BYTES.length;
    for (int end = length; end <= printed.length; end += SKIPS[printed[end - 1] & 0xFF]) {
      if (printed[end - 1] == LAST_BYTE
          && Arrays.equals(printed, end - length, end, CLASSES_BYTES, 0, length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] skips() {
    byte[] skips = new byte[1 << Byte.SIZE];
    int length = CLASSES_BYTES.length;
    Arrays.fill(skips, (byte) length);
    for (int i = 0; i < length - 1; i++) {
      skips[CLASSES_BYTES[i]] = (byte) (length - 1 - i);
    }
    return skips;
  }

  private String describeIn(String printed) {
    Map<String, String> known = new HashMap<>(); // Of a recursion, the same come again and again.
    return PRINTED
        .matcher(printed)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    known.computeIfAbsent(found.group(), text -> describe(frame(found)))));
  }

  private static StackTraceElement frame(MatchResult found) {
    int line = Integer.parseInt(found.group(3));
    return new StackTraceElement(found.group(1), found.group(2), null, line);
  }

  /** One frame as a person reads it. */
  String describe(StackTraceElement frame) {
    String type = frame.getClassName();
    if (!type.startsWith(CLASSES)) {
      return frame.toString();
    }
    int nested = type.indexOf('$', CLASSES.length());
    String outer = nested < 0 ? type : type.substring(0, nested);
    String inner = nested < 0 ? "" : type.substring(nested + 1).replace('$', '.');
    Place place = origins.ofClass(outer);
    if (place == null || !place.snippet().fullClassName().equals(outer)) {
      return inForgotten(frame); // Or its class was made anew.
    }
    int line = line(place.snippet(), frame.getLineNumber());
    return Origins.describe(place.origin(), inner, frame.getMethodName(), line);
  }

  private static String inForgotten(StackTraceElement frame) {
    String method = Origins.method(frame.getMethodName());
    return method.isEmpty() ? "an earlier cell" : method + " (an earlier cell)";
  }

  /** The line of the snippet, from 1, that stands on this line of the class around it. */
  private static int line(SnippetWrapper wrapper, int wrappedLine) {
    String wrapped = wrapper.wrapped();
    int at = 0;
    for (int line = 1; line < wrappedLine; line++) {
      int end = wrapped.indexOf('\n', at);
      if (end < 0) {
        return 1; // The class has no such line.
      }
      at = end + 1;
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
