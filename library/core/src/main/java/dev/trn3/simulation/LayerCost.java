package dev.trn3.simulation;

import dev.trn3.parallelism.Degrees;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/**
 * Counts the seconds that one layer takes on one device for one micro-batch, forward and backward,
 * operation by operation. Every operation costs the larger of its arithmetic and its memory
 * traffic: products at the rate the matrix engine reaches after rounding shapes up to its tiles,
 * element-wise work at the rate memory reaches. One object serves many jobs and plans, one after
 * the other, so that a search allocates nothing for each.
 */
final class LayerCost {

  private Job job;
  private final Device device;
  private final Software software;
  private final Fabric fabric;
  private final Ring ring;
  private int tensor;
  private int context;
  private int expert;
  private int microBatch;
  private double rows;
  private double shardedRows;

  private double unfused = 1;
  private final LayerSeconds spent;

  LayerCost(Device device, Software software, Fabric fabric) {
    this.device = device;
    this.software = software;
    this.fabric = fabric;
    this.ring = new Ring(fabric);
    this.spent = new LayerSeconds(ring);
  }

  /**
   * True if this holds the cost for a job and plan already: how many stages and copies there are,
   * and what they share, changes nothing for a layer.
   */
  @SuppressWarnings("ReferenceEquality") // An equal job that is another object is computed again.
  boolean holds(Job otherJob, Degrees plan) {
    return job == otherJob
        && tensor == plan.tensor()
        && context == plan.context()
        && expert == plan.expert()
        && microBatch == plan.microBatch();
  }

  /** Starts again for another job and plan. */
  LayerCost of(Job newJob, Degrees plan) {
    job = newJob;
    tensor = plan.tensor();
    context = plan.context();
    expert = plan.expert();
    microBatch = plan.microBatch();
    rows = (double) microBatch * newJob.sequenceLength() / context;
    shardedRows = software.sequenceParallel() ? rows / tensor : rows;
    spent.clear(newJob.recomputedShare());
    return this;
  }

  /** The cost of a dense layer. */
  LayerCost dense(FeedForward.Dense feedForward) {
    attention();
    double width = (double) feedForward.intermediate() / tensor;
    int hidden = job.model().hidden();
    matrix(1, rows, hidden, (feedForward.gated() ? 2 : 1) * width);
    matrix(1, rows, width, hidden);
    activation(rows, width, feedForward.gated());
    spent.startedIn(software.hostDense() + software.hostTensor() * tensor);
    return this;
  }

  /** The cost of a mixture of experts. */
  LayerCost mixture(FeedForward.MixtureOfExperts mixture) {
    attention();
    int hidden = job.model().hidden();
    boolean spread = expert > 1;
    double own = spread ? rows / tensor : rows;
    double imbalance = job.imbalance(tensor, context, expert, microBatch);
    double routed = own * mixture.chosen() * imbalance;
    double local = (double) mixture.experts() / expert;
    double width = (double) mixture.intermediate() / (spread ? 1 : tensor);
    double rowsPerExpert = routed / local;
    double before = spent.forwardMatrices;
    double beforeBackward = spent.backwardMatrices;
    unfused = software.mixtureTraffic();
    matrix(local, rowsPerExpert, hidden, 2 * width);
    matrix(local, rowsPerExpert, width, hidden);
    spent.forwardMatrices = before + (spent.forwardMatrices - before) / software.mixture();
    spent.backwardMatrices =
        beforeBackward + (spent.backwardMatrices - beforeBackward) / software.mixture();
    activation(routed, width, true);
    // Permutation before and after the experts reads and writes every routed copy.
    traffic(2, 8.0 * routed * hidden, 2 * routed * hidden);
    trafficBack(2, 8.0 * routed * hidden, 2 * routed * hidden);
    if (mixture.biased()) {
      traffic(2, 4.0 * routed * (2 * width + hidden), routed * (2 * width + hidden));
      trafficBack(2, 2.0 * routed * (2 * width + hidden), routed * (2 * width + hidden));
    }
    unfused = 1;
    matrix16(1, shardedRows, hidden, mixture.experts());
    if (mixture.sharedIntermediate() > 0) {
      double shared = (double) mixture.sharedIntermediate() / tensor;
      matrix(1, rows, hidden, 2 * shared);
      matrix(1, rows, shared, hidden);
      activation(rows, shared, true);
    }
    spent.startedIn(software.hostMixture() + software.hostTensor() * tensor);
    if (spread) {
      double bytes = own * hidden * imbalance;
      double dispatch = job.bits() >= 16 ? 2 : 1;
      double there = fabric.dispatch(bytes * dispatch, mixture.chosen(), expert, 1);
      double back = fabric.dispatch(bytes * 2, mixture.chosen(), expert, 1);
      spent.expertForward += (there + back) * software.expertExposed();
      spent.expertBackward += 2 * back * software.expertExposed();
    }
    return this;
  }

