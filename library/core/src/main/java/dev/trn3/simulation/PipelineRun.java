package dev.trn3.simulation;

import dev.trn3.parallelism.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pipeline played task by task: every stage works through its forward and backward tasks in the
 * order of its schedule and waits for what the neighbours send. Durations may differ from task to
 * task, so uneven stages, stragglers and jitter are covered by the same engine; with even durations
 * the result is the textbook bubble.
 *
 * <p>Cost is one pass over all tasks: stages x chunks x micro-batches x 2.
 */
public final class PipelineRun {

  /** How long tasks take, in seconds. */
  public interface Durations {

    /** Forward of one micro-batch through one piece of the model. */
    double forward(int stage, int chunk, int microBatch);

    /** Backward of the same, gradients of weights included unless they are delayed. */
    double backward(int stage, int chunk, int microBatch);

    /** Gradients of weights where the schedule delays them; else unused. */
    default double weightGradients(int stage, int chunk, int microBatch) {
      return 0;
    }

    /** From one stage to the next. */
    default double send() {
      return 0;
    }
  }

  /** What a task does. */
  public enum Kind {
    FORWARD("forward"),
    BACKWARD("backward"),
    WEIGHTS("weight gradients");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** A task that was played. */
  public record Task(Kind kind, int stage, int chunk, int microBatch, double start, double end) {}

  private final int stages;
  private final int chunks;
  private final int microBatches;
  private final Schedule schedule;
  private final Durations durations;
  private final double[] forwardEnd;
  private final double[] backwardEnd;
  private final double[] free;
  private final List<Task> tasks = new ArrayList<>();

  private PipelineRun(
      int stages, int chunks, int microBatches, Schedule schedule, Durations durations) {
    this.stages = stages;
    this.chunks = chunks;
    this.microBatches = microBatches;
    this.schedule = schedule;
    this.durations = durations;
    this.forwardEnd = new double[stages * chunks * microBatches];
    this.backwardEnd = new double[stages * chunks * microBatches];
    this.free = new double[stages];
    Arrays.fill(forwardEnd, Double.NaN);
    Arrays.fill(backwardEnd, Double.NaN);
  }

  /** Plays one step. */
  public static PipelineRun play(
      int stages, int chunks, int microBatches, Schedule schedule, Durations durations) {
    PipelineRun run = new PipelineRun(stages, chunks, microBatches, schedule, durations);
    boolean partial = chunks > 1 && microBatches % stages != 0;
    if (schedule == Schedule.ZERO_BUBBLE || partial) {
      run.playAsReady();
    } else {
      run.playInOrder();
    }
    return run;
  }

  /** Every task, by stage and time. */
  public List<Task> tasks() {
    return List.copyOf(tasks);
  }

  /** When the last stage has finished. */
  public double seconds() {
    return Arrays.stream(free).max().orElse(0);
  }

  /** The share of the stages' time that they wait. */
  public double idleShare() {
    double busy = tasks.stream().mapToDouble(task -> task.end() - task.start()).sum();
    return 1 - busy / (seconds() * stages);
  }

  /** An order fixed beforehand: play whatever is ready until nothing is left. */
  private void playInOrder() {
    int[][] order = new int[stages][];
    for (int stage = 0; stage < stages; stage++) {
      order[stage] = order(stage);
    }
    int[] next = new int[stages];
    int left = 2 * stages * chunks * microBatches;
    while (left > 0) {
      int before = left;
      for (int stage = 0; stage < stages; stage++) {
        while (next[stage] < order[stage].length && tryTask(stage, order[stage][next[stage]])) {
          next[stage]++;
          left--;
        }
      }
      if (left == before) {
        throw new IllegalStateException("the schedule waits for itself");
      }
    }
  }

  /** Tasks of a stage: k + 1 for the k-th forward, -(k + 1) for the k-th backward. */
  private int[] order(int stage) {
    int total = chunks * microBatches;
    int warm = Math.min(total, ahead(stage));
    int[] order = new int[2 * total];
    int at = 0;
    for (int k = 0; k < warm; k++) {
      order[at++] = k + 1;
    }
    for (int k = warm; k < total; k++) {
      order[at++] = k + 1;
      order[at++] = -(k - warm + 1);
    }
    for (int k = total - warm; k < total; k++) {
      order[at++] = -(k + 1);
    }
    return order;
  }

  /** Forwards that a stage does before its first backward. */
  private int ahead(int stage) {
    int after = stages - stage - 1;
    return chunks == 1 ? after : 2 * after + (chunks - 1) * stages;
  }

  private boolean tryTask(int stage, int code) {
    int k = Math.abs(code) - 1;
    return code > 0
        ? tryForward(stage, chunk(k), microBatch(k))
        : tryBackward(stage, chunks - 1 - chunk(k), microBatch(k));
  }

  /** The piece that the k-th forward works on; backwards count from the last piece. */
  private int chunk(int k) {
    return within(k) / size(k);
  }

  private int microBatch(int k) {
    return k / (stages * chunks) * stages + within(k) % size(k);
  }

  private int within(int k) {
    return k % (stages * chunks);
  }

