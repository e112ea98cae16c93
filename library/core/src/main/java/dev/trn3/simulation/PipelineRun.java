package dev.trn3.simulation;

import dev.trn3.parallelism.Schedule;
import java.util.List;

/**
 * A pipeline played event by event: every stage works through its forward and backward tasks in the
 * order of its schedule and waits for what the neighbours send. Durations may differ from task to
 * task, so uneven stages, stragglers and jitter are covered by the same engine; with even durations
 * the result is the textbook bubble.
 *
 * @param schedule the order in which tasks were given
 * @param stages of the pipeline
 * @param seconds when the last stage has finished
 * @param tasks every task, in the order in which they ended
 * @param transfers what passed over the links, where that was asked for
 */
public record PipelineRun(
    Schedule schedule, int stages, double seconds, List<Task> tasks, List<Transfer> transfers) {

  public PipelineRun {
    tasks = List.copyOf(tasks);
    transfers = List.copyOf(transfers);
  }

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
    WEIGHTS("weight gradients"),
    GRADIENTS("sum of gradients"),
    OPTIMIZER("optimizer"),
    GATHER("gather of weights");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** True for what follows the tasks of the pipeline. */
    public boolean last() {
      return compareTo(WEIGHTS) > 0;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** A task that was played. */
  public record Task(Kind kind, int stage, int chunk, int microBatch, double start, double end) {}

  /**
   * A collective of a stage's chip, or a send to the next stage.
   *
   * @param part what it was for
   */
  public record Transfer(Part part, int stage, double start, double end) {}

  /** Plays one step whose tasks are known by nothing but how long they take. */
  public static PipelineRun play(
      int stages, int chunks, int microBatches, Schedule schedule, Durations durations) {
    return StepPlay.play(
        stages, chunks, microBatches, schedule, new Timed(durations), false, false);
  }

  /**
   * The share of the stages' time that they wait; while they sum gradients, gather weights or run
   * the optimizer they do not.
   */
  public double idleShare() {
    double busy = tasks.stream().mapToDouble(task -> task.end() - task.start()).sum();
    return 1 - busy / (seconds * stages);
  }

  /** When the last stage has done its last task, gradients and optimizer aside. */
  public double tasksEnd() {
    return tasks.stream()
        .filter(task -> !task.kind().last())
        .mapToDouble(Task::end)
        .max()
        .orElse(0);
  }

  private record Timed(Durations durations, Crossing send) implements StageWork {

    Timed(Durations durations) {
      this(durations, new Crossing(Part.PIPELINE, durations.send(), new double[0], false));
    }

    @Override
    public int tiers() {
      return 0;
    }

    @Override
    public List<Layer> layers(Kind kind, int stage, int chunk, int microBatch) {
      return List.of(
          Layer.of(
              switch (kind) {
                case FORWARD -> durations.forward(stage, chunk, microBatch);
                case BACKWARD -> durations.backward(stage, chunk, microBatch);
                default -> durations.weightGradients(stage, chunk, microBatch);
              }));
    }
  }
}
