package dev.trn3.workload;

import java.util.Optional;

/**
 * A transformer being described, step by step. {@link #feedForward} is the last step and gives the
 * transformer.
 */
public final class TransformerShape {

  private final String name;
  private int layers;
  private int hidden;
  private int vocabulary;
  private Attention attention;
  private boolean tiedEmbeddings;
  private boolean layerNorm;
  private int learnedPositions;
  private int maximumSequence;
  private int window;
  private int windowedLayers;
  private LinearAttention linear;
  private boolean causal = true;
  private long otherParameters;
  private String source = "given by the user";

  TransformerShape(String name) {
    this.name = name;
  }

  /** Layers of attention and feed-forward. */
  public TransformerShape layers(int count) {
    layers = count;
    return this;
  }

  /** Elements of a token between layers. */
  public TransformerShape hidden(int size) {
    hidden = size;
    return this;
  }

  /** Tokens it knows. */
  public TransformerShape vocabulary(int size) {
    vocabulary = size;
    return this;
  }

  /** How tokens look at each other. */
  public TransformerShape attention(Attention kind) {
    attention = kind;
    return this;
  }

  /** The output layer reuses the input embedding. */
  public TransformerShape tied() {
    tiedEmbeddings = true;
    return this;
  }

  /** Norms with mean and bias. */
  public TransformerShape layerNorm() {
    layerNorm = true;
    return this;
  }

  /** Positions with an embedding of their own. */
  public TransformerShape learnedPositions(int count) {
    learnedPositions = count;
    return this;
  }

  /** The longest sequence it was made for. */
  public TransformerShape upTo(int tokens) {
    maximumSequence = tokens;
    return this;
  }

  /** Some layers look back over a window only. */
  public TransformerShape windowed(int tokens, int inLayers) {
    window = tokens;
    windowedLayers = inLayers;
    return this;
  }

  /** Some layers keep a state of fixed size instead of keys and values. */
  public TransformerShape linear(LinearAttention kind) {
    linear = kind;
    return this;
  }

  /** An encoder: every token looks at every other. */
  public TransformerShape encoder() {
    causal = false;
    return this;
  }

  /** Parameters beside embeddings, layers, final norm and output layer, such as a pooler. */
  public TransformerShape besides(long parameters) {
    otherParameters = parameters;
    return this;
  }

  /** Where the shape was published. */
  public TransformerShape from(String publication) {
    source = publication;
    return this;
  }

  /** The feed-forward part, and with it the finished transformer. */
  public Transformer feedForward(FeedForward kind) {
    return new Transformer(
        name,
        layers,
        hidden,
        vocabulary,
        attention,
        kind,
        tiedEmbeddings,
        layerNorm,
        learnedPositions,
        maximumSequence,
        window,
        windowedLayers,
        Optional.ofNullable(linear),
        causal,
        otherParameters,
        source);
  }
}
