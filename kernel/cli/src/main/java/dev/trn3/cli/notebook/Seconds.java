package dev.trn3.cli.notebook;

import java.time.Duration;

/** What options say about time. */
final class Seconds {

  private Seconds() {}

  /**
   * A time that somebody can wait.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Duration of(String option, long seconds) {
    if (seconds < 1) {
      throw new IllegalArgumentException(
          option + " " + seconds + " is no time; give seconds, such as 60");
    }
    return Duration.ofSeconds(seconds);
  }
}
