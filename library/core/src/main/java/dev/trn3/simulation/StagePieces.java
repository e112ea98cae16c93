package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Schedule;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What each piece of a pipelined model does with one micro-batch, for {@link StepPlay}. Layers that
 * do not divide evenly go to the first pieces; the output layer is on the last.
 */
final class StagePieces implements StageWork {

  private final Plan plan;
  private final LayerFlows flows;
  private final List<List<Layer>> forward = new ArrayList<>();
  private final List<List<Layer>> backward = new ArrayList<>();
  private final List<List<Layer>> weights = new ArrayList<>();

  StagePieces(StepModel model, Job job, Plan plan) {
    this.plan = plan;
    this.flows = new LayerFlows(model, job, plan);
    Transformer transformer = job.model();
    LayerCost any = null;
    LayerFlows.Layers dense = null;
    LayerFlows.Layers mixture = null;
    if (transformer.mixtureLayers() < transformer.layers()) {
      any = cost(model).of(job, plan).dense(transformer.denseFeedForward());
      dense = flows.of(any.spent());
    }
    if (transformer.mixtureLayers() > 0) {
      LayerCost cost =
          cost(model)
              .of(job, plan)
              .mixture((FeedForward.MixtureOfExperts) transformer.feedForward());
      mixture = flows.of(cost.spent());
      any = any == null ? cost : any;
    }
    int pieces = plan.pipeline() * plan.chunks();
    int layer = 0;
    for (int piece = 0; piece < pieces; piece++) {
      int count = transformer.layers() / pieces + (piece < transformer.layers() % pieces ? 1 : 0);
      List<LayerFlows.Layers> own = new ArrayList<>();
      for (int end = layer + count; layer < end; layer++) {
        own.add(isMixture(transformer, layer) ? mixture : dense);
      }
      if (piece == pieces - 1) {
        own.add(
            new LayerFlows.Layers(
                Layer.of(any.outputForward()), Layer.of(any.outputBackward()), Layer.of(0)));
      }
      forward.add(own.stream().map(LayerFlows.Layers::forward).toList());
      Collections.reverse(own);
      backward.add(own.stream().map(LayerFlows.Layers::backward).toList());
      weights.add(own.stream().map(LayerFlows.Layers::weights).toList());
    }
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
  public int tiers() {
    return flows.tiers();
  }

  @Override
  public double contention() {
    return flows.contention();
  }

  @Override
  public List<Layer> layers(PipelineRun.Kind kind, int stage, int chunk, int microBatch) {
    return switch (kind) {
      case FORWARD -> forward.get(piece(stage, chunk));
      case BACKWARD -> backward.get(piece(stage, chunk));
      default -> weights.get(piece(stage, chunk));
    };
  }

  @Override
  public Crossing send() {
    return flows.send();
  }

  @Override
  public Synchronisation synchronisation(int stage) {
    int layers = 0;
    for (int chunk = 0; chunk < plan.chunks(); chunk++) {
      layers += weights.get(piece(stage, chunk)).size();
    }
    return flows.synchronisation(layers);
  }

  /** True where gradients of weights are a task of their own. */
  static boolean delayed(Plan plan) {
    return plan.schedule() == Schedule.ZERO_BUBBLE;
  }
}
