package dev.trn3.notebook.junit;

import dev.trn3.notebook.Only;
import dev.trn3.notebook.TestOptions;
import dev.trn3.notebook.check.NotebookCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * What the person who started the build asks for by the system property {@code notebooks}: words
 * with commas between them. Words behind {@code only:} or {@code upto:} that are none of the others
 * name more of the same.
 *
 * @param bless store what differs
 * @param lax compare only cells tagged {@code nbval-check-output}
 * @param changed leave out what passed before and is unchanged
 * @param only as {@link TestOptions#only}; empty for all
 */
record Wish(boolean bless, boolean lax, boolean changed, List<String> only) {

  private static final String ONLY = "only:";
  private static final String UP_TO = "upto:";

  Wish {
    only = List.copyOf(only);
  }

  static Wish ofThisBuild() {
    return parse(System.getProperty("notebooks", ""));
  }

  /**
   * Reads these words.
   *
   * @throws IllegalArgumentException where one is unknown, or names no cell where one is needed
   */
  static Wish parse(String words) {
    List<String> only = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    String kind = "";
    for (String word : words.isBlank() ? List.<String>of() : List.of(words.split(",", -1))) {
      String name = word.strip();
      if (List.of("bless", "lax", "changed").contains(name)) {
        flags.add(name);
        continue;
      }
      kind = name.startsWith(ONLY) ? ONLY : name.startsWith(UP_TO) ? UP_TO : kind;
      if (kind.isEmpty()) {
        throw new IllegalArgumentException(
            "-Dnotebooks=%s: \"%s\" is unknown; use bless, lax, changed, only:notebook#cell or"
                    .formatted(words, name)
                + " upto:notebook#cell");
      }
      only.add(choice(kind, name.startsWith(kind) ? name.substring(kind.length()) : name, words));
    }
    return new Wish(
        flags.contains("bless"), flags.contains("lax"), flags.contains("changed"), only);
  }

  private static String choice(String kind, String name, String words) {
    boolean hasCell = name.indexOf('#') >= 0;
    if (name.isEmpty() || name.endsWith("#") || (kind.equals(UP_TO) && !hasCell)) {
      throw new IllegalArgumentException(
          "-Dnotebooks=%s: \"%s\" names no cell; say %snotebook#cell".formatted(words, name, kind));
    }
    return kind.equals(UP_TO) ? name.replaceFirst("#(\\.\\.)?", "#..") : name;
  }

  /**
   * The checks that are wished, each with its cells.
   *
   * @throws IllegalArgumentException where a word names nothing
   */
  List<NotebookCheck> chosen(List<NotebookCheck> checks) {
    try {
      return Only.chosen(checks, only);
    } catch (IllegalArgumentException e) {
      String typed = System.getProperty("notebooks", "");
      throw new IllegalArgumentException("-Dnotebooks=%s: %s".formatted(typed, e.getMessage()), e);
    }
  }

  /**
   * Options as wished, with what is left of a run and remembered of it in the folder of reports.
   */
  TestOptions applyTo(TestOptions options, Reports reports) {
    TestOptions these = reports.applyTo(options.withOnly(only));
    these = lax ? these.laxly() : these;
    these = changed ? these.withChanged(reports.memory()) : these;
    return bless ? these.blessing() : these;
  }
}
