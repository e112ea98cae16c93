package dev.trn3.provenance;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Named things of one kind, found by name; a name that is not there gets the nearest that are. */
public final class Catalogue<T> {

  private final String kind;
  private final Map<String, T> byKey = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  private Catalogue(String kind) {
    this.kind = kind;
  }

  /** A catalogue of one kind of thing, such as {@code chip}, in the order given. */
  public static <T> Catalogue<T> of(String kind, Collection<T> things, Function<T, String> name) {
    Catalogue<T> catalogue = new Catalogue<>(kind);
    for (T thing : things) {
      catalogue.byKey.put(key(name.apply(thing)), thing);
      catalogue.names.put(key(name.apply(thing)), name.apply(thing));
    }
    return catalogue;
  }

  /**
   * The thing of that name; case, spaces and punctuation do not matter.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public T named(String name) {
    Objects.requireNonNull(
        name,
        () ->
            "the name of a %s is null; say one, such as \"%s\""
                .formatted(kind, names.values().iterator().next()));
    T found = byKey.get(key(name));
    if (found == null) {
      List<String> nearest = byDistance(name);
      throw new IllegalArgumentException(
          "no %s is named \"%s\"; did you mean %s? %s"
              .formatted(
                  kind,
                  name,
                  nearest.get(0),
                  names.size() > 30
                      ? "Near are also " + String.join(", ", nearest.subList(1, 5))
                      : "There are " + String.join(", ", names.values())));
    }
    return found;
  }

  /** Everything, in catalogue order. */
  public List<T> all() {
    return List.copyOf(byKey.values());
  }

  /** The nearest first: those that contain most of the words, then those with fewest typos. */
  private List<String> byDistance(String name) {
    List<String> words =
        Stream.of(name.split("[^A-Za-z0-9]+"))
            .map(Catalogue::key)
            .filter(w -> !w.isEmpty())
            .toList();
    return names.keySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (String candidate) -> -words.stream().filter(candidate::contains).count())
                .thenComparingInt(candidate -> distance(key(name), candidate)))
        .map(names::get)
        .toList();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Levenshtein distance: letters to change, insert or remove. */
  static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
