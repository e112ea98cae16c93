package dev.trn3.view;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what was meant when a name is not known. */
public final class Names {

  private Names() {}

  /**
   * What to say of a name that is none of those known: {@code no column "chp"; did you mean "chip"?
   * There are: chip, HBM [GB]}. Units in brackets need not be said.
   */
  public static String unknown(String what, String name, Collection<String> known) {
    return unknown(what, name, known, Map.of());
  }

  /**
   * What to say of a name that is none of those known.
   *
   * @param elsewhere names that others give to those known, in small letters: {@code tp} for {@code
   *     tensor}
   */
  public static String unknown(
      String what, String name, Collection<String> known, Map<String, String> elsewhere) {
    Optional<String> near =
        Optional.ofNullable(elsewhere.get(name.toLowerCase(Locale.ROOT)))
            .or(() -> nearest(name, known));
    return "no %s \"%s\"%s There %s"
        .formatted(
            what,
            name,
            near.map(candidate -> "; did you mean \"" + candidate + "\"?").orElse("."),
            known.isEmpty() ? "are none." : "are: " + String.join(", ", known));
  }

  private static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(bare(candidate), bare(name)) <= typos(candidate, name))
        .min(Comparator.comparingInt(candidate -> distance(bare(candidate), bare(name))))
        .or(() -> known.stream().filter(candidate -> sharesWords(candidate, name)).findFirst());
  }

  /** As many as a typing hand makes: one for three letters of the longer word. */
  private static int typos(String candidate, String name) {
    return Math.max(1, Math.max(bare(candidate).length(), name.length()) / 3);
  }

  /** True if all words of one are part of the other: {@code step} of {@code step time}. */
  private static boolean sharesWords(String candidate, String name) {
    String one = bare(candidate);
    String other = bare(name);
    return holdsWords(one, other) || holdsWords(other, one);
  }

  private static boolean holdsWords(String text, String words) {
    return words.length() > 1
        && Stream.of(words.split("[^\\p{L}\\p{N}]+"))
            .filter(word -> !word.isEmpty())
            .allMatch(text::contains);
  }

  private static String bare(String name) {
    return name.replaceAll("\\s*\\[[^]]*]$", "").toLowerCase(Locale.ROOT);
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
