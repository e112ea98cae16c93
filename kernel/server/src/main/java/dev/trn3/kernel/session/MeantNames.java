package dev.trn3.kernel.session;

import dev.trn3.kernel.magic.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which of the names that there are a person may have meant by one that there is not. */
final class MeantNames {

  private static final int MOST = 3;
  private static final int FAR = Integer.MAX_VALUE;

  /** Shorter ones are near to the beginning of too much. */
  private static final int SHORTEST_BEGINNING = 4;

  private MeantNames() {}

  /**
   * The nearest name; several where they go on behind a common beginning, as {@code SERVER_GEN1}
   * and {@code SERVER_GEN2} do; none where all are far.
   */
  static List<String> of(String name, Stream<String> known) {
    TreeMap<Integer, List<String>> byDistance = new TreeMap<>();
    known
        .distinct()
        .forEach(
            each ->
                byDistance.computeIfAbsent(distance(each, name), x -> new ArrayList<>()).add(each));
    byDistance.remove(FAR);
    if (byDistance.isEmpty()) {
      return List.of();
    }
    boolean isWhole = byDistance.firstKey() % 2 == 0;
    List<String> nearest = byDistance.firstEntry().getValue();
    return isWhole
        ? nearest.stream().max(Comparator.comparingInt(String::length)).stream()
            .toList() // Letters get lost.
        : nearest.stream().sorted().limit(MOST).toList();
  }

  /**
   * Twice the letters that differ, and one more where only the first words of a constant are meant.
   */
  private static int distance(String known, String name) {
    IntStream beginnings =
        IntStream.range(1, known.length())
            .filter(end -> known.charAt(end) == '_' && end >= SHORTEST_BEGINNING)
            .mapToObj(end -> known.substring(0, end))
            .filter(beginning -> isNear(beginning, name) || beginning.equals(name))
            .mapToInt(beginning -> 2 * Spelling.distance(beginning, name) + 1);
    IntStream whole =
        isNear(known, name) ? IntStream.of(2 * Spelling.distance(known, name)) : IntStream.empty();
    return IntStream.concat(whole, beginnings).min().orElse(FAR);
  }

  /** Whether a few letters differ, or two have changed places. */
  private static boolean isNear(String known, String name) {
    int distance = Spelling.distance(known, name);
    boolean sameLetters =
        Arrays.equals(known.chars().sorted().toArray(), name.chars().sorted().toArray());
    return distance > 0 && distance <= (sameLetters ? 2 : Math.max(1, name.length() / 3));
  }
}
