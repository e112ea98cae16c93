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
    int from = 0;
    while (from < cell.length()) {
      CompletionInfo info = analysis.analyzeCompletion(cell.substring(from));
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      int end = cell.length() - info.remaining().length();
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
