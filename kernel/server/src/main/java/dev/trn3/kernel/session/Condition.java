package dev.trn3.kernel.session;

import dev.trn3.kernel.magic.Magics;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rest of a condition of Java, {@code ? a : b}, behind its question mark. It has one colon more
 * than question marks, outside of brackets, texts and comments, and before the statement ends.
 */
final class Condition {

  /** Words that begin a statement or a declaration and stand in no expression. */
  private static final Set<String> BEGINS =
      Set.of(
          "abstract",
          "assert",
          "break",
          "case",
          "class",
          "continue",
          "default",
          "do",
          "else",
          "enum",
          "for",
          "if",
          "import",
          "interface",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "static",
          "synchronized",
          "throw",
          "try",
          "while");

  /** A command with an argument: in Java, an operator stands behind the name that is negated. */
  private static final Pattern COMMAND = Pattern.compile("!\\w+[ \\t]+(?:[\\w~.$-]|/(?![/*]))");

  private final String text;
  private int i;
  private int depth;
  private char last = ' ';

  private Condition(String text) {
    this.text = text;
  }

  /** Whether code that follows a question mark goes on as a condition. */
  static boolean goesOn(String text) {
    return new Condition(text).goesOn();
  }

  private boolean goesOn() {
    int open = 0;
    while (i < text.length() && !ends()) {
      char c = text.charAt(i);
      int end = endOfToken();
      if (depth == 0 && c == '?' && last != '<' && last != ',') {
        open++;
      } else if (depth == 0 && isColon()) {
        if (open == 0) {
          return !isLabel();
        }
        open--;
      }
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      boolean isComment = c == '/' && end > i + 1;
      if (!isComment && !Character.isWhitespace(c)) {
        last = c;
      }
      i = end;
    }
    return false;
  }

  private int endOfToken() {
    int end = i;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end > i ? end : text.startsWith("::", i) ? i + 2 : Comments.end(text, i);
  }

  private boolean isColon() {
    return text.charAt(i) == ':' && !text.startsWith("::", i);
  }

  /** Whether no expression reaches beyond this place. */
  private boolean ends() {
    char c = text.charAt(i);
    if (depth > 0) {
      return false;
    }
    boolean nothingYet = last == ' ';
    return c == ';'
        || ")]}".indexOf(c) >= 0
        || (nothingYet && (c == '?' || c == '%'))
        || beginsStatement()
        || (isAtStartOfLine() && isMagic());
  }

  private boolean isAtStartOfLine() {
    return i == 0 || text.charAt(i - 1) == '\n';
  }

  private boolean isMagic() {
    int end = i;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return (text.charAt(i) == '%' && Magics.isKnown(text.substring(i, end)))
        || COMMAND.matcher(text).region(i, text.length()).lookingAt();
  }

  private boolean beginsStatement() {
    return last != '.' && BEGINS.contains(text.substring(i, endOfToken()));
  }

  /** Whether the colon here stands behind a label: what follows it is a statement. */
  private boolean isLabel() {
    i++;
    while (i < text.length()
        && (Character.isWhitespace(text.charAt(i)) || Comments.end(text, i) > i + 1)
        && "\"'".indexOf(text.charAt(i)) < 0) {
      i = Comments.end(text, i);
    }
    return i < text.length() && (text.charAt(i) == '{' || beginsStatement());
  }
}
