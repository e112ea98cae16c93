package dev.trn3.workload;

/**
 * A clip that a diffusion transformer is trained on, as the sequence of tokens that it becomes.
 *
 * @param model what is trained
 * @param width pixels
 * @param height pixels
 * @param frames frames
 */
public record Clip(DiffusionTransformer model, int width, int height, int frames) {

  /** Values of one token at either end of the transformer: 16 channels, 2 x 2 positions. */
  private static final int PATCH = 64;

  public Clip {
    model.videoTokens(width, height, frames);
  }

  /** Tokens of one clip; those of the prompt as well where both are one sequence. */
  public int tokens() {
    long video = model.videoTokens(width, height, frames);
    return Math.toIntExact(video + (model.joint() ? model.textTokens() : 0));
  }

  /**
   * The transformer with the same parameters, and the same work for each video token, in the words
   * of a language model: every token looks at every other, and the output layer predicts a patch.
   * Attention to a prompt beside the sequence is not in it; at 512 tokens it is below 1 % of the
   * work of a clip of 720 lines.
   */
  public Transformer transformer() {
    double each = model.videoMacs() / model.layers();
    double attention = 4.0 * model.hidden() * model.hidden();
    int intermediate = (int) Math.round((each - attention) / (2.0 * model.hidden()));
    TransformerShape shape =
        Transformer.named(model.name())
            .layers(model.layers())
            .hidden(model.hidden())
            .vocabulary(PATCH)
            .attention(Attention.multiHead(model.heads(), model.hidden() / model.heads()))
            .layerNorm()
            .encoder()
            .from(model.source());
    FeedForward feedForward = FeedForward.plain(intermediate);
    long counted = shape.feedForward(feedForward).parameters();
    return shape.besides(model.parameters() - counted).feedForward(feedForward);
  }
}
