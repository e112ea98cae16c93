package dev.trn3.notebook.client;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people say them. */
public final class Spelled {

  private Spelled() {}

  /** {@code 250 ms}, {@code 30 s}, {@code 2.5 s} or {@code 10 min}. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis >= 120_000 && millis % 60_000 == 0) {
      return millis / 60_000 + " min";
    }
    return millis % 1_000 == 0
        ? millis / 1_000 + " s"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
