package dev.trn3.workload;

import java.util.List;

/**
 * Published models that turn texts into vectors. Parameter counts are tested against the weights.
 */
public final class TextEncoders {

  public static final Transformer BERT_BASE =
      bert("BERT base", 12, 768, 30522, 512, 2, "config.json of google-bert/bert-base-uncased");

  public static final Transformer BGE_LARGE_EN =
      bert("BGE large en", 24, 1024, 30522, 512, 2, "config.json of BAAI/bge-large-en-v1.5");

  public static final Transformer BGE_M3 =
      bert("BGE-M3", 24, 1024, 250002, 8194, 1, "config.json of BAAI/bge-m3");

  public static final Transformer MULTILINGUAL_E5_LARGE =
      bert(
          "Multilingual E5 large",
          24,
          1024,
          250002,
          514,
          1,
          "config.json of intfloat/multilingual-e5-large");

  private TextEncoders() {}

  /** Every model above. */
  public static List<Transformer> all() {
    return List.of(BERT_BASE, BGE_LARGE_EN, BGE_M3, MULTILINGUAL_E5_LARGE);
  }

  /** BERT and its kin: heads of 64, a plain feed-forward of four times the width, a pooler. */
  private static Transformer bert(
      String name,
      int layers,
      int hidden,
      int vocabulary,
      int positions,
      int tokenTypes,
      String source) {
    long pooler = (long) hidden * hidden + hidden;
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(vocabulary)
        .attention(Attention.multiHead(hidden / 64, 64).biased())
        .encoder()
        .layerNorm()
        .learnedPositions(positions)
        .upTo(positions - positions % 512)
        .tied()
        .besides(pooler + (long) tokenTypes * hidden)
        .from(source)
        .feedForward(FeedForward.plain(4 * hidden));
  }
}
