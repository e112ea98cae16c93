package dev.trn3.kernel.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Where snippets stand in cells, so that errors can say so. */
final class Origins {

  /**
   * The place of a snippet.
   *
   * @param cell the number beside the cell
   * @param line the line of the cell in which the snippet begins, from 1
   */
  record Origin(int cell, int line) {}

  private final Map<String, Origin> bySnippet = new HashMap<>();
  // Of what is evaluated now: only afterwards are its snippets known. More than one with subshells.
  private final List<Origin> running = new CopyOnWriteArrayList<>();

  void add(String snippetId, Origin origin) {
    bySnippet.put(snippetId, origin);
  }

  /** Evaluates what stands at this place. */
  <T> T during(Origin origin, Supplier<T> evaluation) {
    running.add(origin);
    try {
      return evaluation.get();
    } finally {
      running.remove(origin);
    }
  }

  void remove(String snippetId) {
    bySnippet.remove(snippetId);
  }

  Origin of(String snippetId) {
    return bySnippet.get(snippetId);
  }

  /** One frame as a person reads it: in cells by cell and line, elsewhere as Java prints it. */
  String describe(StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null || !file.startsWith("#")) {
      return frame.toString();
    }
    Origin origin = bySnippet.get(file.substring(1));
    String method = method(frame);
    if (origin == null && running.size() == 1) {
      origin = running.get(0);
    }
    if (origin == null) {
      String place = running.isEmpty() ? "a start-up import" : "a cell that runs";
      return method.isEmpty() ? place : method;
    }
    int line = origin.line() + Math.max(1, frame.getLineNumber()) - 1;
    String place = "cell %d, line %d".formatted(origin.cell(), line);
    return method.isEmpty() ? place : method + " (" + place + ")";
  }

  private static String method(StackTraceElement frame) {
    String type = frame.getClassName() == null ? "" : frame.getClassName();
    String method = frame.getMethodName() == null ? "" : method(frame.getMethodName());
    boolean ofPerson = method.equals(frame.getMethodName());
    return type.isEmpty() || !ofPerson ? method : type + "." + method;
  }

  /** A method as a person knows it: nameless in the statements of a cell. */
  static String method(String name) {
    if (name.startsWith("lambda$")) {
      return "lambda";
    }
    return name.startsWith("do_it$") ? "" : name;
  }
}
