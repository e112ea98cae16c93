package dev.trn3.workload;

import java.util.List;

/**
 * Published models. Each carries the source of its shape; their parameter counts are tested against
 * the published totals.
 */
public final class Models {

  private Models() {}

  private static final String GPT3_PAPER = "arXiv 2005.14165, table 2.1";
  private static final String MEGATRON_PAPER = "arXiv 2104.04473, table 1";

  public static final Transformer LLAMA_2_7B = llama2("Llama 2 7B", 32, 4096, 32, 32, 11008);
  public static final Transformer LLAMA_2_13B = llama2("Llama 2 13B", 40, 5120, 40, 40, 13824);
  public static final Transformer LLAMA_2_70B = llama2("Llama 2 70B", 80, 8192, 64, 8, 28672);

  public static final Transformer LLAMA_3_8B = llama3("Llama 3 8B", 32, 4096, 32, 14336, 8192);
  public static final Transformer LLAMA_3_70B = llama3("Llama 3 70B", 80, 8192, 64, 28672, 8192);
  public static final Transformer LLAMA_3_1_8B =
      llama3("Llama 3.1 8B", 32, 4096, 32, 14336, 131072);
  public static final Transformer LLAMA_3_1_70B =
      llama3("Llama 3.1 70B", 80, 8192, 64, 28672, 131072);
  public static final Transformer LLAMA_3_1_405B =
      llama3("Llama 3.1 405B", 126, 16384, 128, 53248, 131072);
  public static final Transformer LLAMA_3_2_1B =
      Transformer.named("Llama 3.2 1B")
          .layers(16)
          .hidden(2048)
          .vocabulary(128256)
          .attention(Attention.grouped(32, 8, 64))
          .tied()
          .upTo(131072)
          .from("meta-llama/Llama-3.2-1B config.json")
          .feedForward(FeedForward.gated(8192));
  public static final Transformer LLAMA_3_2_3B =
      Transformer.named("Llama 3.2 3B")
          .layers(28)
          .hidden(3072)
          .vocabulary(128256)
          .attention(Attention.grouped(24, 8, 128))
          .tied()
          .upTo(131072)
          .from("meta-llama/Llama-3.2-3B config.json")
          .feedForward(FeedForward.gated(8192));
  public static final Transformer LLAMA_3_3_70B =
      llama3("Llama 3.3 70B", 80, 8192, 64, 28672, 131072);

  /** The text model; the vision encoder is not included. */
  public static final Transformer LLAMA_4_SCOUT =
      llama4("Llama 4 Scout", FeedForward.experts(16, 1, 8192).shared(8192));

  /** The text model; the vision encoder is not included. */
  public static final Transformer LLAMA_4_MAVERICK =
      llama4("Llama 4 Maverick", FeedForward.experts(128, 1, 8192).shared(8192).every(2, 16384));

  public static final Transformer GPT_3_125M = gpt3("GPT-3 125M", 12, 768, 12);
  public static final Transformer GPT_3_350M = gpt3("GPT-3 350M", 24, 1024, 16);
  public static final Transformer GPT_3_760M = gpt3("GPT-3 760M", 24, 1536, 16);
  public static final Transformer GPT_3_1_3B = gpt3("GPT-3 1.3B", 24, 2048, 16);
  public static final Transformer GPT_3_2_7B = gpt3("GPT-3 2.7B", 32, 2560, 32);
  public static final Transformer GPT_3_6_7B = gpt3("GPT-3 6.7B", 32, 4096, 32);
  public static final Transformer GPT_3_13B = gpt3("GPT-3 13B", 40, 5120, 40);
  public static final Transformer GPT_3_175B = gpt3("GPT-3 175B", 96, 12288, 96);

  /** The shape AWS trains under this name; between two sizes of the GPT-3 paper. */
  public static final Transformer GPT_3_46B =
      gpt("GPT-3 46B", 56, 8192, 64, 50257, "aws-neuron/neuronx-nemo-megatron gpt_46b.sh");

