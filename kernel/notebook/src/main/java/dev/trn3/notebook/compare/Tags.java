package dev.trn3.notebook.compare;

import dev.trn3.kernel.magic.Spelling;
import dev.trn3.notebook.format.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tags that mean something when a notebook is tested. All others belong to other programs, such
 * as {@code hide-input}, and are left to them, unless one looks like a slip of the pen: that would
 * switch off without a word what the tag was to say.
 */
final class Tags {

  /** How many letters may be wrong. No tag that another program is known to read is as near. */
  private static final int SLIPS = 2;

  private static final List<String> NBVAL =
      List.of(
          "nbval-skip",
          "nbval-ignore-output",
          "nbval-check-output",
          "nbval-raises-exception",
          "nbval-test-name");

  private static final List<String> OTHERS =
      List.of("raises-exception", "skip-execution", "parameters", "injected-parameters");

  private Tags() {}

  /**
   * Looks at the tags of a cell.
   *
   * @throws IllegalArgumentException where one is misspelt
   */
  static void requireKnown(Cell cell) {
    for (String tag : cell.tags()) {
      if (NBVAL.contains(tag) || OTHERS.contains(tag)) {
        continue;
      }
      Optional<String> meant = meant(tag);
      if (meant.isPresent() || tag.startsWith("nbval-") || tag.startsWith("trn3-")) {
        throw new IllegalArgumentException(
            "cell %s: tag \"%s\" is unknown; %s"
                .formatted(
                    cell.id(),
                    tag,
                    meant
                        .map(known -> "did you mean " + known + "?")
                        .orElse("use " + String.join(", ", NBVAL.subList(0, 4)))));
      }
    }
  }

  private static Optional<String> meant(String tag) {
    String plain = tag.toLowerCase(Locale.ROOT).replace('_', '-');
    return Stream.concat(NBVAL.stream(), OTHERS.stream())
        .filter(known -> Spelling.distance(known, plain) <= SLIPS)
        .min(Comparator.comparingInt(known -> Spelling.distance(known, plain)));
  }
}
