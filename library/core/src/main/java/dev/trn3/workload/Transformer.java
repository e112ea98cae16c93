package dev.trn3.workload;

import static dev.trn3.view.Sheet.column;
import static dev.trn3.workload.Checks.positive;

import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.Objects;
import java.util.Optional;

/**
 * A transformer, decoder or encoder: its shape, and what follows from it exactly.
 *
 * @param name the name it is known by
 * @param layers layers of attention and feed-forward
 * @param hidden elements of a token between layers
 * @param vocabulary tokens it knows
 * @param attention how tokens look at each other
 * @param feedForward what follows attention
 * @param tiedEmbeddings the output layer reuses the input embedding
 * @param layerNorm norms with mean and bias instead of root-mean-square norms
 * @param learnedPositions positions with an embedding of their own; 0 for rotary positions
 * @param maximumSequence the longest sequence it was made for; 0 where not known
 * @param window tokens a windowed layer looks back; 0 if all layers see everything
 * @param windowedLayers layers that look back only over the window
 * @param linear layers that keep a state instead of attention; empty if all layers have attention
 * @param causal tokens look back only; false for encoders, in which every token looks at every
 *     other
 * @param otherParameters parameters beside embeddings, layers, final norm and output layer
 * @param source where the shape was published
 */
public record Transformer(
    String name,
    int layers,
    int hidden,
    int vocabulary,
    Attention attention,
    FeedForward feedForward,
    boolean tiedEmbeddings,
    boolean layerNorm,
    int learnedPositions,
    int maximumSequence,
    int window,
    int windowedLayers,
    Optional<LinearAttention> linear,
    boolean causal,
    long otherParameters,
    String source)
    implements Tabular {

  public Transformer {
    Objects.requireNonNull(name);
    Objects.requireNonNull(attention, "a transformer needs an attention");
    Objects.requireNonNull(feedForward, "a transformer needs a feedForward");
    positive("layers", layers);
    positive("hidden", hidden);
    positive("vocabulary", vocabulary);
    if (windowedLayers > layers) {
      throw new IllegalArgumentException(
          "windowedLayers %d is more than %d layers".formatted(windowedLayers, layers));
    }
    int others = windowedLayers + linear.map(LinearAttention::layers).orElse(0);
    if (linear.isPresent() && others >= layers) {
      throw new IllegalArgumentException(
          "%d windowed and linear layers leave none of %d with full attention, which is not modelled"
              .formatted(others, layers));
    }
  }

  /** A transformer to be described: root-mean-square norms, rotary positions, untied embeddings. */
  public static TransformerShape named(String name) {
    return new TransformerShape(name);
  }

  /** True if some layers are a mixture of experts. */
  public boolean isMixture() {
    return feedForward instanceof FeedForward.MixtureOfExperts;
  }

  /** Layers that are a mixture of experts. */
  public int mixtureLayers() {
    return feedForward instanceof FeedForward.MixtureOfExperts mixture
        ? mixture.mixtureLayers(layers)
        : 0;
  }

  /** Layers that keep a state instead of keys and values. */
  public int linearLayers() {
    return linear.map(LinearAttention::layers).orElse(0);
  }

  /** Layers in which tokens look at all others, or at all before. */
  public int fullLayers() {
    return layers - windowedLayers - linearLayers();
  }

  /** The feed-forward of the layers that are not mixtures. */
  public FeedForward.Dense denseFeedForward() {
    return feedForward instanceof FeedForward.MixtureOfExperts mixture
        ? mixture.denseLayer()
        : (FeedForward.Dense) feedForward;
  }

  /**
   * Elements of a token between the products of a feed-forward; in a mixture those of all experts
   * that it passes through, the shared ones included.
   */
  public int innerWidth() {
    return feedForward instanceof FeedForward.MixtureOfExperts mixture
        ? mixture.chosen() * mixture.intermediate() + mixture.sharedIntermediate()
        : denseFeedForward().intermediate();
  }

  /** All parameters, exactly. */
  public long parameters() {
    return embeddingParameters()
        + outputParameters()
        + mixingParameters()
        + feedForwardParameters(false)
        + finalNormParameters()
        + otherParameters;
  }

  /** Parameters that take part in the computation of one token, embeddings included. */
  public long activeParameters() {
    return embeddingParameters()
        + outputParameters()
        + mixingParameters()
        + feedForwardParameters(true)
        + finalNormParameters()
        + otherParameters;
  }

  /** Parameters of the routed experts of all layers; expert parallelism divides these. */
  public long routedParameters() {
    return isMixture() ? mixtureLayers() * feedForward.routedParameters(hidden) : 0;
  }

  /** Parameters of the input embedding and of learned positions. */
  public long embeddingParameters() {
    return (long) hidden * ((long) vocabulary + learnedPositions);
  }

  /** Parameters of the output layer beyond those shared with the embedding. */
  public long outputParameters() {
    return tiedEmbeddings ? 0 : (long) hidden * vocabulary;
  }

  /** Parameters of attention, linear attention and norms of all layers. */
  private long mixingParameters() {
    // No function that holds this model: searches ask for every plan, and allocate nothing.
    long ofStates = linear.isEmpty() ? 0 : linear.get().layers() * linear.get().parameters(hidden);
    return (layers - linearLayers()) * attention.parameters(hidden)
        + ofStates
        + layers * (layerNorm ? 4L : 2L) * hidden;
  }

  private long finalNormParameters() {
    return (layerNorm ? 2L : 1L) * hidden;
  }

  private long feedForwardParameters(boolean activeOnly) {
    if (!(feedForward instanceof FeedForward.MixtureOfExperts mixture)) {
      return layers * feedForward.sharedParameters(hidden);
    }
    int mixtures = mixture.mixtureLayers(layers);
    long routed = mixture.routedParameters(hidden);
    if (activeOnly) {
      routed = routed / mixture.experts() * mixture.chosen();
    }
    long dense =
        mixtures == layers
            ? 0
            : (layers - mixtures) * mixture.denseLayer().sharedParameters(hidden);
    return mixtures * (mixture.sharedParameters(hidden) + routed) + dense;
  }

  /**
   * Multiply-accumulates of all matrices for one token, output layer included, attention scores
   * excluded.
   */
  public long matrixMacs() {
    long total =
        (long) hidden * vocabulary
            + (layers - linearLayers()) * attention.projectionMacs(hidden)
            + linear.map(some -> some.layers() * some.projectionMacs(hidden)).orElse(0L);
    int mixtures = mixtureLayers();
    total += mixtures * (isMixture() ? feedForward.macs(hidden) : 0);
    if (mixtures < layers) {
      total += (layers - mixtures) * denseFeedForward().macs(hidden);
    }
    return total;
  }

  /**
   * Multiply-accumulates of attention scores and their product with values, and of the states of
   * linear attention, for one token, averaged over a sequence and summed over layers. Causal: a
   * token looks at itself and those before it.
   */
  public double attentionMacs(int sequenceLength) {
    double each =
        attention.heads() * ((double) attention.queryHeadSize() + attention.valueHeadSize());
    return each
            * (fullLayers() * averageContext(sequenceLength)
                + windowedLayers * averageWindow(sequenceLength))
        + linear.map(some -> (double) some.layers() * some.stateMacs()).orElse(0.0);
  }

  /** Tokens a token looks at on average in a layer without a window. */
  public double averageContext(int sequenceLength) {
    return causal ? averageContext(sequenceLength, 0) : sequenceLength;
  }

  /** Tokens a token looks at on average in a windowed layer; encoders look to both sides. */
  public double averageWindow(int sequenceLength) {
    return causal ? averageContext(sequenceLength, window) : Math.min(sequenceLength, 2.0 * window);
  }

  /** Tokens a token looks at on average, itself included; window 0 for all before it. */
  public static double averageContext(int sequenceLength, int window) {
    double all = (sequenceLength + 1) / 2.0;
    if (window <= 0 || window >= sequenceLength) {
      return all;
    }
    double growing = window * (window + 1) / 2.0;
    return (growing + (double) (sequenceLength - window) * window) / sequenceLength;
  }

  /** Floating-point operations of the forward pass for one token of a sequence. */
  public double forwardFlopsPerToken(int sequenceLength) {
    return 2 * (matrixMacs() + attentionMacs(sequenceLength));
  }

  /**
   * Floating-point operations to train on one token of a sequence: forward, and twice that
   * backward. Counts the causal half of attention and no recomputation; this is the convention
   * behind every model FLOPs utilisation printed here.
   */
  public double flopsPerToken(int sequenceLength) {
    return 3 * forwardFlopsPerToken(sequenceLength);
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(name, column("property"), column("value"), column("unit"))
            .row("parameters", parameters(), "")
            .row("active parameters", activeParameters(), "")
            .row("layers", (long) layers, "")
            .row("hidden size", (long) hidden, "")
            .row("attention heads", (long) attention.heads(), "")
            .row("key-value heads", (long) attention.keyValueHeads(), "")
            .row("vocabulary", (long) vocabulary, "");
    if (linear.isPresent()) {
      sheet = sheet.row("layers of linear attention", (long) linearLayers(), "");
    }
    if (feedForward instanceof FeedForward.MixtureOfExperts mixture) {
      sheet =
          sheet
              .row("routed experts", (long) mixture.experts(), "")
              .row("experts per token", (long) mixture.chosen(), "");
    }
    return sheet
        .row("training work at 4096 tokens", flopsPerToken(4096) / 1e9, "GFLOP/token")
        .note("Source: " + source + ".");
  }

  @Override
  public String toString() {
    return name;
  }
}
