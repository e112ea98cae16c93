package dev.trn3.sweep;

/**
 * A value that is equal to itself alone. Combinations share few machines and models, whose many
 * parts take long to compare: first each object once, then those that differ.
 */
record Same<T>(T value) {

  @SuppressWarnings("ReferenceEquality")
  @Override
  public boolean equals(Object other) {
    return other instanceof Same<?> same && same.value == value;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(value);
  }
}
