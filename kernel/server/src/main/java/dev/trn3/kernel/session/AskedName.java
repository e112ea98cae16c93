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
   * Reads a line.
   *
   * @param below what follows it: where that goes on with a colon, the line is the beginning of a
   *     condition in Java
   */
  static Optional<AskedName> in(String line, String below) {
    String asked = line.stripTrailing();
    if (asked.startsWith(MARK)) {
      String mark = asked.startsWith(MARKS) ? MARKS : MARK;
      // No statement of Java begins so. Whether it is a name is seen where it is explained.
      return Optional.of(new AskedName(mark, asked.substring(mark.length()).strip()));
    }
    if (!asked.endsWith(MARK)) {
      return Optional.empty();
    }
    String mark = asked.endsWith(MARKS) ? MARKS : MARK;
    String name = asked.substring(0, asked.length() - mark.length());
    return isName(name) && !goesOnAsCondition(below)
        ? Optional.of(new AskedName(mark, name))
        : Optional.empty();
  }

  private static boolean goesOnAsCondition(String below) {
    int end = below.indexOf(';');
    return below.substring(0, end < 0 ? below.length() : end).indexOf(':') >= 0;
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
