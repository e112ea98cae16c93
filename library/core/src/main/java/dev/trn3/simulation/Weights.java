package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;
import dev.trn3.workload.Transformer;

/**
 * Parameters that one device of the fullest stage holds before data parallelism shards them.
 *
 * @param dense parameters every token uses
 * @param routed parameters of routed experts
 */
record Weights(double dense, double routed) {

  static Weights of(Transformer model, Plan plan, Software software) {
    double routed = model.routedParameters();
    double ends = (double) model.embeddingParameters() + model.outputParameters();
    double layers = model.parameters() - routed - ends;
    double share =
        plan.pipeline() == 1 ? 1 : (double) plan.fullestStage(model.layers()) / model.layers();
    double first = layers * share;
    if (software.balancedStages() && plan.pipeline() > 1) {
      double head = (double) model.hidden() * model.vocabulary();
      first = Math.min(layers, (layers + head) / plan.pipeline());
    }
    double dense = first / plan.tensor();
    // With a pipeline the embedding is on the first stage and the output layer on the last.
    double atEnd =
        plan.pipeline() == 1
            ? ends
            : Math.max(model.embeddingParameters(), model.outputParameters());
    int spread = plan.expert() > 1 ? plan.expert() : plan.tensor();
    return new Weights(dense + atEnd / plan.tensor(), routed * share / spread);
  }
}
