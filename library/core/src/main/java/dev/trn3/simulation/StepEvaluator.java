package dev.trn3.simulation;

import dev.trn3.parallelism.Degrees;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;
import java.util.Arrays;

/**
 * Evaluates the closed form for one job and plan after the other, for one thread. {@link #seconds}
 * computes the layers only where a plan cuts them differently, and allocates nothing as long as the
 * model is the same; only loads of experts that are drawn are looked up by an object, with layers.
 */
public final class StepEvaluator {

  private final StepModel model;
  private final LayerCost denseLayer;
  private final LayerCost mixtureLayer;
  private Transformer counted;
  private Weights weights;
  private FeedForward.Dense denseForm;
  private final double[] parts = new double[Part.values().length];

  StepEvaluator(StepModel model) {
    this.model = model;
    this.denseLayer = new LayerCost(model.device(), model.software(), model.fabric());
    this.mixtureLayer = new LayerCost(model.device(), model.software(), model.fabric());
  }

  /** The cost of one step, part by part. */
  public StepCost cost(Job job, Degrees plan) {
    double seconds = seconds(job, plan);
    return new StepCost(seconds, parts, hardwareFlops(job));
  }

  /** Bytes that a device must hold, as {@link DeviceMemory#total}, without making an object. */
  public double bytes(Job job, Degrees plan) {
    return DeviceMemory.total(count(job.model()), job, plan, model.software());
  }

  /** Seconds of one step. */
  public double seconds(Job job, Degrees plan) {
    Transformer transformer = job.model();
    count(transformer);
    int microBatches = plan.microBatches(job.globalBatch());
    Arrays.fill(parts, 0);

    double mixtures = (double) transformer.mixtureLayers() / plan.pipeline();
    double others = (double) transformer.layers() / plan.pipeline() - mixtures;
    double forward = 0;
    double backward = 0;
    LayerCost any = null;
    if (mixtures > 0) {
      any = mixtureLayer;
      if (!any.holds(job, plan)) {
        any.of(job, plan).mixture((FeedForward.MixtureOfExperts) transformer.feedForward());
      }
      forward += mixtures * any.spent().forward();
      backward += mixtures * any.spent().backward();
      any.spent().addTo(parts, mixtures * microBatches);
    }
    if (others > 0) {
      any = denseLayer;
      if (!any.holds(job, plan)) {
        any.of(job, plan).dense(denseForm);
      }
      forward += others * any.spent().forward();
      backward += others * any.spent().backward();
      any.spent().addTo(parts, others * microBatches);
    }
    // The stage that holds the output layer sets the pace.
    double output = any.outputForward() + any.outputBackward();
    if (model.software().balancedStages()) {
      output = balanced(transformer, plan, forward + backward, output);
    }
    parts[Part.MATRICES.ordinal()] += output * microBatches;

    double slot = forward + backward;
    double uneven = model.software().balancedStages() ? 0 : uneven(transformer, plan, slot);
    double sends = sends(job, plan, slot);
    parts[Part.PIPELINE.ordinal()] += sends * microBatches;
    double weightGradients = job.frozen() ? 0 : 0.5 * backward;
    double passed = plan.schedule() == Schedule.ZERO_BUBBLE ? slot - 2 * weightGradients : slot;
    // A micro-batch passes all other stages once; all micro-batches wait for the fullest.
    double bubble =
        Math.max(0, (plan.pipeline() - 1) * passed - uneven) / plan.chunks()
            + (plan.pipeline() - 1) * sends / plan.chunks()
            + microBatches * uneven
            + partialGroup(plan, microBatches) * (slot + uneven);
    parts[Part.BUBBLE.ordinal()] += bubble;

    double data = dataParallel(job, plan, forward, backward, microBatches);
    parts[Part.DATA.ordinal()] += data;
    double optimizer = optimizer(job, plan);
    parts[(job.offloaded() ? Part.OFFLOAD : Part.OPTIMIZER).ordinal()] += optimizer;
    return microBatches * (slot + output + sends) + bubble + data + optimizer;
  }

  /**
   * Micro-batches that an interleaved pipeline waits for in vain: it works in groups of as many as
   * it has stages, and a last group that is smaller takes as long as a whole one.
   */
  private static int partialGroup(Degrees plan, int microBatches) {
    int rest = microBatches % plan.pipeline();
    boolean waits = plan.chunks() > 1 && plan.schedule() != Schedule.ZERO_BUBBLE;
    return waits && rest > 0 ? plan.pipeline() - rest : 0;
  }

  /** What the fullest stage does beyond the average, where layers do not divide evenly. */
  private static double uneven(Transformer model, Degrees plan, double stage) {
    double layers = (double) model.layers() / plan.pipeline();
    return plan.pipeline() == 1 ? 0 : stage * (plan.fullestStage(model.layers()) / layers - 1);
  }

