package dev.trn3.simulation;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/**
 * The closed form of a training step: layers, pipeline, data parallelism, optimizer.
 *
 * @param device what computes
 * @param fabric what connects, already at the share of its bandwidth that collectives reach
 * @param software how well both are used
 */
public record StepModel(Device device, Fabric fabric, Software software) {

  /** The cost of one step of a job cut by a plan. */
  public StepCost cost(Job job, Plan plan) {
    Transformer model = job.model();
    int microBatches = plan.microBatches(job.globalBatch());
    double[] parts = new double[Part.values().length];

    double mixtures = (double) model.mixtureLayers() / plan.pipeline();
    double dense = (double) model.layers() / plan.pipeline() - mixtures;
    double forward = 0;
    double backward = 0;
    LayerCost layer = new LayerCost(job, device, software, fabric, plan);
    if (mixtures > 0) {
      layer.mixture((FeedForward.MixtureOfExperts) model.feedForward());
      forward += mixtures * layer.forward();
      backward += mixtures * layer.backward();
      layer.addTo(parts, mixtures * microBatches);
    }
    if (dense > 0) {
      layer = new LayerCost(job, device, software, fabric, plan);
      layer.dense(model.denseFeedForward());
      forward += dense * layer.forward();
      backward += dense * layer.backward();
      layer.addTo(parts, dense * microBatches);
    }
    double output = layer.outputForward() + layer.outputBackward();
    parts[Part.MATRICES.ordinal()] += output * microBatches;

    double slot = forward + backward;
    double sends = sends(job, plan, slot);
    parts[Part.PIPELINE.ordinal()] += sends * microBatches;
    double weightGradients = job.frozen() ? 0 : 0.5 * backward;
    double passed = plan.schedule() == Schedule.ZERO_BUBBLE ? slot - 2 * weightGradients : slot;
    double bubble = (plan.pipeline() - 1) * (passed + sends) / plan.chunks();
    parts[Part.BUBBLE.ordinal()] += bubble;

    double data = dataParallel(job, plan, forward, backward, microBatches);
    parts[Part.DATA.ordinal()] += data;
    double optimizer = optimizer(job, plan);
    parts[Part.OPTIMIZER.ordinal()] += optimizer;

    double seconds = microBatches * (slot + output + sends) + bubble + data + optimizer;
    return new StepCost(seconds, parts, hardwareFlops(job));
  }

  /** One step of a job cut by a plan, played event by event. */
  public StepRun run(Job job, Plan plan, Variation variation) {
    return StepRun.of(this, job, plan, variation);
  }

  /** Seconds for the activations of one micro-batch to reach the next stage. */
  double sendSeconds(Job job, Plan plan) {
    if (plan.pipeline() == 1) {
      return 0;
    }
    double rows = (double) plan.microBatch() * job.sequenceLength() / plan.context();
    double bytes = 2 * rows * job.model().hidden() / plan.tensor();
    return fabric.send(bytes, plan.tensor() * plan.context() * plan.data());
  }

  private double sends(Job job, Plan plan, double slot) {
    if (plan.pipeline() == 1) {
      return 0;
    }
    double both = 2 * plan.chunks() * sendSeconds(job, plan);
    // An interleaved pipeline sends while it computes on another piece.
    return plan.chunks() > 1 && software.dataOverlap() ? Math.max(0, both - slot) : both;
  }

  private double dataParallel(
      Job job, Plan plan, double forward, double backward, int microBatches) {
    int copies = plan.data() * plan.context();
    if (copies == 1 || job.frozen()) {
      return 0;
    }
    Weights weights = Weights.of(job.model(), plan);
    double gradients = 0;
    double gathered = 0;
    int stride = plan.tensor();
    gradients += fabric.reduceScatter(weights.dense() * software.gradientBytes(), copies, stride);
    gathered += fabric.allGather(weights.dense() * 2, copies, stride);
    int expertCopies = copies * (plan.expert() > 1 ? plan.tensor() : 1) / plan.expert();
    if (weights.routed() > 0 && expertCopies > 1) {
      int expertStride = plan.expert() > 1 ? plan.expert() : stride;
      gradients +=
          fabric.reduceScatter(
              weights.routed() * software.gradientBytes(), expertCopies, expertStride);
      gathered += fabric.allGather(weights.routed() * 2, expertCopies, expertStride);
    }
    if (plan.zero() == 3) {
      double perPass = gathered;
      double hidden = microBatches * (forward + backward);
      double moved = microBatches * (2 * perPass + gradients);
      return Math.max(0, moved - hidden) + (perPass + gradients) / job.model().layers();
    }
    if (plan.zero() == 0) {
      // The sum is gathered in the precision of gradients.
      gathered *= software.gradientBytes() / 2;
    }
    if (!software.dataOverlap()) {
      return gradients + gathered;
    }
    double first = 1.0 / Math.max(1, job.model().layers() / plan.pipeline());
    return Math.max(first * gradients, gradients - backward)
        + Math.max(first * gathered, gathered - forward);
  }

  private double optimizer(Job job, Plan plan) {
    if (job.frozen()) {
      return 0;
    }
    Weights weights = Weights.of(job.model(), plan);
    int copies = plan.zero() > 0 ? plan.data() * plan.context() : 1;
    // Adam reads gradient, master weight and two moments, writes three and the 16-bit weight.
    double bytes = (weights.dense() + weights.routed()) / copies * 30;
    return bytes / (device.bandwidth() * software.memory());
  }

  private static double hardwareFlops(Job job) {
    double forward = job.tokens() * job.model().forwardFlopsPerToken(job.sequenceLength());
    return job.modelFlops() + (job.recompute() == Recompute.FULL ? forward : 0);
  }
}
