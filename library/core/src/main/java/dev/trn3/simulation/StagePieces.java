package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/**
 * How long each piece of a pipelined model takes with one micro-batch, for {@link PipelineRun}.
 * Layers that do not divide evenly go to the first pieces; the output layer is on the last.
 */
final class StagePieces implements PipelineRun.Durations {

  private final Plan plan;
  private final boolean delayed;
  private final double[] forward;
  private final double[] backward;
  private final double send;
  private final double weightShare;

  StagePieces(StepModel model, Job job, Plan plan, boolean delayed) {
    this.plan = plan;
    this.delayed = delayed;
    int pieces = plan.pipeline() * plan.chunks();
    this.forward = new double[pieces];
    this.backward = new double[pieces];
    this.weightShare = job.frozen() ? 0 : 0.5;
    Transformer transformer = job.model();
    LayerCost dense = null;
    LayerCost mixture = null;
    int mixtures = transformer.mixtureLayers();
    if (mixtures < transformer.layers()) {
      dense = cost(model).of(job, plan).dense(transformer.denseFeedForward());
    }
    if (mixtures > 0) {
      mixture =
          cost(model)
              .of(job, plan)
              .mixture((FeedForward.MixtureOfExperts) transformer.feedForward());
    }
    int layer = 0;
    for (int piece = 0; piece < pieces; piece++) {
      int count = transformer.layers() / pieces + (piece < transformer.layers() % pieces ? 1 : 0);
      for (int i = 0; i < count; i++, layer++) {
        LayerCost each = isMixture(transformer, layer) ? mixture : dense;
        forward[piece] += each.forward();
        backward[piece] += each.backward();
      }
    }
    LayerCost any = dense == null ? mixture : dense;
    forward[pieces - 1] += any.outputForward();
    backward[pieces - 1] += any.outputBackward();
    this.send = model.sendSeconds(job, plan);
  }

  private static LayerCost cost(StepModel model) {
    return new LayerCost(model.device(), model.software(), model.fabric());
  }

  private static boolean isMixture(Transformer model, int layer) {
    if (!(model.feedForward() instanceof FeedForward.MixtureOfExperts mixture)) {
      return false;
    }
    int after = layer - mixture.leadingDenseLayers();
    return after >= 0 && after % mixture.every() == mixture.every() - 1;
  }

  private int piece(int stage, int chunk) {
    return chunk * plan.pipeline() + stage;
  }

  @Override
  public double forward(int stage, int chunk, int microBatch) {
    return forward[piece(stage, chunk)];
  }

  @Override
  public double backward(int stage, int chunk, int microBatch) {
    return backward[piece(stage, chunk)] * (delayed ? 1 - weightShare : 1);
  }

  @Override
  public double weightGradients(int stage, int chunk, int microBatch) {
    return backward[piece(stage, chunk)] * weightShare;
  }

  @Override
  public double send() {
    return send;
  }
}
