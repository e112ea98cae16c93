package dev.trn3.simulation;

import java.util.random.RandomGenerator;

/**
 * Failures of a job and the checkpoints that limit what they cost, all in seconds.
 *
 * @param meanTimeBetweenFailures of the whole job
 * @param checkpoint time a checkpoint keeps the job waiting
 * @param restart time from a failure until the job computes again
 */
public record Reliability(double meanTimeBetweenFailures, double checkpoint, double restart) {

  public Reliability {
    if (!(meanTimeBetweenFailures > 0) || !(checkpoint > 0) || !(restart >= 0)) {
      throw new IllegalArgumentException(
          "mean time between failures and checkpoint must be positive, restart not negative: %s s, %s s, %s s"
              .formatted(meanTimeBetweenFailures, checkpoint, restart));
    }
  }

  /**
   * The work between checkpoints that loses least (Daly, Future Generation Computer Systems 22,
   * 2006, equation 37; Young's square root to first order).
   */
  public double bestInterval() {
    double mean = meanTimeBetweenFailures;
    if (checkpoint >= 2 * mean) {
      return mean;
    }
    double ratio = checkpoint / (2 * mean);
    return StrictMath.sqrt(2 * checkpoint * mean) * (1 + StrictMath.sqrt(ratio) / 3 + ratio / 9)
        - checkpoint;
  }

  /**
   * Expected time for some work with checkpoints at an interval, for failures that come at random
   * (the same paper, equation 20): lost work, checkpoints and restarts included.
   */
  public double expected(double work, double interval) {
    double mean = meanTimeBetweenFailures;
    return mean
        * StrictMath.exp(restart / mean)
        * StrictMath.expm1((interval + checkpoint) / mean)
        * work
        / interval;
  }

  /** The share of the time that is work, at the best interval. */
  public double goodput() {
    double interval = bestInterval();
    return interval / expected(interval, interval);
  }

  /** Time for some work when failures are drawn one after the other. */
  public double simulated(double work, double interval, RandomGenerator random) {
    double time = 0;
    double done = 0;
    double next = draw(random);
    while (done < work) {
      double segment = Math.min(interval, work - done) + checkpoint;
      if (time + segment <= next) {
        time += segment;
        done += segment - checkpoint;
        continue;
      }
      time = next;
      next = time + draw(random);
      // A failure while restarting starts the restart again.
      while (time + restart > next) {
        time = next;
        next = time + draw(random);
      }
      time += restart;
    }
    return time;
  }

  private double draw(RandomGenerator random) {
    return -meanTimeBetweenFailures * StrictMath.log(1 - random.nextDouble());
  }
}
