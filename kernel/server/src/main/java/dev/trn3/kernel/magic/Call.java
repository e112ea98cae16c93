package dev.trn3.kernel.magic;

import java.util.ArrayList;
import java.util.List;

/**
 * A magic as it stands in a cell.
 *
 * @param name as it was typed, with its percent signs
 * @param rest what follows on the line
 * @param body the lines below it, for one that takes a whole cell; else empty
 * @param line how many lines of the cell stand above it
 * @param column where {@code rest} begins
 */
public record Call(String name, String rest, String body, int line, int column) {

  /** The Java that follows, at the place where it stands in the cell, so that errors name it. */
  String java() {
    return name.startsWith("%%")
        ? "\n".repeat(line + 1) + body
        : "\n".repeat(line) + " ".repeat(column) + rest;
  }

  /** Says that Java is missing, where it is. */
  String someJava() throws Refusal {
    String java = java();
    if (java.isBlank()) {
      throw new Refusal(
          name.startsWith("%%") ? name + " needs Java below it" : name + " needs Java behind it");
    }
    return java;
  }

  /**
   * The words that follow. A blank within quotes, single or double, separates nothing; in double
   * quotes a backslash before a quote or a backslash takes it as it is.
   */
  List<String> words() throws Refusal {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote && quote != 0) {
        quote = 0;
      } else if (c == '\\' && quote == '"' && isEscaped(i + 1)) {
        word.append(rest.charAt(++i));
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new Refusal("a quote " + quote + " is open in: " + name + " " + rest.strip());
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  private boolean isEscaped(int i) {
    return i < rest.length() && (rest.charAt(i) == '"' || rest.charAt(i) == '\\');
  }

  /** The words, of which there may be this many. */
  List<String> words(int least, int most, String usage) throws Refusal {
    List<String> words = words();
    if (words.size() < least || words.size() > most) {
      throw new Refusal(("usage: " + name + " " + usage).strip());
    }
    return words;
  }
}
