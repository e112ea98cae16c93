package dev.trn3.provenance;

import java.util.Locale;

/** How sure a number is, from surest to least sure. */
public enum Certainty {
  /** The maker of the thing states it. */
  PUBLISHED,
  /** Computed from published or secondary numbers; the source says how. */
  DERIVED,
  /** Someone other than the maker states it. */
  SECONDARY,
  /** Entered by you. */
  GIVEN,
  /** Inferred or assumed from weak evidence. */
  ESTIMATED,
  /** Nobody states it. */
  UNKNOWN;

  /** The less sure of two. */
  public Certainty and(Certainty other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
