package dev.trn3.inference;

import static dev.trn3.view.Sheet.column;

import dev.trn3.simulation.MachineModel;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import dev.trn3.workload.Transformer;
import java.util.Locale;

/**
 * What the ranks of one replica hold, and how many tokens' keys and values fit beside the weights.
 * Bytes are of one rank.
 *
 * @param weights weights
 * @param activations inputs and outputs of the widest layer for an iteration of 8192 tokens
 * @param margin fragmentation, workspaces, communication buffers: 5 % of the memory
 * @param capacity memory of a rank
 * @param bytesPerToken keys and values of one token in layers that see everything
 * @param windowBytesPerToken keys and values of one token in layers with a sliding window
 * @param stateBytes states of one sequence in layers of linear attention; 0 if there are none
 * @param states all states for which room is kept
 * @param window tokens of that window; 0 if there is none
 * @param groups groups of ranks that hold different sequences or parts of them
 */
public record KvMemory(
    double weights,
    double activations,
    double margin,
    double capacity,
    double bytesPerToken,
    double windowBytesPerToken,
    double stateBytes,
    double states,
    int window,
    int groups)
    implements Tabular {

  private static final int ITERATION_TOKENS = 8192;
  private static final double MARGIN_SHARE = 0.05;

  static KvMemory of(Transformer model, MachineModel machine, Cut cut, Precision precision) {
    double routed = model.routedParameters();
    double ends = (double) model.embeddingParameters() + model.outputParameters();
    double others = model.parameters() - routed - ends;
    boolean expertsOnly = model.isMixture() && precision.weights().bits() < 8;
    double bytes = precision.weights().bytesPerElement();
    double spread = cut.expert() > 1 ? cut.ranks() : cut.tensor();
    double weights =
        (2 * ends + (expertsOnly ? 2 : bytes) * others) / cut.tensor() + bytes * routed / spread;
    double rows = (double) ITERATION_TOKENS / cut.context();
    double activations =
        2 * rows * (4.0 * model.hidden() + 2.0 * model.attention().kernelInputs() / cut.tensor());
    double layer =
        AttentionCost.cacheElements(model.attention(), cut) * precision.cache().bytesPerElement();
    double capacity = machine.device().capacity();
    return new KvMemory(
        weights,
        activations,
        MARGIN_SHARE * capacity,
        capacity,
        layer * model.fullLayers(),
        layer * model.windowedLayers(),
        AttentionCost.stateBytes(model, cut),
        0,
        model.window(),
        cut.context() * cut.data());
  }

  /** Bytes of a rank left for keys and values; negative if the weights do not fit. */
  public double free() {
    return capacity - weights - activations - margin - states;
  }

  /** The same with room for the states of so many sequences; nothing changes without states. */
  public KvMemory forSequences(int sequences) {
    return new KvMemory(
        weights,
        activations,
        margin,
        capacity,
        bytesPerToken,
        windowBytesPerToken,
        stateBytes,
        stateBytes * Math.ceil((double) sequences / groups),
        window,
        groups);
  }

  /** True if weights and activations fit and at least one token beside them. */
  public boolean fits() {
    return tokens() > 0;
  }

  /**
   * Tokens of a replica that fit, all layers kept for all of them, as an allocator does that knows
   * no windows.
   */
  public long tokens() {
    return (long) Math.max(0, free() / (bytesPerToken + windowBytesPerToken) * groups);
  }

  /** Tokens that fit if windowed layers keep only the window of each of so many sequences. */
  public long tokens(int sequences) {
    if (window <= 0) {
      return tokens();
    }
    double left = free() - windowBytesPerToken * window * Math.ceil((double) sequences / groups);
    return Math.max(tokens(), (long) (Math.max(0, left) / bytesPerToken * groups));
  }

  /**
   * This memory, if the model fits.
   *
   * @throws IllegalArgumentException if it does not, saying by how much and what would help
   */
  public KvMemory checked(String model, String machine) {
    if (fits()) {
      return this;
    }
    int factor = (int) Math.ceil((weights + activations + states) / (0.9 * (capacity - margin)));
    if (states > 0 && free() + states > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s does not fit on %s: states of linear attention take %.2f GiB for each sequence on a rank, %.1f GiB together, and %.1f GiB are left beside the weights; use fewer .maximumSequences(...) or more tensor parallelism",
              model,
              machine,
              stateBytes / 0x1p30,
              states / 0x1p30,
              (free() + states) / 0x1p30));
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s does not fit on %s: each rank needs %.1f GiB for weights, %.1f GiB for activations and %.1f GiB of margin, %.1f GiB more than its %.1f GiB; use %d times the tensor or expert parallelism, or narrower weights (FP8, MXFP8, MXFP4)",
            model,
            machine,
            weights / 0x1p30,
            activations / 0x1p30,
            margin / 0x1p30,
            -free() / 0x1p30,
            capacity / 0x1p30,
            Math.max(2, factor)));
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of("Memory of a rank", column("what"), column("size", "GiB"))
            .row("weights", weights / 0x1p30)
            .row("activations", activations / 0x1p30)
            .row("margin", margin / 0x1p30);
    if (states > 0) {
      sheet = sheet.row("states of linear attention", states / 0x1p30);
    }
    return sheet
        .row("keys and values", Math.max(0, free()) / 0x1p30)
        .row("capacity", capacity / 0x1p30)
        .note(
            "%,d tokens fit in a replica, at %,.0f bytes each on a rank."
                .formatted(tokens(), bytesPerToken + windowBytesPerToken));
  }
}
