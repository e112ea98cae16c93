package dev.trn3.simulation;

import dev.trn3.parallelism.Degrees;
import dev.trn3.workload.Transformer;

/**
 * Parameters that one device of the fullest stage holds before data parallelism shards them. The
 * counts of the model are made once, so that nothing is allocated for each plan.
 */
final class Weights {

  private final Transformer model;
  private final double inLayers;
  private final double allRouted;
  private final double head;

  Weights(Transformer model) {
    this.model = model;
    this.allRouted = model.routedParameters();
    double ends = (double) model.embeddingParameters() + model.outputParameters();
    this.inLayers = model.parameters() - allRouted - ends;
    this.head = (double) model.hidden() * model.vocabulary();
  }

  /** Parameters every token uses. */
  double dense(Degrees plan, Software software) {
    double first = inLayers * share(plan);
    if (software.balancedStages() && plan.pipeline() > 1) {
      first = Math.min(inLayers, (inLayers + head) / plan.pipeline());
    }
    // With a pipeline the embedding is on the first stage and the output layer on the last.
    double embedding = model.embeddingParameters();
    double output = model.outputParameters();
    double atEnd = plan.pipeline() == 1 ? embedding + output : Math.max(embedding, output);
    return first / plan.tensor() + atEnd / plan.tensor();
  }

  /** Parameters of routed experts. */
  double routed(Degrees plan) {
    return allRouted * share(plan) / (plan.expert() > 1 ? plan.expert() : plan.tensor());
  }

  private double share(Degrees plan) {
    return plan.pipeline() == 1 ? 1 : (double) plan.fullestStage(model.layers()) / model.layers();
  }
}
