package dev.trn3.hardware;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;

/**
 * Slow start of the tensor engine, which keeps the supply current from rising too fast.
 *
 * @param start the share of the peak that is reached at first
 * @param ramp the time until all of it is reached; idling that long starts it again
 */
public record Throttle(Sourced<Ratio> start, Sourced<Seconds> ramp) {

  /** The share of the peak reached on average by work that keeps the engine busy this long. */
  public double meanShare(Seconds busy) {
    double length = ramp.si();
    if (busy.si() == 0) {
      return start.si();
    }
    double ramped = Math.min(busy.si(), length);
    double lost = (1 - start.si()) * (ramped - ramped * ramped / (2 * length));
    return 1 - lost / busy.si();
  }
}
