package dev.trn3.kernel.session;

import java.util.Optional;

/**
 * A line that asks what a name means, as in IPython: {@code ?Math.max}, {@code Math.max?}, or
 * {@code Math.max??} for its source, too; {@code ?} alone asks for help.
 *
 * @param mark one question mark or two
 */
record AskedName(String mark, String name) {

  private static final String MARK = "?";
  private static final String MARKS = "??";

  /** Whether this line may be one; cheap, and never wrong where it says no. */
  static boolean mayBe(String line) {
    return line.startsWith(MARK) || line.stripTrailing().endsWith(MARK);
  }

  /**
   * Reads a line. Where it can be Java, it is.
   *
   * @param last what the code before it ends with, apart from blanks and comments; a semicolon
   *     where there is none
   * @param below what follows it: where that goes on as a condition, the line is its beginning
   */
  static Optional<AskedName> in(String line, char last, String below) {
    String asked = line.stripTrailing();
    if (asked.startsWith(MARK)) {
      String mark = asked.startsWith(MARKS) ? MARKS : MARK;
      String name = asked.substring(mark.length()).strip();
      // No statement of Java begins so. Whether it is a name is seen where it is explained.
      boolean isAsked =
          last == ';'
              || (last == '}'
                  && (name.isEmpty() || isName(name))
                  && !Condition.goesOn(name + below));
      return isAsked ? Optional.of(new AskedName(mark, name)) : Optional.empty();
    }
    if (!asked.endsWith(MARK) || !mayEnd(last)) {
      return Optional.empty();
    }
    String mark = asked.endsWith(MARKS) ? MARKS : MARK;
    String name = asked.substring(0, asked.length() - mark.length()).stripTrailing();
    // A percent sign begins no statement of Java.
    boolean isJava = !(last == ';' && name.startsWith("%")) && Condition.goesOn(below);
    return isName(name) && !isJava ? Optional.of(new AskedName(mark, name)) : Optional.empty();
  }

  /**
   * Whether a statement may end so: with a semicolon or bracket, or with an expression that lacks
   * its semicolon. A name directly behind that is no Java.
   */
  private static boolean mayEnd(char last) {
    return ";})]\"'".indexOf(last) >= 0 || Character.isJavaIdentifierPart(last);
  }

  /** A magic, or names of Java with dots between them. */
  private static boolean isName(String text) {
    int start = text.startsWith("%%") ? 2 : text.startsWith("%") ? 1 : 0;
    boolean begins = true;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDot = c == '.' && !begins && start == 0;
      if (!isDot
          && !(begins ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c))) {
        return false;
      }
      begins = isDot;
    }
    return !begins;
  }
}
