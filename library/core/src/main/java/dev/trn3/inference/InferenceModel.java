package dev.trn3.inference;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.Device;
import dev.trn3.simulation.Fabric;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Products;
import dev.trn3.simulation.TieredFabric;
import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * The time of one iteration of a served transformer: every matrix costs the larger of its
 * arithmetic and its traffic, as in training; then attention to earlier tokens, links, and what the
 * stack spends beside. Built once; asking takes well under a microsecond and allocates nothing.
 *
 * <p>Not modelled: pipeline parallelism, loading of weights, detokenisation, load imbalance of
 * experts beyond its expectation.
 */
public final class InferenceModel implements IterationCost {

  private final Transformer model;
  private final MachineModel machine;
  private final Cut cut;
  private final Precision precision;
  private final ServingStack stack;

  private final Device device;
  private final double rate;
  private final double rate16;
  private final double memoryRate;
  private final double rowEdge;
  private final Matrix[] dense;
  private final Matrix[] every;
  private final FeedForward.MixtureOfExperts mixture;
  private final int mixtureLayers;
  private final double expertBytes;
  private final double cacheBytes;
  private final double windowedCacheBytes;
  private final double pairFlops;
  private final double fullShare;
  private final double reduceStart;
  private final double reduceByte;
  private final double rowBytes;
  private final double dispatchStart;
  private final double dispatchRow;
  private final double ringByte;

  /** One matrix on one rank; {@code layers} like it. */
  private record Matrix(double layers, double k, double n, double weightBytes, boolean low) {}

  /**
   * A model cut over ranks of a machine.
   *
   * @param machine whose devices are the ranks
   * @throws IllegalArgumentException if the cut does not divide what it cuts
   */
  public InferenceModel(
      Transformer model, MachineModel machine, Cut cut, Precision precision, ServingStack stack) {
    this.model = model;
    this.machine = machine;
    this.cut = cut.checked(model);
    this.precision = precision;
    this.stack = stack;
    if (cut.ranks() > machine.devices()) {
      throw new IllegalArgumentException(
          "a replica of %d ranks does not fit on the %d of %s"
              .formatted(cut.ranks(), machine.devices(), machine.name()));
    }
    device = machine.device();
    rate = device.peak(precision.computeBits()) * stack.matrix();
    rate16 = device.peak16() * stack.matrix();
    memoryRate = device.bandwidth() * stack.memory();
    // A GPU multiplies as few as 16 rows at once, a NeuronCore streams them past at least 64
    // cycles.
    rowEdge = device.contractionHalf() > 0 ? 16 : 64;
    mixture = model.feedForward() instanceof FeedForward.MixtureOfExperts some ? some : null;
    mixtureLayers = model.mixtureLayers();
    every = attentionMatrices();
    dense = feedForwardMatrices();
    expertBytes = precision.weights().bytesPerElement();
    Attention attention = model.attention();
    double full = (double) (model.layers() - model.windowedLayers());
    double perLayer = cacheElements() * precision.cache().bytesPerElement() / cut.context();
    cacheBytes = full * perLayer;
    windowedCacheBytes = model.windowedLayers() * perLayer;
    double heads = Math.ceil((double) attention.heads() / cut.tensor());
    double sizes = (double) attention.queryHeadSize() + attention.valueHeadSize();
    pairFlops = 2 * heads * sizes / cut.context();
    fullShare = full / model.layers();
    Fabric fabric =
        machine.fabric().scaled(machine.scaleUpDevices(), stack.scaleUp(), stack.scaleUp());
    reduceStart = reduceStart(machine, cut.tensor());
    double ring = fabric.allReduce(0, cut.tensor(), 1);
    reduceByte = (fabric.allReduce(1e9, cut.tensor(), 1) - ring) / 1e9;
    rowBytes = rowBytes();
    int chosen = mixture == null ? 1 : mixture.chosen();
    boolean spread = cut.expert() > 1;
    int stride = Math.max(1, cut.ranks() / cut.expert());
    dispatchStart = spread ? fabric.dispatch(0, chosen, cut.expert(), stride) : 0;
    dispatchRow =
        spread
            ? (fabric.dispatch(1e9, chosen, cut.expert(), stride) - dispatchStart)
                / 1e9
                * 2
                * model.hidden()
            : 0;
    ringByte = cut.context() > 1 ? fabric.allGather(1e9, cut.context(), cut.tensor()) / 1e9 : 0;
  }

