package dev.trn3.notebook.format;

import com.fasterxml.jackson.databind.node.DoubleNode;

/** A number with a fraction or exponent that is written again with the characters it came in. */
final class NumberAsWritten extends DoubleNode {

  private final String characters;

  NumberAsWritten(String characters) {
    super(value(characters));
    this.characters = characters;
  }

  /** Python writes the three values that JSON does not know. */
  private static double value(String characters) {
    return switch (characters) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(characters);
    };
  }

  @Override
  public String asText() {
    return characters;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
