package dev.trn3.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.parallelism.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineRunTest {

  private static final double FORWARD = 1;
  private static final double BACKWARD = 2;

  @Test
  void hasTheTextbookBubbleWithOneForwardOneBackward() {
    for (int stages : List.of(1, 2, 4, 7)) {
      for (int microBatches : List.of(1, 3, 8, 20)) {
        PipelineRun run = even(stages, 1, microBatches, 0);

        assertThat(run.seconds())
            .isCloseTo((microBatches + stages - 1) * (FORWARD + BACKWARD), within(1e-9));
      }
    }
  }

  @Test
  void dividesTheBubbleByTheChunks() {
    for (int chunks : List.of(2, 4)) {
      PipelineRun run = even(4, chunks, 16, 0);
      double work = 16 * (FORWARD + BACKWARD) * chunks;

      assertThat(run.seconds()).isCloseTo(work + 3 * (FORWARD + BACKWARD), within(1e-9));
    }
  }

  @Test
  void playsBatchesThatTheStagesDoNotDivide() {
    PipelineRun run = even(4, 2, 10, 0);

    assertThat(run.tasks()).hasSize(2 * 4 * 2 * 10);
    assertThat(run.seconds()).isGreaterThanOrEqualTo(10 * 2 * (FORWARD + BACKWARD));
  }

  @Test
  void fillsTheBubbleWithDelayedWeightGradients() {
    int stages = 4;
    int microBatches = 16;
    PipelineRun run =
        PipelineRun.play(stages, 1, microBatches, Schedule.ZERO_BUBBLE, new Even(1, 1, 1, 0));

    double work = microBatches * 3.0;
    // arXiv 2401.10241, table 1: ZB-H1 has a bubble of (p - 1)(F + B - W).
    assertThat(run.seconds()).isCloseTo(work + (stages - 1) * 1.0, within(1.0));
    assertThat(run.seconds()).isLessThan(even(stages, 1, microBatches, 0).seconds());
  }

  @Test
  void neverWorksOnTwoTasksAtOnceNorBeforeTheyArrive() {
    PipelineRun run = even(4, 2, 8, 0.25);

    for (PipelineRun.Task one : run.tasks()) {
      for (PipelineRun.Task other : run.tasks()) {
        if (!one.equals(other) && one.stage() == other.stage()) {
          assertThat(one.end() <= other.start() + 1e-9 || other.end() <= one.start() + 1e-9)
              .isTrue();
        }
        boolean follows =
            one.kind() == PipelineRun.Kind.FORWARD
                && other.kind() == PipelineRun.Kind.FORWARD
                && one.chunk() == other.chunk()
                && one.microBatch() == other.microBatch()
                && other.stage() == one.stage() + 1;
        if (follows) {
          assertThat(other.start()).isGreaterThanOrEqualTo(one.end() + 0.25 - 1e-9);
        }
      }
    }
  }

  @Test
  void waitsForItsSlowestStage() {
    PipelineRun run =
        PipelineRun.play(
            4,
            1,
            32,
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            new Even(1, 2, 0, 0) {
              @Override
              public double forward(int stage, int chunk, int microBatch) {
                return stage == 2 ? 2 : 1;
              }
            });

    assertThat(run.seconds()).isGreaterThan(32 * 4.0).isLessThan(36 * 4.0);
    assertThat(run.idleShare()).isBetween(0.1, 0.4);
  }

  private static PipelineRun even(int stages, int chunks, int microBatches, double send) {
    return PipelineRun.play(
        stages,
        chunks,
        microBatches,
        Schedule.ONE_FORWARD_ONE_BACKWARD,
        new Even(FORWARD, BACKWARD, 0, send));
  }

  /** Durations that do not depend on the task. */
  private static class Even implements PipelineRun.Durations {

    private final double forward;
    private final double backward;
    private final double weights;
    private final double send;

    Even(double forward, double backward, double weights, double send) {
      this.forward = forward;
      this.backward = backward;
      this.weights = weights;
      this.send = send;
    }

    @Override
    public double forward(int stage, int chunk, int microBatch) {
      return forward;
    }

    @Override
    public double backward(int stage, int chunk, int microBatch) {
      return backward;
    }

    @Override
    public double weightGradients(int stage, int chunk, int microBatch) {
      return weights;
    }

    @Override
    public double send() {
      return send;
    }
  }

  @Test
  void shortensTheBubbleWithDelayedWeightsAlsoWhereInterleaved() {
    for (int chunks : List.of(1, 2, 4)) {
      PipelineRun run = PipelineRun.play(4, chunks, 8, Schedule.ZERO_BUBBLE, thirds());

      assertThat(run.seconds()).isCloseTo(3.0 * 8 * chunks + 3, within(1e-9));
      assertThat(run.tasks()).hasSize(3 * 4 * chunks * 8);
    }
  }

  @Test
  void waitsForAWholeGroupWhereInterleavedBatchesDoNotFillTheLast() {
    for (int stages : List.of(3, 4, 7, 18)) {
      PipelineRun run = even(stages, 2, 2 * stages + 1, 0);
      double full = even(stages, 2, 3 * stages, 0).seconds();

      assertThat(run.tasks()).hasSize(2 * stages * 2 * (2 * stages + 1));
      assertThat(run.seconds() / full).isBetween(0.9, 1.1);
    }
  }

  /** Forward, backward and gradients of weights of equal length. */
  private static PipelineRun.Durations thirds() {
    return new PipelineRun.Durations() {
      @Override
      public double forward(int stage, int chunk, int microBatch) {
        return 1;
      }

      @Override
      public double backward(int stage, int chunk, int microBatch) {
        return 1;
      }

      @Override
      public double weightGradients(int stage, int chunk, int microBatch) {
        return 1;
      }
    };
  }
}
