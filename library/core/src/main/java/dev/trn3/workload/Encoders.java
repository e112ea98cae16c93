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

  public static final Transformer BERT_BASE =
      bert("BERT base", 12, 768, 30522, 512, 2, "config.json of google-bert/bert-base-uncased");
  public static final Transformer BERT_LARGE =
      bert("BERT large", 24, 1024, 30522, 512, 2, "arXiv 1810.04805");
  public static final Transformer BGE_LARGE_EN =
      bert("BGE large en", 24, 1024, 30522, 512, 2, "config.json of BAAI/bge-large-en-v1.5");
  public static final Transformer ROBERTA_LARGE =
      bert("RoBERTa large", 24, 1024, 50265, 514, 1, "arXiv 1907.11692");
  public static final Transformer XLM_ROBERTA_LARGE =
      bert("XLM-RoBERTa large", 24, 1024, 250002, 514, 1, "arXiv 1911.02116");
  public static final Transformer MULTILINGUAL_E5_LARGE =
      bert(
          "Multilingual E5 large",
          24,
          1024,
          250002,
          514,
          1,
          "config.json of intfloat/multilingual-e5-large");
  public static final Transformer BGE_M3 =
      bert("BGE-M3", 24, 1024, 250002, 8194, 1, "config.json of BAAI/bge-m3");

  public static final Transformer MODERNBERT_BASE = modern("ModernBERT base", 22, 768, 12, 1152);
  public static final Transformer MODERNBERT_LARGE = modern("ModernBERT large", 28, 1024, 16, 2624);

  /** Every encoder above. */
  public static List<Transformer> all() {
    return List.of(
        BERT_BASE,
        BERT_LARGE,
        BGE_LARGE_EN,
        ROBERTA_LARGE,
        XLM_ROBERTA_LARGE,
        MULTILINGUAL_E5_LARGE,
        BGE_M3,
        MODERNBERT_BASE,
        MODERNBERT_LARGE);
  }

  /** BERT and its kin: heads of 64, a plain feed-forward of four times the width, a pooler. */
  private static Transformer bert(
      String name,
      int layers,
      int hidden,
      int vocabulary,
      int positions,
      int types,
      String source) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(vocabulary)
        .attention(Attention.multiHead(hidden / 64, 64).biased())
        .tied()
        .layerNorm()
        // Kinds of segments are embedded like positions.
        .learnedPositions(positions + types)
        // RoBERTa and its kin keep two positions for padding.
        .upTo(positions - positions % 512)
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
