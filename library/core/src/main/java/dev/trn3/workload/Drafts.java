package dev.trn3.workload;

/** Models that propose tokens for a larger one to check, where they follow from its shape. */
public final class Drafts {

  private Drafts() {}

  /**
   * A head as of EAGLE (arXiv 2401.15077): one decoder layer of the target's width over its
   * features, with the target's embedding and output layer.
   *
   * <p>Of a mixture of experts the head is dense, and as wide as the experts that a token passes
   * through: an assumption. Its attention sees the whole context. The product that joins features
   * and embedding is not counted. Embedding and output layer are the target's own; one table for
   * both is counted once more in memory, also where the target has one for each.
   *
   * @param target the model that checks
   */
  public static Transformer eagle(Transformer target) {
    int width = target.innerWidth();
    boolean gated = target.isMixture() || target.denseFeedForward().gated();
    return Transformer.named("EAGLE head of " + target.name())
        .layers(1)
        .hidden(target.hidden())
        .vocabulary(target.vocabulary())
        .attention(target.attention())
        .upTo(target.maximumSequence())
        .tied()
        .from("one layer of " + target.name())
        .feedForward(gated ? FeedForward.gated(width) : FeedForward.plain(width));
  }
}
