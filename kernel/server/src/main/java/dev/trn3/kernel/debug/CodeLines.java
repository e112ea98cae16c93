package dev.trn3.kernel.debug;

import java.util.regex.Pattern;

/** Which lines of a cell hold code at which a thread can stop. */
final class CodeLines {

  private static final Pattern COMMENTS = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  /** Brackets, an else, an annotation or an import alone do nothing. */
  private static final Pattern NOTHING =
      Pattern.compile(
          "[\\s(){};,]*(else|try|do|finally)?[\\s(){};]*|@\\w+|import\\s.*|package\\s.*");

  private CodeLines() {}

  /** The first line with code, from this one on; 0 where there is none. */
  static int from(String code, int line) {
    // Comments go, their lines stay.
    String bare = COMMENTS.matcher(code).replaceAll(found -> found.group().replaceAll("[^\n]", ""));
    String[] lines = bare.split("\n", -1);
    for (int i = Math.max(1, line); i <= lines.length; i++) {
      if (!NOTHING.matcher(lines[i - 1].strip()).matches()) {
        return i;
      }
    }
    return 0;
  }
}
