package dev.trn3.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Says what was meant when a name is not known. */
final class Names {

  private Names() {}

  /** {@code no column "chp"; did you mean "chip"? There are: chip, HBM [GB]}. */
  static String unknown(String what, String name, Collection<String> known) {
    Optional<String> near =
        known.stream()
            .filter(
                candidate ->
                    distance(bare(candidate), bare(name)) <= Math.max(1, name.length() / 3))
            .min(Comparator.comparingInt(candidate -> distance(bare(candidate), bare(name))));
    return "no %s \"%s\"%s There %s"
        .formatted(
            what,
            name,
            near.map(candidate -> "; did you mean \"" + candidate + "\"?").orElse("."),
            known.isEmpty() ? "are none." : "are: " + String.join(", ", known));
  }

  private static String bare(String name) {
    return Grid.Heading.parse(name, Grid.Kind.STRING).name().toLowerCase(Locale.ROOT);
  }

  /** Edits that turn one text into the other (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[to.length()];
  }
}
