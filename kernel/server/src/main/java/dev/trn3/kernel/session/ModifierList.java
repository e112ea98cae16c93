package dev.trn3.kernel.session;

import java.util.HashSet;
import java.util.Set;

/** What stands before the type of a declaration: its modifiers, among comments and annotations. */
final class ModifierList {

  private static final Set<String> MODIFIERS =
      Set.of("public", "protected", "private", "static", "final", "transient", "volatile");

  private final String code;
  private final Set<String> found = new HashSet<>();
  private int at;

  private ModifierList(String code) {
    this.code = code;
  }

  /** The modifiers with which the code begins that a variable may have. */
  static Set<String> of(String code) {
    ModifierList list = new ModifierList(Comments.without(code));
    list.read();
    return list.found;
  }

  private void read() {
    while (skipAnnotations()) {
      String word = word();
      if (!MODIFIERS.contains(word)) {
        return;
      }
      found.add(word);
    }
  }

  /** Whether anything follows. */
  private boolean skipAnnotations() {
    skipSpace();
    while (code.startsWith("@", at)) {
      do { // Its name may have dots in it.
        at++;
        skipSpace();
        word();
        skipSpace();
      } while (code.startsWith(".", at));
      skipParentheses();
      skipSpace();
    }
    return at < code.length();
  }

  private void skipParentheses() {
    int open = 0;
    do {
      char c = at < code.length() ? code.charAt(at) : ' ';
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      at = open > 0 || c == ')' ? Comments.end(code, at) : at;
    } while (open > 0 && at < code.length());
  }

  private void skipSpace() {
    while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
      at++;
    }
  }

  private String word() {
    int from = at;
    while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
      at++;
    }
    return code.substring(from, at);
  }
}
