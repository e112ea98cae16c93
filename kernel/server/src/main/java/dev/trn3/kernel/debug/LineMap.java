package dev.trn3.kernel.debug;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * The lines of a snippet in its cell, beside the lines of the class that JShell makes of it.
 *
 * @param path the cell, as {@link CellPaths} names it
 * @param type the outermost class
 * @param inClass each line of the cell, with the lines of the class that its text was put on: the
 *     name and the value of a variable go to different ones
 * @param inCell the other way round
 */
record LineMap(
    String path,
    String type,
    NavigableMap<Integer, TreeSet<Integer>> inClass,
    NavigableMap<Integer, Integer> inCell) {

  /**
   * The lines of a snippet.
   *
   * @param first the line of the cell on which the text of the snippet begins
   */
  static LineMap of(String path, String type, int first, SnippetWrapper wrapper) {
    NavigableMap<Integer, TreeSet<Integer>> inClass = new TreeMap<>();
    NavigableMap<Integer, Integer> inCell = new TreeMap<>();
    String source = wrapper.source();
    int line = first;
    for (int i = 0; i < source.length(); i++) {
      if (source.charAt(i) == '\n') {
        line++;
      } else if (!Character.isWhitespace(source.charAt(i))) {
        int position = wrapper.sourceToWrappedPosition(i);
        if (position > 0) { // What JShell leaves out is nowhere.
          int wrapped = lineAt(wrapper.wrapped(), position);
          inClass.computeIfAbsent(line, key -> new TreeSet<>()).add(wrapped);
          inCell.putIfAbsent(wrapped, line);
        }
      }
    }
    if (!inCell.isEmpty()) {
      addReturn(wrapper.wrapped().split("\n", -1), inClass, inCell);
    }
    return new LineMap(path, type, inClass, inCell);
  }

  /** What a bare expression computes is stored by the line above it, which has the code of both. */
  private static void addReturn(
      String[] text,
      NavigableMap<Integer, TreeSet<Integer>> inClass,
      NavigableMap<Integer, Integer> inCell) {
    int above = inCell.firstKey() - 1;
    String before = above < 1 ? "" : text[above - 1].strip();
    if (before.startsWith("return ") && before.endsWith("=")) {
      int line = inCell.firstEntry().getValue();
      inClass.get(line).add(above);
      inCell.put(above, line);
    }
  }

  private static int lineAt(String text, int position) {
    int end = Math.min(position, text.length());
    return (int) text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
  }

  /** The same lines, of a class that JShell has made anew. */
  LineMap of(String newType) {
    return new LineMap(path, newType, inClass, inCell);
  }

  /** The line of the cell to which a line of the class belongs; 0 where the snippet is empty. */
  int cellLine(int classLine) {
    Map.Entry<Integer, Integer> at = inCell.floorEntry(classLine);
    at = at == null ? inCell.firstEntry() : at;
    return at == null ? 0 : at.getValue();
  }

  /**
   * The outermost class of a class that JShell made: {@code REPL.$JShell$7$Point} is in the 7th.
   */
  static String outermost(String className) {
    int name = className.lastIndexOf('.') + 1;
    int number = className.indexOf('$', className.indexOf('$', name) + 1);
    int inner = number < 0 ? -1 : className.indexOf('$', number + 1);
    return inner < 0 ? className : className.substring(0, inner);
  }
}
