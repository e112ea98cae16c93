/**
 * Quantities with their units: one small record each.
 *
 * <p>Every quantity holds one SI double ({@link dev.trn3.units.Quantity#si()}), is finite and not
 * negative, and prints itself with a prefix and up to four significant digits. Factories read aloud
 * and live in {@link dev.trn3.units.Units}:
 *
 * <pre>{@code
 * gibibytes(144).dividedBy(terabytesPerSecond(4.9))   // 31.56 ms
 * petaflops(2.517).times(seconds(1))                  // 2.517 PFLOP
 * }</pre>
 *
 * <p>Arithmetic exists only where physics allows it: bytes divided by a bandwidth are seconds;
 * bytes cannot be added to seconds. A gigabyte (10<sup>9</sup> bytes) and a gibibyte
 * (2<sup>30</sup> bytes) are different amounts: a quantity prints in the family in which its number
 * is shorter. Money is exact decimal ({@link dev.trn3.units.Dollars}).
 */
package dev.trn3.units;
