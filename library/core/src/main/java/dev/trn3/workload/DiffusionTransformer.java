package dev.trn3.workload;

import static dev.trn3.view.Sheet.column;
import static dev.trn3.workload.Checks.positive;

import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;

/**
 * A transformer that turns noise into video, step by step, in the compressed space of a variational
 * autoencoder (VAE).
 *
 * @param name the name it is known by
 * @param parameters parameters of the transformer, exactly
 * @param layers layers
 * @param hidden elements of a video token between layers
 * @param heads attention heads
 * @param videoMacs multiply-accumulates of all matrices for one video token and pass
 * @param textMacs the same for one text token
 * @param textTokens tokens of the prompt, padding included
 * @param joint text and video attend to each other as one sequence; else video looks at text in an
 *     attention of its own
 * @param temporalCompression frames that become one in the space of the VAE, the first excepted
 * @param spatialPatch pixels along one edge that become one token
 * @param guided two passes in each step, with and without prompt
 * @param steps steps its authors use
 * @param framesPerSecond of the clips it makes
 * @param textEncoderParameters parameters of the encoders of the prompt
 * @param decoderChannels channels of the VAE's decoder at full resolution
 * @param source where the shape was published
 */
public record DiffusionTransformer(
    String name,
    long parameters,
    int layers,
    int hidden,
    int heads,
    double videoMacs,
    double textMacs,
    int textTokens,
    boolean joint,
    int temporalCompression,
    int spatialPatch,
    boolean guided,
    int steps,
    int framesPerSecond,
    long textEncoderParameters,
    int decoderChannels,
    String source)
    implements Tabular {

  /**
   * Multiply-accumulates of the decoder for one pixel of one frame with 96 channels: two or three
   * residual blocks of 3x3x3 convolutions at each of four resolutions, channels 1, 2, 4 and 4 times
   * those of the finest.
   */
  private static final double DECODER_MACS = 4e6;

  public DiffusionTransformer {
    positive("parameters", parameters);
    positive("layers", layers);
    positive("hidden", hidden);
    positive("heads", heads);
    positive("steps", steps);
  }

  /** Frames in the space of the VAE. */
  public int latentFrames(int frames) {
    return 1 + (frames - 1) / temporalCompression;
  }

  /**
   * Video tokens of a clip.
   *
   * @throws IllegalArgumentException if the clip has no frame or no whole token, or an edge is not
   *     a multiple of those of a token
   */
  public long videoTokens(int width, int height, int frames) {
    if (frames < 1 || width < spatialPatch || height < spatialPatch) {
      throw new IllegalArgumentException(
          "a clip of %d x %d pixels and %d frames is too small for %s; use at least %d x %d and 1 frame"
              .formatted(width, height, frames, name, spatialPatch, spatialPatch));
    }
    if (width % spatialPatch != 0 || height % spatialPatch != 0) {
      throw new IllegalArgumentException(
          "%d x %d pixels are no whole tokens of %s, which have %d x %d each; use %d x %d"
              .formatted(
                  width,
                  height,
                  name,
                  spatialPatch,
                  spatialPatch,
                  nearest(width),
                  nearest(height)));
    }
    return (long) latentFrames(frames) * (height / spatialPatch) * (width / spatialPatch);
  }

  private int nearest(int edge) {
    return Math.max(1, Math.round((float) edge / spatialPatch)) * spatialPatch;
  }

  /** Passes through the transformer in one step. */
  public int passes() {
    return guided ? 2 : 1;
  }

  /** Floating-point operations of the matrices in one pass. */
  public double matrixFlops(long videoTokens) {
    return 2 * (videoMacs * videoTokens + textMacs * textTokens);
  }

  /** Floating-point operations of attention in one pass; every token looks at every other. */
  public double attentionFlops(long videoTokens) {
    double all = joint ? (double) videoTokens + textTokens : videoTokens;
    double toText = joint ? 0 : (double) videoTokens * textTokens;
    return 4.0 * layers * hidden * (all * all + toText);
  }

  /** Floating-point operations of decoding a clip. */
  public double decoderFlops(int width, int height, int frames) {
    double wider = decoderChannels / 96.0;
    return 2 * DECODER_MACS * wider * wider * width * height * frames;
  }

  @Override
  public Sheet sheet() {
    return Sheet.of(name, column("property"), column("value"), column("unit"))
        .row("parameters", parameters, "")
        .row("layers", (long) layers, "")
        .row("hidden size", (long) hidden, "")
        .row("attention heads", (long) heads, "")
        .row("passes in a step", (long) passes(), "")
        .row("steps", (long) steps, "")
        .row("frames per second", (long) framesPerSecond, "1/s")
        .row(
            "work of one pass, 1280 x 720, 81 frames",
            (matrixFlops(videoTokens(1280, 720, 81)) + attentionFlops(videoTokens(1280, 720, 81)))
                / 1e15,
            "PFLOP")
        .note("Source: " + source + ".");
  }

  @Override
  public String toString() {
    return name;
  }
}
