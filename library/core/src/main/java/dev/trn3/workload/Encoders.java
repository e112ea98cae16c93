package dev.trn3.workload;

import java.util.List;

/**
 * Published encoders: transformers in which every token looks at every other, trained to fill in
 * masked tokens and used to embed, rank and classify. Counts are those of the encoder with its
 * pooler, without the head of the pre-training. Training work counts an output layer for every
 * token; implementations that compute it for masked tokens only save most of that.
 */
public final class Encoders {

  private Encoders() {}

  public static final Transformer BERT_LARGE =
      bert("BERT large", 24, 1024, 16, 30522, 512, 2, "arXiv 1810.04805");
  public static final Transformer ROBERTA_LARGE =
      bert("RoBERTa large", 24, 1024, 16, 50265, 514, 1, "arXiv 1907.11692");

  /** Also the shape of bge-m3 and multilingual E5 large. */
  public static final Transformer XLM_ROBERTA_LARGE =
      bert("XLM-RoBERTa large", 24, 1024, 16, 250002, 514, 1, "arXiv 1911.02116");

  public static final Transformer MODERNBERT_BASE = modern("ModernBERT base", 22, 768, 12, 1152);
  public static final Transformer MODERNBERT_LARGE = modern("ModernBERT large", 28, 1024, 16, 2624);

  /** Every encoder above. */
  public static List<Transformer> all() {
    return List.of(BERT_LARGE, ROBERTA_LARGE, XLM_ROBERTA_LARGE, MODERNBERT_BASE, MODERNBERT_LARGE);
  }

  private static Transformer bert(
      String name,
      int layers,
      int hidden,
      int heads,
      int vocabulary,
      int positions,
      int types,
      String source) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(vocabulary)
        .attention(Attention.multiHead(heads, hidden / heads).biased())
        .tied()
        .layerNorm()
        // Kinds of segments are embedded like positions.
        .learnedPositions(positions + types)
        .upTo(512)
        .encoder()
        .besides((long) hidden * hidden + hidden)
        .from(source)
        .feedForward(FeedForward.plain(4 * hidden));
  }

  /** Every third layer sees everything, the others 64 tokens to either side. */
  private static Transformer modern(
      String name, int layers, int hidden, int heads, int intermediate) {
    int everywhere = (layers + 2) / 3;
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(50368)
        .attention(Attention.multiHead(heads, hidden / heads))
        .tied()
        .windowed(64, layers - everywhere)
        .upTo(8192)
        .encoder()
        .from("arXiv 2412.13663 and config.json of answerdotai on Hugging Face")
        .feedForward(FeedForward.gated(intermediate));
  }
}