  public static final Transformer MEGATRON_1_7B = megatron("Megatron 1.7B", 24, 2304, 24);
  public static final Transformer MEGATRON_3_6B = megatron("Megatron 3.6B", 30, 3072, 32);
  public static final Transformer MEGATRON_7_5B = megatron("Megatron 7.5B", 36, 4096, 32);
  public static final Transformer MEGATRON_18B = megatron("Megatron 18B", 40, 6144, 48);
  public static final Transformer MEGATRON_22B =
      gpt("Megatron 22B", 48, 6144, 64, 51200, "arXiv 2205.05198, table 3");
  public static final Transformer MEGATRON_39B = megatron("Megatron 39B", 48, 8192, 64);
  public static final Transformer MEGATRON_76B = megatron("Megatron 76B", 60, 10240, 80);
  public static final Transformer MEGATRON_145B = megatron("Megatron 145B", 80, 12288, 96);
  public static final Transformer MEGATRON_175B =
      gpt("Megatron 175B", 96, 12288, 96, 51200, "arXiv 2205.05198, table 3");
  public static final Transformer MEGATRON_310B = megatron("Megatron 310B", 96, 16384, 128);
  public static final Transformer MEGATRON_530B = megatron("Megatron 530B", 105, 20480, 128);
  public static final Transformer MEGATRON_1T = megatron("Megatron 1T", 128, 25600, 160);

  public static final Transformer QWEN3_0_6B = qwen3("Qwen3 0.6B", 28, 1024, 16, 3072, true);
  public static final Transformer QWEN3_1_7B = qwen3("Qwen3 1.7B", 28, 2048, 16, 6144, true);
  public static final Transformer QWEN3_4B = qwen3("Qwen3 4B", 36, 2560, 32, 9728, true);
  public static final Transformer QWEN3_8B = qwen3("Qwen3 8B", 36, 4096, 32, 12288, false);
  public static final Transformer QWEN3_14B = qwen3("Qwen3 14B", 40, 5120, 40, 17408, false);
  public static final Transformer QWEN3_32B = qwen3("Qwen3 32B", 64, 5120, 64, 25600, false);
  public static final Transformer QWEN3_30B_A3B =
      qwen3Mixture("Qwen3 30B-A3B", 48, 2048, 32, FeedForward.experts(128, 8, 768));
  public static final Transformer QWEN3_235B_A22B =
      qwen3Mixture("Qwen3 235B-A22B", 94, 4096, 64, FeedForward.experts(128, 8, 1536));

  /** Without the extra layer that predicts a second token. */
  public static final Transformer DEEPSEEK_V3 =
      Transformer.named("DeepSeek-V3")
          .layers(61)
          .hidden(7168)
          .vocabulary(129280)
          .attention(new Attention.Latent(128, 1536, 512, 128, 64, 128))
          .upTo(163840)
          .from("arXiv 2412.19437, section 4.2")
          .feedForward(
              FeedForward.experts(256, 8, 2048).shared(2048).balanced().afterDense(3, 18432));

  public static final Transformer KIMI_K2 =
      Transformer.named("Kimi K2")
          .layers(61)
          .hidden(7168)
          .vocabulary(163840)
          .attention(new Attention.Latent(64, 1536, 512, 128, 64, 128))
          .upTo(131072)
          .from("moonshotai/Kimi-K2-Instruct config.json")
          .feedForward(
              FeedForward.experts(384, 8, 2048).shared(2048).balanced().afterDense(1, 18432));

  public static final Transformer GPT_OSS_20B = gptOss("gpt-oss 20B", 24, 32);
  public static final Transformer GPT_OSS_120B = gptOss("gpt-oss 120B", 36, 128);

  public static final Transformer MIXTRAL_8X7B =
      mixtral("Mixtral 8x7B", 32, 4096, 32, 14336, 32000);
  public static final Transformer MIXTRAL_8X22B =
      mixtral("Mixtral 8x22B", 56, 6144, 48, 16384, 32768);

