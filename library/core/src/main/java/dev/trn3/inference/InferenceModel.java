package dev.trn3.inference;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.NeuronCores;
import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.Device;
import dev.trn3.simulation.Fabric;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Products;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

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
  private final Matrix[] matrices;
  private final double widened;
  private final RoutedExperts experts;
  private final FeedForward.MixtureOfExperts mixture;
  private final AttentionCost attention;
  private final Reduction reduction;
  private final Elements elements;

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
    mixture = model.feedForward() instanceof FeedForward.MixtureOfExperts some ? some : null;
    Fabric fabric =
        machine.fabric().scaled(machine.scaleUpDevices(), stack.scaleUp(), stack.scaleUp());
    matrices = Matrix.of(model, cut, precision);
    widened = Dequantised.inSteps(device, precision) ? widened() : 0;
    experts =
        mixture == null
            ? null
            : new RoutedExperts(model, mixture, machine, fabric, cut, precision, stack);
    attention = new AttentionCost(model, machine, fabric, cut, precision, stack);
    reduction = new Reduction(machine, fabric, cut.tensor(), stack);
    elements = new Elements(model, device, cut, stack, memoryRate);
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
    return of(model, machine, plan, precision, stack, usualLnc(machine.chip()));
  }

  /**
   * The same with so many physical cores joined into one logical core, which is a rank.
   *
   * @param lnc 1 on a chip that has no NeuronCores
   */
  public static InferenceModel of(
      Transformer model,
      Machine machine,
      Plan plan,
      Precision precision,
      ServingStack stack,
      int lnc) {
    if (plan.pipeline() > 1) {
      throw new IllegalArgumentException(
          "pipeline %d: serving with a pipeline is not modelled (vLLM-Neuron has none); use tensor(%d)"
              .formatted(plan.pipeline(), plan.tensor() * plan.pipeline()));
    }
    if (plan.devices() > machine.chips()) {
      throw new IllegalArgumentException(
          "a replica of %d chips does not fit on the %d of %s; use tensor(%d) or less"
              .formatted(plan.devices(), machine.chips(), machine.name(), machine.chips()));
    }
    int cores = ranksPerChip(machine.chip(), lnc);
    MachineModel ranks = machine(machine, lnc);
    return new InferenceModel(
        model,
        ranks,
        new Cut(plan.tensor() * cores, plan.expert(), plan.context(), plan.data()),
        precision,
        stack);
  }

  /** Physical cores that Neuron joins into a logical core by itself; 1 without NeuronCores. */
  private static int usualLnc(Chip chip) {
    return chip.cores().map(NeuronCores::defaultConfiguration).orElse(1);
  }

  /**
   * Ranks that a chip is driven as: its logical cores, or one.
   *
   * @param lnc physical cores joined into a logical one
   * @throws IllegalArgumentException if the chip cannot join so many
   */
  public static int ranksPerChip(Chip chip, int lnc) {
    if (chip.cores().isEmpty() && lnc != 1) {
      throw new IllegalArgumentException(
          "%s has no NeuronCores to join %d of; leave .logicalCores(%d) out"
              .formatted(chip.name(), lnc, lnc));
    }
    return chip.cores().map(cores -> cores.logical(lnc)).orElse(1);
  }

  /** A machine as serving sees it, one device for each rank. */
  public static MachineModel machine(Machine machine) {
    return machine(machine, usualLnc(machine.chip()));
  }

  private static MachineModel machine(Machine machine, int lnc) {
    int ranks = ranksPerChip(machine.chip(), lnc);
    MachineModel chips = MachineModel.of(machine);
    return ranks == 1 ? chips : chips.split(ranks, "logical core of " + machine.chip().name());
  }

  /** Seconds to widen the weights that are not multiplied as they are kept. */
  private double widened() {
    double elements = 0;
    for (Matrix each : matrices) {
      elements += each.low() ? each.elements() : 0;
    }
    return elements / device.exponentials();
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
    double products = 0;
    for (Matrix each : matrices) {
      products +=
          each.seconds(
              device,
              each.low() ? rate : rate16,
              memoryRate,
              rows,
              each.low() ? precision.computeBits() / 8.0 : 2);
    }
    if (experts != null) {
      products += model.mixtureLayers() * experts.seconds(rows);
    }
    products = Math.max(products, widened);
    double mixing =
        attention.reading(prefillPairs / cut.data(), prefill)
            + attention.producing(decodeSequences, decodeContextTokens) / cut.data();
    double links = model.layers() * 2 * reduction.seconds(2 * rows * model.hidden());
    double outputRows = decode + (prefillTokens > 0 ? 1 : 0);
    double output =
        Products.seconds(
            device,
            rate16,
            memoryRate,
            Matrix.engineRows(device, outputRows),
            1,
            outputRows,
            model.hidden(),
            (double) model.vocabulary() / cut.tensor(),
            2,
            2);
    double busy =
        products
            + mixing
            + links
            + elements.seconds(prefill, decode)
            + output
            + model.layers() * stack.layer();
    double host = model.layers() * stack.dispatch() + (prefillTokens > 0 ? stack.prompt() : 0);
    return Math.max(busy, host)
        + stack.iteration()
        + (decodeSequences + (prefillTokens > 0 ? 1 : 0)) * stack.sequence();
  }

  /** Experts of a layer that at least one of so many tokens chooses, in expectation. */
  public double hitExperts(double tokens) {
    return experts == null ? 0 : experts.hit(tokens);
  }

  /** Seconds from a request to its first token, if its prompt is read alone and at once. */
  public double timeToFirstToken(int promptTokens) {
    return stack.request()
        + seconds(promptTokens, (double) promptTokens * (promptTokens + 1L) / 2, 0, 0);
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
