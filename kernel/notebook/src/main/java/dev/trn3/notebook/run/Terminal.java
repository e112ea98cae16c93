package dev.trn3.notebook.run;

/** Text as a terminal leaves it behind once carriage returns and backspaces took their effect. */
final class Terminal {

  private Terminal() {}

  /** A line that is written over again, as progress bars do, leaves only its last state. */
  static String asLeftBehind(CharSequence written) {
    String text = written.toString().replace("\r\n", "\n");
    if (text.indexOf('\r') < 0 && text.indexOf('\b') < 0) {
      return text;
    }
    StringBuilder left = new StringBuilder();
    StringBuilder line = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        left.append(line).append(c);
        line.setLength(0);
        column = 0;
      } else if (c == '\r') {
        column = 0;
      } else if (c == '\b') {
        column = Math.max(0, column - 1);
      } else if (column < line.length()) {
        line.setCharAt(column++, c);
      } else {
        line.append(c);
        column++;
      }
    }
    return left.append(line).toString();
  }
}
