package dev.trn3.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.parallelism.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flows that meet on the links of a chip, against times worked out by hand. */
class StepPlayTest {

  private static final Crossing NOTHING = Crossing.NONE;

  @Test
  void takesAsLongAsComputationAndCollectivesThatNothingHides() {
    Layer layer = new Layer(2, List.of(), List.of(), List.of(ring(0.5, 1, 0.25)));

    assertThat(seconds(1, layer, NOTHING, Synchronisation.NONE)).isCloseTo(3.75, within(1e-12));
  }

  @Test
  void hidesWhatRunsBesideComputation() {
    Layer hidden = new Layer(2, List.of(ring(0, 1.5, 0)), List.of(), List.of());
    Layer tooLong = new Layer(2, List.of(ring(0, 2.5, 0)), List.of(), List.of());

    assertThat(seconds(1, hidden, NOTHING, Synchronisation.NONE)).isCloseTo(2, within(1e-12));
    assertThat(seconds(1, tooLong, NOTHING, Synchronisation.NONE)).isCloseTo(2.5, within(1e-12));
  }

  @Test
  void givesTwoFlowsOnOneLinkHalfOfItEach() {
    // Beside 4 s of computation, 2 s of a collective and 3 s of weights: both at half the rate
    // until the collective has ended at 4, then 1 s of weights is left.
    Layer same = new Layer(4, List.of(ring(0, 2, 0)), List.of(ring(0, 3, 0)), List.of());
    Layer other = new Layer(4, List.of(ring(0, 2, 0)), List.of(ring(0, 0, 3)), List.of());

    assertThat(seconds(1, same, NOTHING, Synchronisation.NONE)).isCloseTo(5, within(1e-12));
    assertThat(play(1, same, NOTHING, Synchronisation.NONE, 0, false).seconds())
        .isCloseTo(4, within(1e-12));
    assertThat(seconds(1, other, NOTHING, Synchronisation.NONE)).isCloseTo(4, within(1e-12));
  }

  @Test
  void sharesTheLinksOfASendWithTheCollectivesOfSenderAndReceiver() {
    // Two stages, one micro-batch, each pass 1 s with 1 s of a sum: no send meets a sum.
    Layer layer = new Layer(1, List.of(), List.of(), List.of(ring(0, 1, 0)));
    assertThat(seconds(1, layer, ring(0, 0.5, 0), Synchronisation.NONE, 2))
        .isCloseTo(4 * 2 + 2 * 0.5, within(1e-12));

    // With two micro-batches the first stage sums up for the second while it sends the first.
    Layer only = new Layer(0, List.of(), List.of(), List.of(ring(0, 1, 0)));
    double shared = play(2, only, ring(0, 1, 0), Synchronisation.NONE, 0, true, 2).seconds();
    double apart = play(2, only, ring(0, 0, 1), Synchronisation.NONE, 0, true, 2).seconds();
    assertThat(shared).isGreaterThan(apart + 0.9);
  }

  @Test
  void sumsTheGradientsOfALayerWhileTheNextIsWorkedOn() {
    Synchronisation overlapped =
        new Synchronisation(List.of(), ring(0, 1, 0), NOTHING, 0.5, NOTHING);
    Synchronisation atEnd =
        new Synchronisation(List.of(), NOTHING, ring(0, 1, 0), 0.5, ring(0, 2, 0));

    // One layer: forward 1, backward 1, its sum 1, optimizer 0.5.
    assertThat(seconds(1, Layer.of(1), NOTHING, overlapped)).isCloseTo(3.5, within(1e-12));
    assertThat(seconds(1, Layer.of(1), NOTHING, atEnd)).isCloseTo(5.5, within(1e-12));
  }

  @Test
  void waitsForWeightsBeforeTheFirstPassThroughALayer() {
    Synchronisation gathers =
        new Synchronisation(List.of(ring(0, 3, 0)), NOTHING, NOTHING, 0, NOTHING);

    assertThat(seconds(2, Layer.of(1), NOTHING, gathers)).isCloseTo(3 + 4, within(1e-12));
  }

  @Test
  void computesMoreSlowlyWhileWeightsPass() {
    // 4 s of computation; weights pass for 2 s, in which a quarter of the speed is lost.
    Layer layer = new Layer(4, List.of(), List.of(ring(0, 2, 0)), List.of());

    assertThat(play(1, layer, NOTHING, Synchronisation.NONE, 0.25, true).seconds())
        .isCloseTo(4.5, within(1e-12));
  }

  private static Crossing ring(double latency, double inner, double outer) {
    return new Crossing(Part.DATA, latency, new double[] {inner, outer}, false);
  }

  private static double seconds(
      int microBatches, Layer layer, Crossing send, Synchronisation synchronisation) {
    // Half of the work of a step with one stage is forward: here the layer counts once.
    return play(microBatches, layer, send, synchronisation, 0, true).seconds();
  }

  private static double seconds(
      int microBatches, Layer layer, Crossing send, Synchronisation synchronisation, int stages) {
    return play(microBatches, layer, send, synchronisation, 0, true, stages).seconds();
  }

  private static PipelineRun play(
      int microBatches,
      Layer layer,
      Crossing send,
      Synchronisation synchronisation,
      double contention,
      boolean shared) {
    return play(microBatches, layer, send, synchronisation, contention, shared, 1);
  }

  private static PipelineRun play(
      int microBatches,
      Layer layer,
      Crossing send,
      Synchronisation synchronisation,
      double contention,
      boolean shared,
      int stages) {
    StageWork work =
        new StageWork() {
          @Override
          public int tiers() {
            return 2;
          }

          @Override
          public double contention() {
            return contention;
          }

          @Override
          public List<Layer> layers(PipelineRun.Kind kind, int stage, int chunk, int microBatch) {
            boolean once = stages == 1 && !plain(layer);
            return once && kind == PipelineRun.Kind.BACKWARD
                ? List.of(Layer.of(0))
                : List.of(layer);
          }

          @Override
          public Crossing send() {
            return send;
          }

          @Override
          public Synchronisation synchronisation(int stage) {
            return synchronisation;
          }
        };
    return StepPlay.play(
        stages, 1, microBatches, Schedule.ONE_FORWARD_ONE_BACKWARD, work, shared, false);
  }

  private static boolean plain(Layer layer) {
    return layer.behind().isEmpty() && layer.weights().isEmpty() && layer.after().isEmpty();
  }
}
