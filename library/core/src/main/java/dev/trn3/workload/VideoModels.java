package dev.trn3.workload;

import java.util.List;

/**
 * Published models that generate video. Parameter counts are put together from the layers and
 * tested against the counts of the published weights.
 */
public final class VideoModels {

  /** Umt5-xxl, its encoder: 5.68 billion (11,361,820,672 bytes in BF16). */
  private static final long UMT5 = 5_680_910_336L;

  /** T5-xxl v1.1, its encoder. */
  private static final long T5 = 4_762_310_656L;

  /** The language model and CLIP-L of HunyuanVideo. */
  private static final long HUNYUAN_TEXT = 7_505_186_816L + 123_060_480L;

  public static final DiffusionTransformer WAN_2_1_1_3B = wan("Wan 2.1 1.3B", 1536, 8960, 30, 12);
  public static final DiffusionTransformer WAN_2_1_14B = wan("Wan 2.1 14B", 5120, 13824, 40, 40);
  public static final DiffusionTransformer HUNYUAN_VIDEO = hunyuan();
  public static final DiffusionTransformer MOCHI_1 = mochi();
  public static final DiffusionTransformer COGVIDEOX_2B = cogVideo();

  private VideoModels() {}

  /** Every model above. */
  public static List<DiffusionTransformer> all() {
    return List.of(WAN_2_1_1_3B, WAN_2_1_14B, HUNYUAN_VIDEO, MOCHI_1, COGVIDEOX_2B);
  }

  private static long linear(long inputs, long outputs) {
    return inputs * outputs + outputs;
  }

  /** Self-attention, attention to the text and a plain feed-forward, all with biases. */
  private static DiffusionTransformer wan(String name, long d, long f, int layers, int heads) {
    long attention = 4 * linear(d, d) + 2 * d;
    long block = 2 * attention + 2 * d + linear(d, f) + linear(f, d) + 6 * d;
    long around =
        linear(64, d)
            + linear(4096, d)
            + linear(d, d)
            + linear(256, d)
            + linear(d, d)
            + linear(d, 6 * d)
            + linear(d, 64)
            + 2 * d;
    return new DiffusionTransformer(
        name,
        layers * block + around,
        layers,
        (int) d,
        heads,
        (double) layers * (6 * d * d + 2 * d * f),
        (double) layers * 2 * d * d,
        512,
        false,
        4,
        16,
        true,
        50,
        16,
        UMT5,
        96,
        "Wan-Video/Wan2.1 wan/modules/model.py and wan/configs");
  }

  /** 20 layers with matrices of their own for text and video, then 40 with shared ones. */
  private static DiffusionTransformer hunyuan() {
    long d = 3072;
    long f = 4 * d;
    long stream =
        linear(d, 6 * d) + linear(d, 3 * d) + 2 * 128 + linear(d, d) + linear(d, f) + linear(f, d);
    long single = linear(d, 3 * d + f) + linear(d + f, d) + 2 * 128 + linear(d, 3 * d);
    long embedder = linear(256, d) + linear(d, d);
    long refinerBlock =
        4 * d + linear(d, 3 * d) + linear(d, d) + linear(d, f) + linear(f, d) + linear(d, 2 * d);
    long refiner = linear(4096, d) + embedder + linear(4096, d) + linear(d, d) + 2 * refinerBlock;
    long around =
        linear(64, d)
            + refiner
            + 2 * embedder
            + linear(768, d)
            + linear(d, d)
            + linear(d, 2 * d)
            + linear(d, 64);
    double token = 60.0 * (4 * d * d + 2 * d * f);
    return new DiffusionTransformer(
        "HunyuanVideo",
        20 * 2 * stream + 40 * single + around,
        60,
        (int) d,
        24,
        token,
        token,
        256,
        true,
        4,
        16,
        false,
        50,
        24,
        HUNYUAN_TEXT,
        128,
        "arXiv 2412.03603 and the configuration of tencent/HunyuanVideo");
  }

  /** Text has half the width of video; the last layer does not update it. */
  private static DiffusionTransformer mochi() {
    long d = 3072;
    long t = 1536;
    long video = 4 * d * d + 3 * d * 8192;
    long text = 4 * d * t + 3 * t * 4096;
    long layer = linear(d, 4 * d) + linear(d, 4 * t) + video + d + text + t + 4 * 128;
    long last = linear(d, 4 * d) + linear(d, t) + video + d + 3 * d * t + 4 * 128;
    long pool = linear(4096, 2 * 4096) + linear(4096, 4096) + linear(4096, d);
    long around =
        linear(48, d)
            + pool
            + linear(256, d)
            + linear(d, d)
            + linear(4096, t)
            + linear(d, 2 * d)
            + linear(d, 48)
            + 3 * 24 * 64;
    return new DiffusionTransformer(
        "Mochi 1",
        47 * layer + last + around,
        48,
        (int) d,
        24,
        48.0 * video,
        48.0 * text,
        256,
        true,
        6,
        16,
        true,
        64,
        30,
        T5,
        128,
        "genmoai/mochi src/genmo/mochi_preview/dit/joint_model");
  }

  private static DiffusionTransformer cogVideo() {
    long d = 1920;
    long modulation = linear(512, 6 * d) + 2 * d;
    long block =
        4 * linear(d, d) + 2 * 2 * 64 + linear(d, 4 * d) + linear(4 * d, d) + 2 * modulation;
    long around =
        linear(64, d)
            + linear(4096, d)
            + linear(d, 512)
            + linear(512, 512)
            + 2 * d
            + linear(512, 2 * d)
            + 2 * d
            + linear(d, 64);
    double token = 30.0 * 12 * d * d;
    return new DiffusionTransformer(
        "CogVideoX 2B",
        30 * block + around,
        30,
        (int) d,
        30,
        token,
        token,
        226,
        true,
        4,
        16,
        true,
        50,
        8,
        T5,
        128,
        "arXiv 2408.06072 and config.json of THUDM/CogVideoX-2b");
  }
}