  /** Every model above. */
  public static List<Transformer> all() {
    return List.of(
        LLAMA_2_7B,
        LLAMA_2_13B,
        LLAMA_2_70B,
        LLAMA_3_8B,
        LLAMA_3_70B,
        LLAMA_3_1_8B,
        LLAMA_3_1_70B,
        LLAMA_3_1_405B,
        LLAMA_3_2_1B,
        LLAMA_3_2_3B,
        LLAMA_3_3_70B,
        LLAMA_4_SCOUT,
        LLAMA_4_MAVERICK,
        GPT_3_125M,
        GPT_3_350M,
        GPT_3_760M,
        GPT_3_1_3B,
        GPT_3_2_7B,
        GPT_3_6_7B,
        GPT_3_13B,
        GPT_3_46B,
        GPT_3_175B,
        MEGATRON_1_7B,
        MEGATRON_3_6B,
        MEGATRON_7_5B,
        MEGATRON_18B,
        MEGATRON_22B,
        MEGATRON_39B,
        MEGATRON_76B,
        MEGATRON_145B,
        MEGATRON_175B,
        MEGATRON_310B,
        MEGATRON_530B,
        MEGATRON_1T,
        QWEN3_0_6B,
        QWEN3_1_7B,
        QWEN3_4B,
        QWEN3_8B,
        QWEN3_14B,
        QWEN3_32B,
        QWEN3_30B_A3B,
        QWEN3_235B_A22B,
        DEEPSEEK_V3,
        KIMI_K2,
        GPT_OSS_20B,
        GPT_OSS_120B,
        MIXTRAL_8X7B,
        MIXTRAL_8X22B);
  }

  private static Transformer llama2(
      String name, int layers, int hidden, int heads, int keyValueHeads, int intermediate) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(32000)
        .attention(Attention.grouped(heads, keyValueHeads, 128))
        .upTo(4096)
        .from("arXiv 2307.09288 and the config.json of meta-llama on Hugging Face")
        .feedForward(FeedForward.gated(intermediate));
  }

  private static Transformer llama3(
      String name, int layers, int hidden, int heads, int intermediate, int maximum) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(128256)
        .attention(Attention.grouped(heads, 8, 128))
        .upTo(maximum)
        .from("arXiv 2407.21783, table 3")
        .feedForward(FeedForward.gated(intermediate));
  }

  private static Transformer llama4(String name, FeedForward feedForward) {
    return Transformer.named(name)
        .layers(48)
        .hidden(5120)
        .vocabulary(202048)
        .attention(Attention.grouped(40, 8, 128))
        .windowed(8192, 36)
        .upTo(1048576)
        .from("text_config of meta-llama's config.json on Hugging Face")
        .feedForward(feedForward);
  }

  private static Transformer gpt3(String name, int layers, int hidden, int heads) {
    return gpt(name, layers, hidden, heads, 50257, GPT3_PAPER);
  }

  private static Transformer megatron(String name, int layers, int hidden, int heads) {
    return gpt(name, layers, hidden, heads, 51200, MEGATRON_PAPER);
  }

  private static Transformer gpt(
      String name, int layers, int hidden, int heads, int vocabulary, String source) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(vocabulary)
        .attention(Attention.multiHead(heads, hidden / heads).biased())
        .tied()
        .layerNorm()
        .learnedPositions(2048)
        .upTo(2048)
        .from(source)
        .feedForward(FeedForward.plain(4 * hidden));
  }

  private static Transformer qwen3(
      String name, int layers, int hidden, int heads, int intermediate, boolean tied) {
    TransformerShape shape =
        Transformer.named(name)
            .layers(layers)
            .hidden(hidden)
            .vocabulary(151936)
            .attention(Attention.grouped(heads, 8, 128).queryKeyNormed())
            .upTo(40960)
            .from("config.json of Qwen on Hugging Face");
    return (tied ? shape.tied() : shape).feedForward(FeedForward.gated(intermediate));
  }

  private static Transformer qwen3Mixture(
      String name, int layers, int hidden, int heads, FeedForward mixture) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(151936)
        .attention(Attention.grouped(heads, 4, 128).queryKeyNormed())
        .upTo(40960)
        .from("config.json of Qwen on Hugging Face")
        .feedForward(mixture);
  }

  private static Transformer gptOss(String name, int layers, int experts) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(2880)
        .vocabulary(201088)
        .attention(Attention.grouped(64, 8, 64).biased().withSinks())
        .windowed(128, layers / 2)
        .upTo(131072)
        .from("config.json of openai on Hugging Face")
        .feedForward(FeedForward.experts(experts, 4, 2880).withBiases());
  }

  private static Transformer mixtral(
      String name, int layers, int hidden, int heads, int intermediate, int vocabulary) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(vocabulary)
        .attention(Attention.grouped(heads, 8, 128))
        .upTo(65536)
        .from("config.json of mistralai on Hugging Face")
        .feedForward(FeedForward.experts(8, 2, intermediate));
  }
}
