package dev.trn3.notebook.compare;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Something in a text that differs from run to run and says nothing. */
public enum Mask {
  /** A date with a time of day, to the second at least. A date alone is compared. */
  TIMESTAMP(
      "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?"
          + "|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
          + " +\\d{1,2} \\d{2}:\\d{2}:\\d{2} (?:[A-Z]{3,5} )?\\d{4}"),
  /** Where an object lies in memory: {@code 0x7f01c8a0}, {@code Chip@1b6d3586}. */
  ADDRESS(
      "(?<=\\bat )0x[0-9a-fA-F]{4,16}\\b|\\b0x[0-9a-f]{8,16}\\b|(?<=[\\w\\]>;])@[0-9a-f]{5,8}\\b"),
  /** A time that something took: {@code 12.4 ms}, {@code 3 min}. */
  DURATION("(?<![\\w.])\\d+(?:\\.\\d+)? ?(?:ns|[uµμ]s|ms|s|sec|seconds?|min|minutes?|h|hours?)\\b"),
  /** A file by its absolute path. */
  PATH("(?<![\\w.:/])(?:/[\\w.@+-]+){2,}/?|\\b[A-Z]:\\\\[\\w.\\\\@+-]+"),
  /** A hash of 32 or more hexadecimal digits. */
  HASH("\\b[0-9a-fA-F]{32,128}\\b"),
  /** A universally unique id. */
  UUID("\\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\b"),
  /** Colours of the terminal. */
  ANSI("\u001b\\[[0-?]*[ -/]*[@-~]");

  /** The masks in force where nothing is said: the clock and the memory's layout. */
  public static final Set<Mask> DEFAULTS = Set.copyOf(EnumSet.of(TIMESTAMP, ADDRESS, ANSI));

  private final Pattern pattern;

  Mask(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** The name in a notebook: {@code timestamp}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mask of this name.
   *
   * @throws IllegalArgumentException where there is none; the message lists all
   */
  public static Mask named(String label) {
    return Arrays.stream(values())
        .filter(mask -> mask.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mask \"%s\" is unknown; use %s, none or a \"/regular expression/\""
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Mask::label)
                                .collect(Collectors.joining(", ")))));
  }

  /** The text with these things replaced by their names. */
  static String apply(Set<Mask> masks, String text) {
    String masked = text;
    for (Mask mask : List.of(ANSI, UUID, TIMESTAMP, ADDRESS, HASH, DURATION, PATH)) {
      if (masks.contains(mask)) {
        String replacement = mask == ANSI ? "" : "<" + mask.label() + ">";
        masked = mask.pattern.matcher(masked).replaceAll(replacement);
      }
    }
    return masked;
  }
}
