package dev.trn3.simulation;

import java.util.List;
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

  /** The work of one copy of the model, whose computations vary; links do not. */
  StageWork applied(StageWork even, int copy, int stages, int group) {
    if (none()) {
      return even;
    }
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + copy);
    double[] pace = new double[stages];
    for (int stage = 0; stage < stages; stage++) {
      double slowest = Double.NEGATIVE_INFINITY;
      for (int device = 0; device < group; device++) {
        slowest = Math.max(slowest, normal(random));
      }
      pace[stage] = StrictMath.exp(devices * slowest);
    }
    SplittableRandom[] streams = new SplittableRandom[stages];
    for (int stage = 0; stage < stages; stage++) {
      streams[stage] = random.split();
    }
    return new Varied(even, pace, tasks, streams);
  }

  /** Every stage draws from random numbers of its own, so that who is first changes nothing. */
  private record Varied(StageWork even, double[] paces, double tasks, SplittableRandom[] streams)
      implements StageWork {

    @Override
    public double pace(int stage) {
      return paces[stage] * StrictMath.exp(tasks * normal(streams[stage]));
    }

    @Override
    public int tiers() {
      return even.tiers();
    }

    @Override
    public double contention() {
      return even.contention();
    }

    @Override
    public List<Layer> layers(PipelineRun.Kind kind, int stage, int chunk, int microBatch) {
      return even.layers(kind, stage, chunk, microBatch);
    }

    @Override
    public Crossing send() {
      return even.send();
    }

    @Override
    public Synchronisation synchronisation(int stage) {
      return even.synchronisation(stage);
    }
  }

  /** Box and Muller: a normal deviate that is the same on every Java version. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