  /** Micro-batches that take turns with the pieces; fewer in the last group. */
  private int size(int k) {
    return Math.min(stages, microBatches - k / (stages * chunks) * stages);
  }

  private boolean tryForward(int stage, int chunk, int microBatch) {
    double ready = forwardReady(stage, chunk, microBatch);
    if (Double.isNaN(ready)) {
      return false;
    }
    double start = Math.max(ready, free[stage]);
    double end = start + durations.forward(stage, chunk, microBatch);
    forwardEnd[index(stage, chunk, microBatch)] = end;
    finish(Kind.FORWARD, stage, chunk, microBatch, start, end);
    return true;
  }

  private boolean tryBackward(int stage, int chunk, int microBatch) {
    double ready = backwardReady(stage, chunk, microBatch);
    if (Double.isNaN(ready)) {
      return false;
    }
    double start = Math.max(ready, free[stage]);
    double end = start + durations.backward(stage, chunk, microBatch);
    backwardEnd[index(stage, chunk, microBatch)] = end;
    finish(Kind.BACKWARD, stage, chunk, microBatch, start, end);
    return true;
  }

  private void finish(Kind kind, int stage, int chunk, int microBatch, double start, double end) {
    free[stage] = end;
    tasks.add(new Task(kind, stage, chunk, microBatch, start, end));
  }

  private double forwardReady(int stage, int chunk, int microBatch) {
    if (stage > 0) {
      return forwardEnd[index(stage - 1, chunk, microBatch)] + durations.send();
    }
    return chunk == 0 ? 0 : forwardEnd[index(stages - 1, chunk - 1, microBatch)] + durations.send();
  }

  private double backwardReady(int stage, int chunk, int microBatch) {
    if (stage < stages - 1) {
      return backwardEnd[index(stage + 1, chunk, microBatch)] + durations.send();
    }
    return chunk == chunks - 1
        ? forwardEnd[index(stage, chunk, microBatch)]
        : backwardEnd[index(0, chunk + 1, microBatch)] + durations.send();
  }

  private int index(int stage, int chunk, int microBatch) {
    return (stage * chunks + chunk) * microBatches + microBatch;
  }

  /**
   * No fixed order between kinds: the stage that is free first takes a backward if one has arrived,
   * else a forward if its memory of 1F1B allows, else gradients of weights that wait, else it idles
   * until one of the first two arrives. Also plays interleaved pipelines whose last group of
   * micro-batches is smaller than the number of stages, for which a fixed order would wait for
   * itself.
   */
  private void playAsReady() {
    int[] forwards = new int[stages];
    int[] backwards = new int[stages];
    int[] weights = new int[stages];
    while (true) {
      int stage = -1;
      double earliest = Double.POSITIVE_INFINITY;
      for (int each = 0; each < stages; each++) {
        if ((delayed() ? weights : backwards)[each] == chunks * microBatches) {
          continue;
        }
        double at = earliestStart(each, forwards, backwards, weights);
        if (at < earliest) {
          earliest = at;
          stage = each;
        }
      }
      if (stage < 0) {
        return;
      }
      double now = free[stage];
      double backward = nextBackward(stage, backwards);
      double forward = nextForward(stage, forwards, backwards);
      if (backward <= earliest) {
        int k = backwards[stage]++;
        tryBackward(stage, chunks - 1 - chunk(k), microBatch(k));
      } else if (forward <= earliest) {
        int k = forwards[stage]++;
        tryForward(stage, chunk(k), microBatch(k));
      } else {
        int k = weights[stage]++;
        int chunk = chunks - 1 - chunk(k);
        double end = now + durations.weightGradients(stage, chunk, microBatch(k));
        finish(Kind.WEIGHTS, stage, chunk, microBatch(k), now, end);
      }
    }
  }

  private double earliestStart(int stage, int[] forwards, int[] backwards, int[] weights) {
    if (delayed() && weights[stage] < backwards[stage]) {
      return free[stage];
    }
    double either =
        Math.min(nextBackward(stage, backwards), nextForward(stage, forwards, backwards));
    return Math.max(free[stage], either);
  }

  private boolean delayed() {
    return schedule == Schedule.ZERO_BUBBLE;
  }

  private double nextBackward(int stage, int[] backwards) {
    int k = backwards[stage];
    if (k == chunks * microBatches) {
      return Double.POSITIVE_INFINITY;
    }
    double ready = backwardReady(stage, chunks - 1 - chunk(k), microBatch(k));
    return Double.isNaN(ready) ? Double.POSITIVE_INFINITY : ready;
  }

  private double nextForward(int stage, int[] forwards, int[] backwards) {
    int k = forwards[stage];
    boolean room = k - backwards[stage] < ahead(stage) + 1;
    if (k == chunks * microBatches || !room) {
      return Double.POSITIVE_INFINITY;
    }
    double ready = forwardReady(stage, chunk(k), microBatch(k));
    return Double.isNaN(ready) ? Double.POSITIVE_INFINITY : ready;
  }

  /** The order in which tasks were given. */
  public Schedule schedule() {
    return schedule;
  }
}
