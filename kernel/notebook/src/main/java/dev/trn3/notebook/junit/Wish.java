package dev.trn3.notebook.junit;

import dev.trn3.notebook.Only;
import dev.trn3.notebook.check.NotebookCheck;
import java.util.List;

/**
 * What the person who started the build asks for by the system property {@code notebooks}.
 *
 * @param bless store what differs
 * @param only {@code notebook#cell}; empty for all
 */
record Wish(boolean bless, String only) {

  static Wish ofThisBuild() {
    return parse(System.getProperty("notebooks", ""));
  }

  static Wish parse(String words) {
    if (words.isEmpty()) {
      return new Wish(false, "");
    }
    if (words.equals("bless")) {
      return new Wish(true, "");
    }
    if (words.startsWith("only:")) {
      return new Wish(false, words.substring("only:".length()));
    }
    throw new IllegalArgumentException(
        "-Dnotebooks=" + words + " is unknown; use bless or only:notebook#cell");
  }

  List<NotebookCheck> applyTo(List<NotebookCheck> checks) {
    return only.isEmpty() ? checks : Only.chosen(checks, List.of(only));
  }
}
