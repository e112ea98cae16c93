package dev.trn3.simulation;

import dev.trn3.parallelism.Degrees;
import dev.trn3.workload.Transformer;

/**
 * Layers and parameters that one device of the fullest stage holds before data parallelism shards
 * them. The counts of the model are made once, so that nothing is allocated for each plan.
 */
final class Weights {

  private final Transformer model;
  private final double inLayers;
  private final double allRouted;
  private final double activeInLayers;
  private final double head;

  Weights(Transformer model) {
    this.model = model;
    this.allRouted = model.routedParameters();
    double ends = (double) model.embeddingParameters() + model.outputParameters();
    this.inLayers = model.parameters() - allRouted - ends;
    this.activeInLayers = model.activeParameters() - ends;
    this.head = (double) model.hidden() * model.vocabulary();
  }

  /** Parameters every token uses. */
  double dense(Degrees plan, Software software) {
    double first = inLayers * share(plan, software);
    // With a pipeline the embedding is on the first stage and the output layer on the last.
    double embedding = model.embeddingParameters();
    double output = model.outputParameters();
    double atEnd = plan.pipeline() == 1 ? embedding + output : Math.max(embedding, output);
    return first / plan.tensor() + atEnd / plan.tensor();
  }

  /** Parameters of routed experts. */
  double routed(Degrees plan, Software software) {
    return allRouted * share(plan, software) / (plan.expert() > 1 ? plan.expert() : plan.tensor());
  }

  /** Layers of the first stage, or of the fullest; pieces of an interleaved stage together. */
  double layers(Degrees plan, Software software) {
    int all = model.layers();
    if (plan.pipeline() == 1) {
      return all;
    }
    return software.balancedStages() ? upTo(1, plan) : plan.fullestStage(all);
  }

  /** Layers of the last stage. */
  double lastLayers(Degrees plan, Software software) {
    boolean balanced = software.balancedStages() && plan.pipeline() > 1;
    return balanced ? model.layers() - upTo(plan.pipeline() - 1, plan) : layers(plan, software);
  }

  /**
   * Layers of the first stages, each of which takes whole ones until it has its share of work: that
   * of the parameters that a token uses, as experts which it does not choose are no work.
   */
  private double upTo(int stages, Degrees plan) {
    double each = (model.layers() + head * model.layers() / activeInLayers) / plan.pipeline();
    return Math.min(model.layers(), Math.ceil(stages * each));
  }

  private double share(Degrees plan, Software software) {
    return layers(plan, software) / model.layers();
  }
}