  /**
   * A model on a machine with its usual stack. Degrees of the plan count chips; on Neuron chips
   * each chip is as many ranks as it has logical cores by default (LNC).
   *
   * @param weights format of the matrices; keys and values are kept in 16 bits
   * @throws IllegalArgumentException if the plan has a pipeline, or does not fit model or machine
   */
  public static InferenceModel of(Transformer model, Machine machine, Plan plan, DataType weights) {
    return of(model, machine, plan, Precision.of(weights, machine.chip()));
  }

  /** The same with the format of the cache chosen. */
  public static InferenceModel of(
      Transformer model, Machine machine, Plan plan, Precision precision) {
    MachineModel chips = MachineModel.of(machine);
    return of(model, machine, plan, precision, ServingStacks.usual(chips.generation()));
  }

  /** The same with the stack chosen. */
  public static InferenceModel of(
      Transformer model, Machine machine, Plan plan, Precision precision, ServingStack stack) {
    if (plan.pipeline() > 1) {
      throw new IllegalArgumentException(
          "pipeline %d: serving with a pipeline is not modelled (vLLM-Neuron has none); use tensor(%d)"
              .formatted(plan.pipeline(), plan.tensor() * plan.pipeline()));
    }
    if (plan.devices() > machine.chips()) {
      throw new IllegalArgumentException(
          "a replica of %d chips (%s) does not fit on the %d of %s; use tensor(%d) or less"
              .formatted(plan.devices(), plan, machine.chips(), machine.name(), machine.chips()));
    }
    int cores = ranksPerChip(machine);
    MachineModel ranks = machine(machine);
    return new InferenceModel(
        model,
        ranks,
        new Cut(plan.tensor() * cores, plan.expert(), plan.context(), plan.data()),
        precision,
        stack);
  }

  /** Ranks that a chip is driven as: its logical cores, or one. */
  public static int ranksPerChip(Machine machine) {
    return machine
        .chip()
        .cores()
        .map(cores -> cores.logical(cores.defaultConfiguration()))
        .orElse(1);
  }

  /** A machine as serving sees it, one device for each rank. */
  public static MachineModel machine(Machine machine) {
    int ranks = ranksPerChip(machine);
    MachineModel chips = MachineModel.of(machine);
    return ranks == 1 ? chips : chips.split(ranks, "logical core of " + machine.chip().name());
  }

  /** Small sums go back and forth by halving and doubling, tier by tier. */
  private static double reduceStart(MachineModel machine, int ranks) {
    double seconds = 0;
    int members = 1;
    for (TieredFabric.Tier tier : machine.fabric().tiers()) {
      int reached = Math.min(ranks, tier.devices());
      if (reached > members) {
        double fan = Math.ceil((double) reached / members);
        seconds += 2 * Math.ceil(Math.log(fan) / Math.log(2) - 1e-9) * tier.latency();
        members = reached;
      }
    }
    return seconds;
  }

  /**
   * Bytes that each row of a layer moves beside its products: norms and residuals, which no rank
   * shares, rotation, activation.
   */
  private double rowBytes() {
    Attention attention = model.attention();
    double widths =
        mixture == null
            ? model.denseFeedForward().intermediate()
            : (double) mixture.chosen() * mixture.intermediate() + mixture.sharedIntermediate();
    return (model.layerNorm() ? 22.0 : 16.0) * model.hidden()
        + (4.0 * attention.kernelInputs() + 6.0 * widths) / cut.tensor();
  }

  private double cacheElements() {
    Attention attention = model.attention();
    if (attention instanceof Attention.Latent) {
      return attention.cacheElements();
    }
    double each = (double) attention.cacheElements() / attention.keyValueHeads();
    // Heads are copied where there are more ranks than heads, and padded where they do not divide.
    return each * Math.ceil((double) attention.keyValueHeads() / cut.tensor());
  }