  private void attention() {
    Transformer model = job.model();
    Attention attention = model.attention();
    int hidden = model.hidden();
    if (attention instanceof Attention.Latent latent) {
      double queries = (double) latent.heads() * latent.queryHeadSize() / tensor;
      if (latent.queryRank() > 0) {
        matrix(1, rows, hidden, latent.queryRank());
        matrix(1, rows, latent.queryRank(), queries);
      } else {
        matrix(1, rows, hidden, queries);
      }
      matrix(1, rows, hidden, latent.keyValueRank() + latent.rotarySize());
      matrix(
          1,
          rows,
          latent.keyValueRank(),
          (double) latent.heads() * (latent.plainSize() + latent.valueSize()) / tensor);
    } else {
      matrix(1, rows, hidden, (double) attention.kernelInputs() / tensor);
    }
    matrix(1, rows, (double) attention.kernelOutputs() / tensor, hidden);
    core(attention);
    // Two norms and two residual additions on the sharded sequence, rotation of the heads.
    ElementWork norms = ElementWork.norms(model);
    ElementWork rotation = ElementWork.ROTATION;
    double elements = shardedRows * hidden;
    double rotated = rows * attention.kernelInputs() / tensor;
    traffic(
        4,
        norms.bytes() * elements + rotation.bytes() * rotated,
        norms.passes() * elements + rotation.passes() * rotated);
    trafficBack(
        6,
        norms.bytesBack() * elements + rotation.bytesBack() * rotated,
        norms.passesBack() * elements + rotation.passesBack() * rotated);
    tensorCommunication();
  }

  private void core(Attention attention) {
    Transformer model = job.model();
    double heads = (double) attention.heads() / tensor;
    double sizes = (double) attention.queryHeadSize() + attention.valueHeadSize();
    double full = (double) (model.layers() - model.windowedLayers()) / model.layers();
    int length = job.sequenceLength();
    double average = full * model.averageContext(length) + (1 - full) * model.averageWindow(length);
    double rate = software.attention() * device.peak16();
    // Whole blocks on the diagonal are computed.
    double seen =
        software.flashAttention() ? Math.min(length, average + device.arrayEdge() / 2.0) : length;
    double scores = rows * seen * heads;
    // The row maximum takes a pass of the vector engine, its gradient two.
    double softmax = Math.max(scores / device.exponentials(), scores / device.vector());
    double softmaxBack = Math.max(scores / device.exponentials(), 2 * scores / device.vector());
    if (software.flashAttention()) {
      double flops = 2 * rows * seen * heads * sizes;
      // Products and softmax run on different engines at the same time. Scores are computed again
      // in the backward pass: five products for two, and softmax.
      spent.forwardAttention += Math.max(flops / rate, softmax);
      spent.backwardAttention += Math.max(2.5 * flops / rate, softmaxBack);
      double moved = rows * (attention.kernelInputs() + attention.kernelOutputs()) / tensor;
      traffic(1, 2 * moved, 0);
      trafficBack(2, 5 * moved, 0);
    } else {
      double flops = 2 * rows * length * heads * sizes;
      spent.forwardAttention += flops / rate + softmax;
      spent.backwardAttention += 2 * flops / rate;
      // Scores are written, masked and normalised, dropped out and read again, 2 bytes each.
      traffic(3, 11 * scores, 0);
      trafficBack(3, 13 * scores, 0);
      if (job.recompute() != Recompute.NONE) {
        spent.recomputedAttention += flops / rate + softmax + 11 * scores / memoryRate();
      }
    }
    if (context > 1) {
      contextCommunication(attention);
    }
  }

