package dev.trn3.simulation;

import java.util.SplittableRandom;

/**
 * How unevenly equal devices work.
 *
 * @param devices standard deviation of the speed of devices, as a share; the slowest of a
 *     tensor-parallel group sets its pace
 * @param tasks standard deviation of the duration of a task, as a share
 * @param seed of the random numbers
 */
public record Variation(double devices, double tasks, long seed) {

  /** All devices alike and every task on time. */
  public static final Variation NONE = new Variation(0, 0, 0);

  public Variation {
    if (!(devices >= 0) || !(tasks >= 0) || devices > 0.5 || tasks > 0.5) {
      throw new IllegalArgumentException(
          "variation is a share from 0 to 0.5, not %s of devices and %s of tasks"
              .formatted(devices, tasks));
    }
  }

  /** Devices and tasks that vary by so much. */
  public static Variation of(double devices, double tasks) {
    return new Variation(devices, tasks, 1);
  }

  /** The same with other random numbers. */
  public Variation seed(long other) {
    return new Variation(devices, tasks, other);
  }

  /** True if nothing varies. */
  boolean none() {
    return devices == 0 && tasks == 0;
  }

  /** Durations of one copy of the model, varied. */
  PipelineRun.Durations applied(PipelineRun.Durations even, int copy, int stages, int group) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + copy);
    double[] pace = new double[stages];
    for (int stage = 0; stage < stages; stage++) {
      double slowest = Double.NEGATIVE_INFINITY;
      for (int device = 0; device < group; device++) {
        slowest = Math.max(slowest, normal(random));
      }
      pace[stage] = StrictMath.exp(devices * slowest);
    }
    return new PipelineRun.Durations() {
      @Override
      public double forward(int stage, int chunk, int microBatch) {
        return even.forward(stage, chunk, microBatch) * factor(stage);
      }

      @Override
      public double backward(int stage, int chunk, int microBatch) {
        return even.backward(stage, chunk, microBatch) * factor(stage);
      }

      @Override
      public double weightGradients(int stage, int chunk, int microBatch) {
        return even.weightGradients(stage, chunk, microBatch) * factor(stage);
      }

      @Override
      public double send() {
        return even.send();
      }

      private double factor(int stage) {
        return pace[stage] * StrictMath.exp(tasks * normal(random));
      }
    };
  }

  /** Box and Muller: a normal deviate that is the same on every Java version. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
