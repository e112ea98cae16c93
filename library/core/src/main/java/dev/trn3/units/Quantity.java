package dev.trn3.units;

/** An amount of something measurable: finite, not negative, held in its SI unit. */
public interface Quantity {

  /** The amount in the SI unit: bytes, seconds, watts, operations per second... */
  double si();

  /** The symbol of the SI unit, such as {@code B/s}; empty for a plain number. */
  String unit();
}
