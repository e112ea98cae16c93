package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;
import dev.trn3.workload.FeedForward;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The collectives of a step as flows. How long each takes where no link is shared is what the
 * closed form says; which ports it keeps busy meanwhile follows from the fabric. The collectives of
 * one kind in one pass through a layer are one flow.
 */
final class LayerFlows {

  private final StepModel model;
  private final Job job;
  private final Plan plan;
  private final Crossing tensor;
  private final Crossing around;
  private final Crossing gather;
  private final Crossing expert;
  private final Crossing copies;
  private final double gradients;
  private final double gathered;
  private final double optimizer;
  private final Crossing send;

  LayerFlows(StepModel model, Job job, Plan plan) {
    this.model = model;
    this.job = job;
    this.plan = plan;
    TieredFabric fabric = model.fabric();
    Software software = model.software();
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    double bytes = 2 * rows * job.model().hidden();
    this.tensor = fabric.ring(Part.TENSOR, bytes, plan.tensor(), 1);
    // Blocks wait for the longest way of their ring, which is the one that closes it.
    this.around =
        fabric.message(Part.CONTEXT, bytes, plan.tensor() * Math.max(1, plan.context() - 1));
    this.gather = fabric.ring(Part.CONTEXT, bytes, plan.context(), plan.tensor());
    int chosen =
        job.model().feedForward() instanceof FeedForward.MixtureOfExperts mixture
            ? mixture.chosen()
            : 1;
    this.expert = fabric.exchange(Part.EXPERT, bytes / plan.tensor(), chosen, plan.expert(), 1);
    this.send =
        plan.pipeline() == 1
            ? Crossing.NONE
            : fabric
                .message(
                    Part.PIPELINE,
                    bytes / plan.tensor(),
                    plan.tensor() * plan.context() * plan.data())
                .lasting(model.sendSeconds(job, plan));
    StepEvaluator evaluator = model.evaluator();
    boolean alone = plan.data() * plan.context() == 1 || job.frozen();
    this.gradients = alone ? 0 : evaluator.gradients(job, plan);
    this.gathered = alone ? 0 : evaluator.gathered(job, plan);
    this.optimizer = evaluator.optimizer(job, plan);
    this.copies = overCopies(fabric, software);
  }

  private Crossing overCopies(TieredFabric fabric, Software software) {
    Weights weights = new Weights(job.model());
    double routed = weights.routed(plan, software);
    Crossing dense =
        fabric.ring(
            Part.DATA,
            2 * weights.dense(plan, software),
            plan.data() * plan.context(),
            plan.tensor());
    if (routed == 0 || plan.expertCopies() == 1) {
      return dense;
    }
    int stride = plan.expert() > 1 ? plan.expert() : plan.tensor();
    return dense.then(fabric.ring(Part.DATA, 2 * routed, plan.expertCopies(), stride));
  }

  /**
   * A layer in each task.
   *
   * @param weights computation alone, where gradients of weights are a task of their own
   */
  record Layers(Layer forward, Layer backward, Layer weights) {}

  Layers of(LayerSeconds cost) {
    Layer forward = layer(cost, false, cost.forward());
    Layer backward = layer(cost, true, cost.backward());
    if (!StagePieces.delayed(plan) || job.frozen()) {
      return new Layers(forward, backward, Layer.of(0));
    }
    double delayed = Math.min(backward.computing(), cost.backward() / 2);
    Layer rest =
        new Layer(
            backward.computing() - delayed,
            backward.behind(),
            backward.weights(),
            backward.after());
    return new Layers(forward, rest, Layer.of(delayed));
  }

  private Layer layer(LayerSeconds cost, boolean back, double seconds) {
    double shownTensor = cost.exposed(Part.TENSOR, back);
    double shownExpert = cost.exposed(Part.EXPERT, back);
    Software software = model.software();
    ContextPass context = cost.context(back);
    ContextPass forward = cost.context(false);
    double again = back ? job.recomputedShare() : 0;
    double shownContext = context.shown() + again * forward.shown();
    List<Crossing> behind =
        flows(
            tensor.lasting(hidden(shownTensor, software.tensorExposed())),
            expert.lasting(hidden(shownExpert, software.expertExposed())),
            way(context).lasting(context.hidden()),
            way(forward).lasting(again * forward.hidden()));
    double weights = plan.zero() == 3 ? (gathered + (back ? gradients : 0)) / layers() : 0;
    Crossing passing = copies.lasting(weights);
    boolean overlap = software.dataOverlap();
    return new Layer(
        Math.max(0, seconds - shownTensor - shownContext - shownExpert),
        behind,
        overlap ? flows(passing) : List.of(),
        flows(
            tensor.lasting(shownTensor),
            way(context).lasting(context.shown()),
            way(forward).lasting(again * forward.shown()),
            expert.lasting(shownExpert),
            overlap ? Crossing.NONE : passing));
  }

  private Crossing way(ContextPass pass) {
    return pass.gathers() ? gather : around;
  }

  /** What runs behind computation where a share of the whole shows. */
  private static double hidden(double shown, double share) {
    return share > 0 ? shown / share - shown : 0;
  }

  private static List<Crossing> flows(Crossing... each) {
    return Stream.of(each).filter(one -> !one.none()).toList();
  }

  private int layers() {
    return job.model().layers();
  }

  /** What runs before, during and after the tasks of a stage that has so many layers. */
  Synchronisation synchronisation(int ofStage) {
    Crossing whole = copies.lasting(gradients);
    Crossing back = copies.lasting(gathered);
    if (plan.zero() == 3) {
      if (!model.software().dataOverlap()) {
        return new Synchronisation(
            List.of(), Crossing.NONE, Crossing.NONE, optimizer, Crossing.NONE);
      }
      // The first weights and the last gradients have nothing to hide behind.
      return new Synchronisation(
          flows(copies.lasting(gathered / layers())),
          Crossing.NONE,
          copies.lasting(gradients / layers()),
          optimizer,
          Crossing.NONE);
    }
    if (!model.software().dataOverlap()) {
      return new Synchronisation(List.of(), Crossing.NONE, whole, optimizer, back);
    }
    Crossing bucket = copies.lasting(gathered / ofStage);
    return new Synchronisation(
        bucket.none() ? List.of() : Collections.nCopies(ofStage, bucket),
        copies.lasting(gradients / ofStage),
        Crossing.NONE,
        optimizer,
        Crossing.NONE);
  }

  int tiers() {
    return model.fabric().tiers().size();
  }

  double contention() {
    return model.software().dataOverlap() ? model.software().contention() : 0;
  }

  Crossing send() {
    return send;
  }
}
