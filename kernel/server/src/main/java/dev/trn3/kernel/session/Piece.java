package dev.trn3.kernel.session;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * One declaration, statement or expression of a cell.
 *
 * @param source as JShell wants it: with the semicolon that may be left out
 * @param start where its text begins in the cell, behind white space
 * @param end where it ends in the cell
 * @param completeness what JShell thinks of it
 */
record Piece(String source, int start, int end, Completeness completeness) {

  /** Cuts a cell into its pieces; comments and white space alone are none. */
  static List<Piece> of(String cell, SourceCodeAnalysis analysis) {
    List<Piece> pieces = new ArrayList<>();
    Ends ends = new Ends(cell);
    int from = 0;
    while (from < cell.length()) {
      Window window = Window.of(cell, from, ends, analysis);
      CompletionInfo info = window.info();
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      int end = window.end();
      int start = from + leadingSpace(cell, from, end);
      if (!info.completeness().isComplete() || end <= from) {
        pieces.add(new Piece(cell.substring(start), start, cell.length(), info.completeness()));
        break;
      }
      pieces.add(new Piece(info.source().stripLeading(), start, end, info.completeness()));
      from = end;
    }
    return pieces;
  }

  /**
   * What JShell makes of the next piece of a cell, told only the little of the cell that it needs:
   * it reads all that it is given, for each piece again.
   *
   * @param end where the piece ends in the cell
   */
  private record Window(CompletionInfo info, int end) {

    private static final int LOOK_AHEAD = 3;

    static Window of(String cell, int from, Ends ends, SourceCodeAnalysis analysis) {
      for (int ahead = LOOK_AHEAD; ; ahead *= 4) {
        int until = ends.after(from, ahead);
        CompletionInfo info = analysis.analyzeCompletion(cell.substring(from, until));
        int end = until - info.remaining().length();
        boolean saysMore = info.completeness().isComplete() && !info.remaining().isBlank();
        if (saysMore || until == cell.length()) {
          return new Window(info, end);
        }
      }
    }
  }

  private static int leadingSpace(String cell, int from, int end) {
    int i = from;
    while (i < end && Character.isWhitespace(cell.charAt(i))) {
      i++;
    }
    return i - from;
  }

  /** Whether the person ended it with a semicolon, which hides its value. */
  boolean isHidden(String cell) {
    return Comments.without(cell.substring(start, end)).stripTrailing().endsWith(";");
  }
}