  /**
   * What the busiest stage does beyond its even share of the layers, where whole layers move away
   * from the output layer.
   */
  private double balanced(Transformer transformer, Degrees plan, double stage, double output) {
    double layer = stage * plan.pipeline() / transformer.layers();
    double whole = weights.layers(plan, model.software()) * layer;
    return Math.max(Math.max(whole, output), stage + output / plan.pipeline()) - stage;
  }

  private double sends(Job job, Degrees plan, double slot) {
    if (plan.pipeline() == 1) {
      return 0;
    }
    double both = 2 * plan.chunks() * model.sendSeconds(job, plan);
    // An interleaved pipeline sends while it computes on another piece.
    boolean hidden = plan.chunks() > 1 && model.software().dataOverlap();
    return hidden ? Math.max(0, both - slot) : both;
  }

  @SuppressWarnings("ReferenceEquality") // An equal model that is another object is counted again.
  private Weights count(Transformer of) {
    if (of != counted) {
      counted = of;
      weights = new Weights(of);
      denseForm = of.mixtureLayers() < of.layers() ? of.denseFeedForward() : null;
    }
    return weights;
  }

  /** Seconds to sum the gradients of one device's weights over all copies, each keeping a share. */
  double gradients(Job job, Degrees plan) {
    return overCopies(job, plan, model.software().gradientBytes());
  }

  /** Seconds to give every copy what each keeps of one device's weights. */
  double gathered(Job job, Degrees plan) {
    double seconds = overCopies(job, plan, 2);
    // Without shared states the sum is gathered, in the precision of gradients.
    return plan.zero() == 0 ? seconds * (model.software().gradientBytes() / 2) : seconds;
  }

  /** Both are rings, so that they take the same time for the same bytes. */
  private double overCopies(Job job, Degrees plan, double bytes) {
    Weights held = count(job.model());
    double routed = held.routed(plan, model.software());
    Fabric fabric = model.fabric();
    int copies = plan.data() * plan.context();
    double seconds =
        fabric.reduceScatter(held.dense(plan, model.software()) * bytes, copies, plan.tensor());
    if (routed > 0 && plan.expertCopies() > 1) {
      int stride = plan.expert() > 1 ? plan.expert() : plan.tensor();
      seconds += fabric.reduceScatter(routed * bytes, plan.expertCopies(), stride);
    }
    return seconds;
  }

  private double dataParallel(
      Job job, Degrees plan, double forward, double backward, int microBatches) {
    int copies = plan.data() * plan.context();
    if (copies == 1 || job.frozen()) {
      return 0;
    }
    double gradients = gradients(job, plan);
    double gathered = gathered(job, plan);
    if (plan.zero() == 3) {
      double hidden = microBatches * (forward + backward);
      double moved = microBatches * (2 * gathered + gradients);
      if (!model.software().dataOverlap()) {
        return moved;
      }
      return behind(moved, hidden) + (gathered + gradients) / job.model().layers();
    }
    if (!model.software().dataOverlap()) {
      return gradients + gathered;
    }
    double first = 1.0 / Math.max(1, job.model().layers() / plan.pipeline());
    return Math.max(first * gradients, behind(gradients, backward))
        + Math.max(first * gathered, behind(gathered, forward));
  }

  /** What shows of communication behind computation: what exceeds it, and what it slows. */
  private double behind(double communication, double computation) {
    return Math.max(0, communication - computation)
        + model.software().contention() * Math.min(communication, computation);
  }

  /** Seconds in which a device updates the weights that it keeps. */
  double optimizer(Job job, Degrees plan) {
    if (job.frozen()) {
      return 0;
    }
    Weights held = count(job.model());
    boolean shared = plan.zero() > 0;
    double own =
        held.dense(plan, model.software()) / (shared ? plan.data() * plan.context() : 1)
            + held.routed(plan, model.software()) / (shared ? plan.expertCopies() : 1);
    if (job.offloaded()) {
      return own * HostLink.seconds(model.software().gradientBytes());
    }
    // Adam reads gradient, master weight and two moments, writes three and the 16-bit weight.
    return own * 30 / (model.device().bandwidth() * model.software().memory());
  }

  private double hardwareFlops(Job job) {
    double tokens = job.tokens();
    int length = job.sequenceLength();
    double again = job.recomputedShare() * tokens * job.model().forwardFlopsPerToken(length);
    if (!model.software().flashAttention() && job.recompute() != Recompute.NONE) {
      // Scores that are not kept are computed again.
      again += (1 - job.recomputedShare()) * tokens * 2 * job.model().attentionMacs(length);
    }
    return job.modelFlops() + again;
  }
}
