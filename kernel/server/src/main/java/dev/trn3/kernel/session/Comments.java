package dev.trn3.kernel.session;

/** Comments of Java code. */
final class Comments {

  private static final String BLOCK = "\"\"\"";

  private Comments() {}

  /** The code without its comments; what looks like one in a text stays. */
  static String without(String code) {
    StringBuilder kept = new StringBuilder();
    int i = 0;
    while (i < code.length()) {
      int end = end(code, i);
      if (!isComment(code, i)) {
        kept.append(code, i, end);
      }
      i = end;
    }
    return kept.toString();
  }

  private static boolean isComment(String code, int from) {
    return code.startsWith("//", from) || code.startsWith("/*", from);
  }

  /** Where the comment, text or character that begins here ends. */
  static int end(String code, int from) {
    if (code.startsWith("//", from)) {
      int line = code.indexOf('\n', from);
      return line < 0 ? code.length() : line;
    }
    if (code.startsWith("/*", from)) {
      int close = code.indexOf("*/", from + 2);
      return close < 0 ? code.length() : close + 2;
    }
    if (code.startsWith(BLOCK, from)) {
      return endOfText(code, from, BLOCK);
    }
    char c = code.charAt(from);
    return c == '"' || c == '\'' ? endOfText(code, from, String.valueOf(c)) : from + 1;
  }

  private static int endOfText(String code, int from, String quote) {
    int i = from + quote.length();
    while (i < code.length() && !code.startsWith(quote, i)) {
      i += code.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(code.length(), i + quote.length());
  }
}
