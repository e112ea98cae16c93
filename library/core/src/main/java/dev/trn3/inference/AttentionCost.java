package dev.trn3.inference;

import dev.trn3.simulation.Device;
import dev.trn3.simulation.Fabric;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Attention;
import dev.trn3.workload.LinearAttention;
import dev.trn3.workload.Transformer;

/**
 * What tokens take to look at each other, beside the projections: scores and values of all layers
 * with attention, states of those with linear attention.
 */
final class AttentionCost {

  /** States are kept in 32 bits. */
  private static final double STATE_BYTES = 4;

  private final Transformer model;
  private final Device device;
  private final Cut cut;
  private final ServingStack stack;
  private final double rate;
  private final double memoryRate;
  private final double full;
  private final double windowed;
  private final double cacheBytes;
  private final double cacheElements;
  private final double heads;
  private final double sizes;
  private final double pairFlops;
  private final double ringByte;
  private final double chunkedFlops;
  private final double stateFlops;
  private final double stateBytes;

  AttentionCost(
      Transformer model,
      MachineModel machine,
      Fabric fabric,
      Cut cut,
      Precision precision,
      ServingStack stack) {
    this.model = model;
    this.cut = cut;
    this.stack = stack;
    device = machine.device();
    rate = device.peak16() * stack.matrix();
    memoryRate = device.bandwidth() * stack.memory();
    Attention attention = model.attention();
    full = model.fullLayers();
    windowed = model.windowedLayers();
    cacheElements = cacheElements(attention, cut);
    cacheBytes = cacheElements * precision.cache().bytesPerElement() / cut.context();
    heads = Math.ceil((double) attention.heads() / cut.tensor());
    sizes = (double) attention.queryHeadSize() + attention.valueHeadSize();
    pairFlops = 2 * heads * sizes / cut.context();
    ringByte = cut.context() > 1 ? fabric.allGather(1e9, cut.context(), cut.tensor()) / 1e9 : 0;
    chunkedFlops = model.linear().map(some -> flops(some, some.chunkedMacs())).orElse(0.0);
    stateFlops = model.linear().map(some -> flops(some, some.stateMacs())).orElse(0.0);
    stateBytes = stateBytes(model, cut);
  }

  /** Elements of keys and values of a token that a rank keeps in a layer. */
  static double cacheElements(Attention attention, Cut cut) {
    if (attention instanceof Attention.Latent) {
      return attention.cacheElements();
    }
    double each = (double) attention.cacheElements() / attention.keyValueHeads();
    return each * cut.keyValueHeads(attention);
  }

  /** Bytes of the states of a sequence that a rank keeps, all layers together. */
  static double stateBytes(Transformer model, Cut cut) {
    return model
        .linear()
        .map(some -> STATE_BYTES * some.layers() * some.stateElements() * share(some, cut))
        .orElse(0.0);
  }

  private static double share(LinearAttention linear, Cut cut) {
    return cut.valueHeads(linear) / (double) linear.valueHeads();
  }

  private double flops(LinearAttention linear, long macs) {
    return 2.0 * linear.layers() * macs * share(linear, cut);
  }

  /** Seconds for so many pairs of tokens of prompts, which are so many rows. */
  double reading(double pairs, double rows) {
    if (pairs <= 0) {
      return 0;
    }
    double reach = rows * cut.context() * Math.max(1, model.window());
    double seen = full * pairs + windowed * Math.min(pairs, reach);
    double scores = seen * pairFlops / (2.0 * sizes);
    double arithmetic = Math.max(seen * pairFlops / rate, scores / device.exponentials());
    double around = (full + windowed) * ringByte * 2 * rows * cut.context() * cacheElements;
    double ring = cut.context() > 1 ? Math.max(0, around - arithmetic) : 0;
    // Unfused attention computes the whole square, and keeps it on the chip while there is room.
    double square = 2 * pairs * heads / cut.context();
    double spilled = 4 * square > stack.scoreRoom() ? 2 * scores * stack.score() / memoryRate : 0;
    return arithmetic + spilled + starts(pairs, rows) + ring + rows * chunkedFlops / rate;
  }

  /**
   * Seconds in which unfused attention starts again for every sequence after the first: its
   * products are of one sequence and head each. There are as many sequences as there would be if
   * all were equally long; parts of a prompt count as one.
   */
  private double starts(double pairs, double rows) {
    if (stack.score() == 0) {
      return 0;
    }
    double tokens = rows * cut.context();
    double sequences = tokens * tokens / (2 * pairs - tokens);
    return Math.max(0, sequences - 1) * (full + windowed) * stack.layer();
  }

  /** Seconds for a token of so many sequences, which have so many tokens together. */
  double producing(int sequences, long contextTokens) {
    if (sequences == 0) {
      return 0;
    }
    double within = Math.min((double) contextTokens, (double) sequences * model.window());
    double pairs = full * (double) contextTokens + windowed * within;
    double bytes = cacheBytes * pairs + 2 * stateBytes * sequences;
    double traffic = bytes / (device.bandwidth() * stack.cache());
    double lanes = Math.ceil(sequences * heads / device.arrayEdge());
    double rows =
        stack.softmaxPasses() == 0
            ? 0
            : stack.softmaxPasses()
                * lanes
                * (pairs / sequences)
                * device.arrayEdge()
                / device.exponentials();
    double flops = pairs * decodeFlops() + sequences * stateFlops;
    return Math.max(traffic, flops / rate) + rows;
  }

  private double decodeFlops() {
    // Latent attention multiplies queries with the compressed keys, shared by all heads.
    if (model.attention() instanceof Attention.Latent latent) {
      double own = Math.ceil((double) latent.heads() / cut.tensor());
      return 2 * own * (2.0 * latent.keyValueRank() + latent.rotarySize()) / cut.context();
    }
    return pairFlops;
  }
}
