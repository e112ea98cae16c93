package dev.trn3.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * Joins statements that follow each other into one block, since JShell compiles each piece anew.
 *
 * <p>Only what cannot be a declaration is joined. A block that is then rejected, such as one with a
 * statement behind an endless loop, has run nothing: its pieces are evaluated one by one.
 */
final class Fusion {

  private static final int MOST_PIECES = 60;
  private static final int LONGEST = 12_000;

  /**
   * A return would end the whole block, a pattern may declare a variable for what follows it, and
   * what ends the worker must not take along what statements before it have printed.
   */
  private static final Pattern REACHES_OUT =
      Pattern.compile("\\b(return|instanceof|yield|exit|halt)\\b");

  private static final Pattern STATEMENT =
      Pattern.compile("(if|for|while|do|try|switch|synchronized)\\b.*|\\{.*", Pattern.DOTALL);

  /** A call, an assignment or a count of something that has a name, or of something new. */
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "(?!(throw|assert|return)\\b)(new\\s[^{]*|[\\w$]+(\\s*\\.\\s*[\\w$]+)*\\s*(\\(|\\[\\s*[^\\]\\s]|(\\+\\+|--)|([-+*/%&|^]|<<|>>>?)?=(?!=)))"
              + ".*;",
          Pattern.DOTALL);

  private Fusion() {}

  /** The pieces of a cell in groups; those of more than one piece can be joined. */
  static List<List<Piece>> groups(List<Piece> pieces, String cell) {
    List<List<Piece>> groups = new ArrayList<>();
    List<Piece> group = new ArrayList<>();
    for (Piece piece : pieces) {
      boolean fits =
          isStatement(piece, cell)
              && (group.isEmpty()
                  || (isStatement(group.get(0), cell)
                      && group.size() < MOST_PIECES
                      && piece.end() - group.get(0).start() < LONGEST));
      if (!fits && !group.isEmpty()) {
        groups.add(List.copyOf(group));
        group.clear();
      }
      group.add(piece);
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }

  /** One piece that does what all of these do, on the same lines. */
  static Piece block(List<Piece> group, String cell) {
    int start = group.get(0).start();
    int end = group.get(group.size() - 1).end();
    String source = "{" + cell.substring(start, end) + "\n}";
    return new Piece(source, start, end, Completeness.COMPLETE);
  }

  private static boolean isStatement(Piece piece, String cell) {
    if (piece.completeness() != Completeness.COMPLETE) {
      return false;
    }
    String text = Comments.without(cell.substring(piece.start(), piece.end())).strip();
    return !REACHES_OUT.matcher(text).find()
        && (STATEMENT.matcher(text).matches() || EXPRESSION.matcher(text).matches());
  }
}