  private void contextCommunication(Attention attention) {
    double heads = Math.max(1, (double) attention.keyValueHeads() / tensor);
    int sizes = attention.queryHeadSize() + attention.valueHeadSize();
    ring.of(context, tensor, 2 * rows * heads * sizes);
    // Each further block reads queries and the outputs so far, and writes these back, in 32 bits;
    // backward it is queries, gradients of outputs, and gradients of queries.
    double outputs = rows * attention.kernelOutputs() / tensor;
    double queries = rows * attention.heads() * attention.queryHeadSize() / tensor;
    spent.contextForward.of(spent.forwardAttention, (2 * queries + 8 * outputs) / memoryRate());
    spent.contextBackward.of(spent.backwardAttention, (2 * outputs + 10 * queries) / memoryRate());
  }

  private void tensorCommunication() {
    if (tensor == 1) {
      return;
    }
    double bytes = 2.0 * rows * job.model().hidden();
    double once = fabric.allReduce(bytes, tensor, 1);
    double again = software.sequenceParallel() ? fabric.allGather(bytes, tensor, 1) : 0;
    spent.tensorForward += 2 * once * software.tensorExposed();
    spent.tensorBackward += (2 * once + 2 * again) * software.tensorExposed();
  }

  private void activation(double ofRows, double width, boolean gated) {
    double elements = ofRows * width;
    ElementWork work = ElementWork.activation(gated);
    traffic(1, work.bytes() * elements, work.passes() * elements);
    trafficBack(1, work.bytesBack() * elements, work.passesBack() * elements);
  }

  /** Element-wise operations forward: what they move, and passes of the vector engine. */
  private void traffic(int operations, double bytes, double passes) {
    double moving = unfused * bytes / memoryRate();
    double computing = passes / device.vector();
    spent.forwardTraffic += (moving >= computing ? moving : 0) + operations * device.start();
    spent.forwardVector += moving < computing ? computing : 0;
  }

  /** The same backward. */
  private void trafficBack(int operations, double bytes, double passes) {
    double moving = unfused * bytes / memoryRate();
    double computing = passes / device.vector();
    spent.backwardTraffic += (moving >= computing ? moving : 0) + operations * device.start();
    spent.backwardVector += moving < computing ? computing : 0;
  }

  private double memoryRate() {
    return device.bandwidth() * software.memory();
  }

  private void matrix(double count, double m, double k, double n) {
    product(count, m, k, n, job.bits());
    if (job.bits() < 16) {
      // Each operand is read in 16 bits and written row-wise and column-wise in fewer.
      double bytes = 2 + 2.0 * job.bits() / 8;
      traffic(1, bytes * count * m * k, 3 * count * m * k);
      trafficBack(1, bytes * count * m * n, 3 * count * m * n);
    }
  }

  private void matrix16(double count, double m, double k, double n) {
    product(count, m, k, n, 16);
  }

  private void product(double count, double m, double k, double n, int bits) {
    spent.forwardMatrices += seconds(count, m, k, n, bits);
    spent.backwardMatrices += seconds(count, m, n, k, bits);
    if (!job.frozen()) {
      spent.backwardMatrices += seconds(count, k, m, n, bits);
    }
  }

  private double seconds(double count, double m, double k, double n, int bits) {
    double seconds = Products.seconds(device, software, count, m, k, n, bits);
    return bits < 16 && job.blockScaled() ? seconds / software.narrowBlocks() : seconds;
  }

  /** What the seconds are spent on. */
  LayerSeconds spent() {
    return spent;
  }

  /** Seconds of the output layer and the loss for one micro-batch, forward. */
  double outputForward() {
    double width = (double) job.model().vocabulary() / tensor;
    return seconds(1, rows, job.model().hidden(), width, 16)
        + software.lossBytes() / 2 * rows * width / memoryRate();
  }

  /** Seconds of the output layer and the loss for one micro-batch, backward. */
  double outputBackward() {
    double width = (double) job.model().vocabulary() / tensor;
    double once = seconds(1, rows, job.model().hidden(), width, 16);
    return (job.frozen() ? 1 : 2) * once + software.lossBytes() / 2 * rows * width / memoryRate();
  }
}
