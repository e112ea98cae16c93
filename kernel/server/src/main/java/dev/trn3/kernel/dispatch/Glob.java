package dev.trn3.kernel.dispatch;

/**
 * A text with wildcards: {@code *} stands for any text, {@code ?} for one character. A regular
 * expression made of it could take for ever where there are many.
 */
record Glob(String pattern) {

  /** Whether all of the text is as it says. */
  boolean matches(String text) {
    int next = 0;
    int at = 0;
    int star = -1; // The last one seen, and from where what it stands for may end.
    int from = 0;
    while (at < text.length()) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        from = at;
      } else if (next < pattern.length() && isAlike(text, at, next)) {
        at += length(text, at, next);
        next++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++from;
      } else {
        return false;
      }
    }
    return pattern.substring(next).chars().allMatch(rest -> rest == '*');
  }

  private boolean isAlike(String text, int at, int next) {
    return pattern.charAt(next) == '?' || pattern.charAt(next) == text.charAt(at);
  }

  /** How many units of the text a character of the pattern takes. */
  private int length(String text, int at, int next) {
    return pattern.charAt(next) == '?' ? Character.charCount(text.codePointAt(at)) : 1;
  }
}
