package dev.trn3.notebook.junit;

import dev.trn3.notebook.TestOptions;
import java.util.List;

/**
 * What the person who started the build asks for by the system property {@code notebooks}.
 *
 * @param bless store what differs
 * @param lax compare only cells tagged {@code nbval-check-output}
 * @param only {@code notebook#cell}, several separated by commas; empty for all
 */
record Wish(boolean bless, boolean lax, List<String> only) {

  static Wish ofThisBuild() {
    return parse(System.getProperty("notebooks", ""));
  }

  static Wish parse(String words) {
    if (words.isEmpty()) {
      return new Wish(false, false, List.of());
    }
    if (words.equals("bless")) {
      return new Wish(true, false, List.of());
    }
    if (words.equals("lax")) {
      return new Wish(false, true, List.of());
    }
    if (words.startsWith("only:")) {
      return new Wish(false, false, List.of(words.substring("only:".length()).split(",")));
    }
    throw new IllegalArgumentException(
        "-Dnotebooks=" + words + " is unknown; use bless, lax or only:notebook#cell");
  }

  TestOptions applyTo(TestOptions options) {
    TestOptions these = options.withOnly(only);
    these = lax ? these.laxly() : these;
    return bless ? these.blessing() : these;
  }
}
