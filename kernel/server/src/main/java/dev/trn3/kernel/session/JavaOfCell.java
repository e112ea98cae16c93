package dev.trn3.kernel.session;

import dev.trn3.kernel.magic.Magics;

/** A cell with blanks in place of what is no Java, so that all offsets stay as they are. */
final class JavaOfCell {

  private JavaOfCell() {}

  /** For completion and explanation: a name that is asked for stays. */
  static String in(String cell) {
    return in(cell, JavaOfCell::blankMarks);
  }

  /**
   * The same, without the names that are asked for: to see whether the statements are complete. One
   * that lacks its semicolon ends above such a name.
   */
  static String statements(String cell) {
    return in(
        cell,
        (text, from, to) -> {
          blank(text, from, to);
          text.setCharAt(from, ';');
        });
  }

  /** What becomes of a line that asks for a name. */
  @FunctionalInterface
  private interface OfAsked {
    void change(StringBuilder text, int from, int to);
  }

  private static String in(String cell, OfAsked asked) {
    if (!Parts.mayHaveMagics(cell)) {
      return cell;
    }
    int start = cell.length() - cell.stripLeading().length();
    StringBuilder java = new StringBuilder(cell);
    if (Parts.isWhole(cell)) {
      boolean takesJava = Magics.takesJava(cell.substring(start, Parts.endOfName(cell, start)));
      blank(java, start, takesJava ? Parts.endOfLine(cell, start) : cell.length());
      return java.toString();
    }
    int[] starts = lineStarts(cell);
    for (Parts.Part part : Parts.cut(cell)) {
      if (part.call() != null) {
        int line = starts[part.call().line()];
        if (part.call().name().startsWith("?")) {
          asked.change(java, line, Parts.endOfLine(cell, line));
          continue;
        }
        boolean takesJava = Magics.takesJava(part.call().name());
        blank(java, line, takesJava ? line + part.call().column() : Parts.endOfLine(cell, line));
      }
    }
    return java.toString();
  }

  private static int[] lineStarts(String cell) {
    int[] starts = new int[Parts.linesBefore(cell, cell.length()) + 1];
    for (int i = 0, line = 0; i < cell.length(); i++) {
      if (cell.charAt(i) == '\n') {
        starts[++line] = i + 1;
      }
    }
    return starts;
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  /**
   * The name that is asked for stays: it is completed and explained as anywhere else. A mark behind
   * it ends it, so that it is not read together with what follows.
   */
  private static void blankMarks(StringBuilder text, int from, int to) {
    boolean isMagic = text.substring(from, to).contains("%");
    boolean named = false;
    for (int i = from; i < to; i++) {
      boolean isMark = text.charAt(i) == '?';
      if (isMagic || isMark) {
        text.setCharAt(i, named && !isMagic ? ';' : ' ');
      }
      named |= !isMark;
    }
  }
}
