package dev.trn3.units;

/** Refuses division by nothing. */
final class Divisor {

  private Divisor() {}

  static double of(Quantity quantity) {
    if (quantity.si() == 0) {
      throw new ArithmeticException("division by " + quantity);
    }
    return quantity.si();
  }
}
