package dev.trn3.hardware;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.FlopRate;
import dev.trn3.units.Hertz;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The matrix engine of a NeuronCore: a systolic array that holds one matrix and streams another
 * through it.
 *
 * @param clock its clock rate
 * @param rows processing elements along the contraction
 * @param columns processing elements along the output
 * @param shortestInterval least cycles between two matrix instructions
 * @param overhead fixed cycles of an instruction that nothing hides
 * @param peaks peak of one core by data type
 * @param throttle slow start, where documented
 */
public record TensorEngine(
    Sourced<Hertz> clock,
    Sourced<Ratio> rows,
    Sourced<Ratio> columns,
    Sourced<Ratio> shortestInterval,
    Sourced<Ratio> overhead,
    Map<DataType, Sourced<FlopRate>> peaks,
    Optional<Throttle> throttle) {

  /** Copies the peaks. */
  public TensorEngine {
    peaks = Collections.unmodifiableMap(new EnumMap<>(peaks));
  }

  /** How long one of many instructions takes that streams this many columns. */
  public Seconds issueInterval(int movingColumns) {
    if (movingColumns < 1) {
      throw new IllegalArgumentException(
          "a matrix instruction streams at least 1 column, not " + movingColumns);
    }
    return clock.value().cycles(Math.max(movingColumns, shortestInterval.si()));
  }
}
