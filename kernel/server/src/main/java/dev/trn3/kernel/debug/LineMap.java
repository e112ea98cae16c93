package dev.trn3.kernel.debug;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * The lines of a snippet in its cell, beside the lines of the class that JShell made of it.
 *
 * @param path the cell, as {@link CellPaths} names it
 * @param type the outermost class
 * @param inClass line of the cell to line of the class; both count from 1
 * @param inCell the other way round
 */
record LineMap(
    String path,
    String type,
    NavigableMap<Integer, Integer> inClass,
    NavigableMap<Integer, Integer> inCell) {

  /**
   * The lines of a snippet.
   *
   * @param first the line of the cell on which the snippet begins
   */
  static LineMap of(String path, int first, SnippetWrapper wrapper) {
    String[] lines = wrapper.source().split("\n", -1);
    NavigableMap<Integer, Integer> inClass = new TreeMap<>();
    NavigableMap<Integer, Integer> inCell = new TreeMap<>();
    int offset = 0;
    for (int i = 0; i < lines.length; i++) {
      int text = offset + lines[i].length() - lines[i].stripLeading().length();
      if (!lines[i].isBlank()) {
        int line = lineAt(wrapper.wrapped(), wrapper.sourceToWrappedPosition(text));
        inClass.putIfAbsent(first + i, line);
        inCell.putIfAbsent(line, first + i);
      }
      offset += lines[i].length() + 1;
    }
    return new LineMap(path, wrapper.fullClassName(), inClass, inCell);
  }

  private static int lineAt(String text, int position) {
    int end = Math.max(0, Math.min(position, text.length()));
    return (int) text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
  }

  /** The line of the cell to which a line of the class belongs. */
  int cellLine(int classLine) {
    Map.Entry<Integer, Integer> at = inCell.floorEntry(classLine);
    return (at == null ? inCell.firstEntry() : at).getValue();
  }

  /** Whether the class is this one, or within it. */
  boolean has(String className) {
    return className.equals(type) || className.startsWith(type + "$");
  }

  /** The outermost class of a class that JShell made: {@code REPL.$JShell$7$Point} is in the 7th. */
  static String outermost(String className) {
    int name = className.lastIndexOf('.') + 1;
    int number = className.indexOf('$', className.indexOf('$', name) + 1);
    int inner = number < 0 ? -1 : className.indexOf('$', number + 1);
    return inner < 0 ? className : className.substring(0, inner);
  }
}
