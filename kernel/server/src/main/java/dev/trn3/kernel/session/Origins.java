package dev.trn3.kernel.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** Where snippets stand in cells, so that errors can say so. */
final class Origins {

  /**
   * The place of a snippet.
   *
   * @param cell the number beside the cell
   * @param line the line of the cell in which the snippet begins, from 1
   */
  record Origin(int cell, int line) {}

  /**
   * Where the code of a class stands.
   *
   * @param snippet what the class is made of
   */
  record Place(Origin origin, SnippetWrapper snippet) {}

  private final Map<String, Origin> bySnippet = new HashMap<>();
  // Read while others compile: for what is printed.
  private final Map<String, Place> byClass = new ConcurrentHashMap<>();
  // Of what is evaluated now: only afterwards are its snippets known. More than one with subshells.
  private final List<Origin> running = new CopyOnWriteArrayList<>();

  void add(String snippetId, Origin origin) {
    bySnippet.put(snippetId, origin);
  }

  void add(SnippetWrapper snippet, Origin origin) {
    byClass.put(snippet.fullClassName(), new Place(origin, snippet));
  }

  /** Forgets all other classes. */
  void retainClasses(Set<String> known) {
    byClass.keySet().retainAll(known);
  }

  /**
   * Where the code of a class stands that JShell has put around a snippet; null where forgotten.
   */
  Place ofClass(String name) {
    return byClass.get(name);
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
    String type = frame.getClassName() == null ? "" : frame.getClassName();
    String methodName = frame.getMethodName() == null ? "" : frame.getMethodName();
    if (origin == null && running.size() == 1) {
      origin = running.get(0);
    }
    if (origin == null) {
      String place = running.isEmpty() ? "a start-up import" : "a cell that runs";
      String method = method(type, methodName);
      return method.isEmpty() ? place : method;
    }
    return describe(origin, type, methodName, frame.getLineNumber());
  }

  /**
   * A place in a cell as a person reads it.
   *
   * @param type the class that a person has declared; empty where it is JShell's
   * @param line the line of the snippet, from 1
   */
  static String describe(Origin origin, String type, String methodName, int line) {
    int ofCell = origin.line() + Math.max(1, line) - 1;
    String place = "cell %d, line %d".formatted(origin.cell(), ofCell);
    String method = method(type, methodName);
    return method.isEmpty() ? place : method + " (" + place + ")";
  }

  private static String method(String type, String name) {
    String method = method(name);
    return type.isEmpty() || !method.equals(name) ? method : type + "." + method;
  }

  /** A method as a person knows it: nameless in the statements of a cell. */
  static String method(String name) {
    if (name.startsWith("lambda$")) {
      return "lambda";
    }
    return name.startsWith("do_it$") ? "" : name;
  }
}