  private Matrix[] attentionMatrices() {
    List<Matrix> matrices = new ArrayList<>();
    Attention attention = model.attention();
    boolean low = !(mixture != null && precision.weights().bits() < 8);
    double bytes = low ? precision.weights().bytesPerElement() : 2;
    double tensor = cut.tensor();
    int hidden = model.hidden();
    double layers = model.layers();
    double heads = Math.ceil(attention.heads() / tensor);
    if (attention instanceof Attention.Latent latent) {
      double queries = heads * latent.queryHeadSize();
      if (latent.queryRank() > 0) {
        matrices.add(new Matrix(layers, hidden, latent.queryRank() / tensor, bytes, low));
        matrices.add(new Matrix(layers, latent.queryRank(), queries, bytes, low));
      } else {
        matrices.add(new Matrix(layers, hidden, queries, bytes, low));
      }
      matrices.add(
          new Matrix(layers, hidden, latent.keyValueRank() + latent.rotarySize(), bytes, low));
      matrices.add(
          new Matrix(
              layers,
              latent.keyValueRank(),
              heads * (latent.plainSize() + latent.valueSize()),
              bytes,
              low));
    } else {
      double inputs =
          heads * attention.queryHeadSize()
              + Math.ceil(attention.keyValueHeads() / tensor)
                  * (attention.queryHeadSize() + attention.valueHeadSize());
      matrices.add(new Matrix(layers, hidden, inputs, bytes, low));
    }
    matrices.add(new Matrix(layers, heads * attention.valueHeadSize(), hidden, bytes, low));
    if (mixture != null) {
      matrices.add(new Matrix(mixtureLayers, hidden, mixture.experts(), 2, false));
    }
    return matrices.toArray(Matrix[]::new);
  }

  private Matrix[] feedForwardMatrices() {
    List<Matrix> matrices = new ArrayList<>();
    double bytes = precision.weights().bytesPerElement();
    int plain = model.layers() - mixtureLayers;
    if (plain > 0) {
      FeedForward.Dense feedForward = model.denseFeedForward();
      double width = (double) feedForward.intermediate() / cut.tensor();
      add(matrices, plain, width, feedForward.gated() ? 2 : 1, bytes);
    }
    if (mixture != null && mixture.sharedIntermediate() > 0) {
      add(matrices, mixtureLayers, (double) mixture.sharedIntermediate() / cut.tensor(), 2, bytes);
    }
    return matrices.toArray(Matrix[]::new);
  }

  private void add(List<Matrix> matrices, int layers, double width, int inputs, double bytes) {
    matrices.add(new Matrix(layers, model.hidden(), inputs * width, bytes, true));
    matrices.add(new Matrix(layers, width, model.hidden(), bytes, true));
  }

  @Override
  public double seconds(
      long prefillTokens, double prefillPairs, int decodeSequences, long decodeContextTokens) {
    return seconds(
        prefillTokens, prefillPairs, decodeSequences, decodeContextTokens, decodeSequences);
  }

  /**
   * The time of one iteration in which the decoding sequences process {@code decodeRows} tokens
   * together, more than one each where drafts are verified.
   */
  double seconds(
      long prefillTokens,
      double prefillPairs,
      int decodeSequences,
      long decodeContextTokens,
      double decodeRows) {
    double prefill = (double) prefillTokens / cut.context() / cut.data();
    double decode = Math.ceil(decodeRows / cut.data());
    double rows = prefill + decode;
    if (rows <= 0) {
      return 0;
    }
    double matrices = 0;
    for (Matrix each : every) {
      matrices += seconds(each, rows);
    }
    for (Matrix each : dense) {
      matrices += seconds(each, rows);
    }
    if (mixture != null) {
      matrices += mixtureLayers * experts(rows);
    }
    double attention =
        attention(prefillPairs / cut.data(), prefill)
            + cached(decodeSequences, decodeContextTokens) / cut.data();
    double links = model.layers() * 2 * (reduceStart + reduceByte * 2 * rows * model.hidden());
    double outputRows = decode + (prefillTokens > 0 ? 1 : 0);
    double output =
        Products.seconds(
            device,
            rate16,
            memoryRate,
            rowEdge,
            1,
            outputRows,
            model.hidden(),
            (double) model.vocabulary() / cut.tensor(),
            2,
            2);
    double elements = model.layers() * rowBytes * rows / memoryRate;
    double busy = matrices + attention + links + elements + output + model.layers() * stack.layer();
    return Math.max(busy, model.layers() * stack.dispatch())
        + stack.iteration()
        + (decodeSequences + (prefillTokens > 0 ? 1 : 0)) * stack.sequence();
  }

