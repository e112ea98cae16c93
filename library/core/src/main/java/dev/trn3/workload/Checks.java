package dev.trn3.workload;

/** The checks that every shape in this package makes of its numbers. */
final class Checks {

  private Checks() {}

  static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("%s must be positive, not %d".formatted(name, value));
    }
  }
}
