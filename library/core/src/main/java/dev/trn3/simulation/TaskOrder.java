package dev.trn3.simulation;

import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.PipelineRun.Kind;
import java.util.BitSet;

/**
 * Which task each stage of a pipeline takes next, of those that have arrived.
 *
 * <p>A fixed order where the schedule has one: forwards, then a backward after each forward. Else
 * the stage takes a backward if one has arrived, else a forward if its memory of 1F1B allows, else
 * gradients of weights that wait. That also plays interleaved pipelines whose last group of
 * micro-batches is smaller than the number of stages, for which a fixed order would wait for
 * itself.
 */
final class TaskOrder {

  private final int stages;
  private final int chunks;
  private final int microBatches;
  private final boolean delayed;
  private final boolean fixed;
  private final int[] forwards;
  private final int[] backwards;
  private final int[] weights;
  private final BitSet forwardArrived = new BitSet();
  private final BitSet backwardArrived = new BitSet();

  TaskOrder(int stages, int chunks, int microBatches, Schedule schedule) {
    this.stages = stages;
    this.chunks = chunks;
    this.microBatches = microBatches;
    this.delayed = schedule == Schedule.ZERO_BUBBLE;
    this.fixed = !delayed && (chunks == 1 || microBatches % stages == 0);
    this.forwards = new int[stages];
    this.backwards = new int[stages];
    this.weights = new int[stages];
    for (int microBatch = 0; microBatch < microBatches; microBatch++) {
      arrived(Kind.FORWARD, 0, 0, microBatch);
    }
  }

  /** A task of a stage. */
  record Task(Kind kind, int stage, int chunk, int microBatch) {}

  void arrived(Kind kind, int stage, int chunk, int microBatch) {
    (kind == Kind.FORWARD ? forwardArrived : backwardArrived)
        .set((stage * chunks + chunk) * microBatches + microBatch);
  }

  /** Where the result of a task goes; the same stage and chunk turn from forward to backward. */
  Task after(Task task) {
    int stage = task.stage();
    int chunk = task.chunk();
    if (task.kind() == Kind.FORWARD) {
      if (stage == stages - 1 && chunk == chunks - 1) {
        return new Task(Kind.BACKWARD, stage, chunk, task.microBatch());
      }
      return stage < stages - 1
          ? new Task(Kind.FORWARD, stage + 1, chunk, task.microBatch())
          : new Task(Kind.FORWARD, 0, chunk + 1, task.microBatch());
    }
    if (task.kind() == Kind.WEIGHTS || (stage == 0 && chunk == 0)) {
      return null;
    }
    return stage > 0
        ? new Task(Kind.BACKWARD, stage - 1, chunk, task.microBatch())
        : new Task(Kind.BACKWARD, stages - 1, chunk - 1, task.microBatch());
  }

  /** True where nothing adds to the gradients of a chunk after this. */
  boolean completesGradients(Task task) {
    return task.kind() == (delayed ? Kind.WEIGHTS : Kind.BACKWARD)
        && task.microBatch() == microBatches - 1;
  }

  boolean done(int stage) {
    return (delayed ? weights : backwards)[stage] == chunks * microBatches;
  }

  /** The task that a stage begins now; null where it waits. */
  Task next(int stage) {
    boolean backward = backwardReady(stage);
    boolean forward = forwardReady(stage);
    if (fixed) {
      boolean forwardsTurn =
          forwards[stage] < chunks * microBatches
              && forwards[stage] - backwards[stage] < ahead(stage) + 1;
      if (forwardsTurn) {
        return forward ? forward(stage) : null;
      }
      return backward ? backward(stage) : null;
    }
    if (backward) {
      return backward(stage);
    }
    if (forward && forwards[stage] - backwards[stage] < ahead(stage) + 1) {
      return forward(stage);
    }
    return delayed && weights[stage] < backwards[stage] ? weights(stage) : null;
  }

  private boolean forwardReady(int stage) {
    int k = forwards[stage];
    return k < chunks * microBatches
        && forwardArrived.get((stage * chunks + chunk(k)) * microBatches + microBatch(k));
  }

  private boolean backwardReady(int stage) {
    int k = backwards[stage];
    return k < chunks * microBatches
        && backwardArrived.get(
            (stage * chunks + chunks - 1 - chunk(k)) * microBatches + microBatch(k));
  }

  private Task forward(int stage) {
    int k = forwards[stage]++;
    return new Task(Kind.FORWARD, stage, chunk(k), microBatch(k));
  }

  private Task backward(int stage) {
    int k = backwards[stage]++;
    return new Task(Kind.BACKWARD, stage, chunks - 1 - chunk(k), microBatch(k));
  }

  private Task weights(int stage) {
    int k = weights[stage]++;
    return new Task(Kind.WEIGHTS, stage, chunks - 1 - chunk(k), microBatch(k));
  }

  /** Forwards that a stage does before its first backward, beside the one it belongs to. */
  private int ahead(int stage) {
    int after = stages - stage - 1;
    return chunks == 1 ? after : 2 * after + (chunks - 1) * stages;
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
}