  private double seconds(Matrix matrix, double rows) {
    return matrix.layers()
        * Products.seconds(
            device,
            matrix.low() ? rate : rate16,
            memoryRate,
            rowEdge,
            1,
            rows,
            matrix.k(),
            matrix.n(),
            matrix.low() ? precision.computeBits() / 8.0 : 2,
            matrix.weightBytes());
  }

  /** The routed experts of one layer: those that a batch is expected to need are read. */
  private double experts(double rows) {
    boolean spread = cut.expert() > 1;
    double seen = spread ? rows * cut.data() : rows;
    double local = Math.max(1, hitExperts(seen) / cut.expert());
    double routed = seen * mixture.chosen() / cut.expert();
    double each = Math.max(1, routed / local);
    double width = (double) mixture.intermediate() / cut.expertTensor();
    double input = precision.computeBits() / 8.0;
    double matrices =
        Products.seconds(
                device,
                rate,
                memoryRate,
                rowEdge,
                local,
                each,
                model.hidden(),
                2 * width,
                input,
                expertBytes)
            + Products.seconds(
                device,
                rate,
                memoryRate,
                rowEdge,
                local,
                each,
                width,
                model.hidden(),
                input,
                expertBytes);
    double exchange = spread ? 2 * (dispatchStart + dispatchRow * rows / cut.tensor()) : 0;
    return matrices + exchange;
  }

  /** Experts of a layer that at least one of so many tokens chooses, in expectation. */
  public double hitExperts(double tokens) {
    if (mixture == null) {
      return 0;
    }
    double missed = 1 - (double) mixture.chosen() / mixture.experts();
    return mixture.experts() * (1 - Math.pow(missed, tokens));
  }

  private double attention(double pairs, double rows) {
    if (pairs <= 0) {
      return 0;
    }
    double windowed = rows * cut.context() * Math.max(1, model.window());
    double seen =
        model.layers() * (fullShare * pairs + (1 - fullShare) * Math.min(pairs, windowed));
    double scores = seen * pairFlops / (2.0 * sizes());
    double arithmetic = Math.max(seen * pairFlops / rate16, scores / device.exponentials());
    double ring =
        cut.context() > 1
            ? Math.max(
                0,
                model.layers() * ringByte * 2 * rows * cut.context() * cacheElements() - arithmetic)
            : 0;
    return arithmetic + scores * 2 * stack.score() / memoryRate + ring;
  }

  private double sizes() {
    return (double) model.attention().queryHeadSize() + model.attention().valueHeadSize();
  }

  private double cached(int sequences, long contextTokens) {
    if (sequences == 0) {
      return 0;
    }
    double windowed = Math.min((double) contextTokens, (double) sequences * model.window());
    double bytes = cacheBytes * contextTokens + windowedCacheBytes * windowed;
    double traffic = bytes / (device.bandwidth() * stack.cache());
    double pairs =
        (model.layers() - model.windowedLayers()) * (double) contextTokens
            + model.windowedLayers() * windowed;
    return Math.max(traffic, pairs * decodeFlops() / rate16);
  }

  private double decodeFlops() {
    // Latent attention multiplies queries with the compressed keys, shared by all heads.
    if (model.attention() instanceof Attention.Latent latent) {
      double heads = Math.ceil((double) latent.heads() / cut.tensor());
      return 2 * heads * (2.0 * latent.keyValueRank() + latent.rotarySize()) / cut.context();
    }
    return pairFlops;
  }

  /** Seconds to read one prompt alone and give its first token. */
  public double timeToFirstToken(int promptTokens) {
    return seconds(promptTokens, (double) promptTokens * (promptTokens + 1L) / 2, 0, 0);
  }

  /** Seconds of an iteration that gives one token to each of so many sequences. */
  public double timePerOutputToken(int sequences, int contextTokens) {
    return seconds(0, 0, sequences, (long) sequences * contextTokens);
  }

  /** What is left of the memory of the ranks for keys and values. */
  public KvMemory memory() {
    return KvMemory.of(model, machine, cut, precision);
  }

  /** The model. */
  public Transformer model() {
    return model;
  }

  /** The machine, one device for each rank. */
  public MachineModel machine() {
    return machine;
  }

  /** How a replica is cut. */
  public Cut cut() {
    return cut;
  }

  /** The formats of weights and cache. */
  public Precision precision() {
    return precision;
  }

  /** The serving stack. */
  public ServingStack stack() {
    return stack;
  }
}
