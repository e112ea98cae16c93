package dev.trn3.workload;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.parallelism.Divisors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of one {@code config.json}, under any of the names that model families give them. */
final class ConfigFields {

  private static final Set<String> ENCODERS =
      Set.of("bert", "roberta", "xlm-roberta", "modernbert");

  private static final String LINEAR_HEADS = "linear_num_value_heads";

  private static final Set<String> WINDOWED = Set.of("sliding_attention", "chunked_attention");

  /** Fields of models with layers that are no attention, or another one than is modelled. */
  private static final List<String> OTHER_LAYERS =
      List.of(
          "linear_attn_config",
          "attn_type_list",
          "layers_block_type",
          "hybrid_override_pattern",
          "attn_layer_period",
          "mamba_d_state",
          "mamba_d_ssm",
          "ssm_state_size",
          "conv_L_cache");

  private final String name;
  private final ConfigValues config;

  ConfigFields(String name, JsonNode config) {
    this.name = name;
    this.config = new ConfigValues(name, config);
  }

  Transformer transformer() {
    String family = config.word("model_type");
    refuseOtherLayers();
    if (ENCODERS.contains(family)) {
      return encoder(family);
    }
    boolean gpt2 = family.equals("gpt2");
    int hidden = config.required("hidden_size", "n_embd", "d_model");
    int layers = config.required("num_hidden_layers", "n_layer", "num_layers");
    List<String> types = config.words("layer_types");
    if (!types.isEmpty() && types.size() != layers) {
      throw new IllegalArgumentException(
          "%s has %d layers and lists %d \"layer_types\"; list one for each layer, or none"
              .formatted(name, layers, types.size()));
    }
    TransformerShape shape =
        Transformer.named(name)
            .layers(layers)
            .hidden(hidden)
            .vocabulary(config.required("vocab_size"))
            .attention(attention(family, hidden))
            .upTo(config.optional(0, "max_position_embeddings", "n_positions", "n_ctx"))
            .from("config.json" + (family.isEmpty() ? "" : " of the family " + family));
    if (config.flag("tie_word_embeddings", gpt2)) {
      shape.tied();
    }
    if (gpt2) {
      shape.layerNorm().learnedPositions(config.required("n_positions"));
    }
    int window = config.span("sliding_window", "attention_chunk_size");
    int windowed = windowedLayers(family, layers);
    if (window > 0 && windowed > 0) {
      shape.windowed(window, windowed);
    }
    linear(layers).ifPresent(shape::linear);
    if (config.optional(0, "shared_expert_intermediate_size") > 0 && config.has(LINEAR_HEADS)) {
      // The output of the shared expert has a gate, one number for each token and layer.
      shape.besides((long) layers * hidden);
    }
    return shape.feedForward(gpt2 ? gpt2FeedForward(hidden) : feedForward(family, layers));
  }

  private void refuseOtherLayers() {
    for (String field : OTHER_LAYERS) {
      if (config.has(field)) {
        throw new IllegalArgumentException(
            "%s has the field \"%s\": it is a hybrid of a kind that is not modelled, as its layers are not all attention; modelled are full, sliding and chunked attention, and the linear attention of Qwen3-Next and Qwen3.5"
                .formatted(name, field));
      }
    }
    for (String kind : config.words("layer_types")) {
      boolean linear = kind.equals("linear_attention") && config.has(LINEAR_HEADS);
      if (!kind.equals("full_attention") && !WINDOWED.contains(kind) && !linear) {
        throw new IllegalArgumentException(
            "%s has %d layers of the type \"%s\", which are not modelled; modelled are full, sliding and chunked attention, and the linear attention of Qwen3-Next and Qwen3.5"
                .formatted(name, layersOf(Set.of(kind)), kind));
      }
    }
  }

  private int layersOf(Set<String> kinds) {
    return (int) config.words("layer_types").stream().filter(kinds::contains).count();
  }

  /** The layers that keep a state: those that the file lists, or all but one in so many. */
  private Optional<LinearAttention> linear(int layers) {
    if (!config.has(LINEAR_HEADS)) {
      return Optional.empty();
    }
    int count =
        config.has("layer_types")
            ? layersOf(Set.of("linear_attention"))
            : layers - layers / config.positive(4, "full_attention_interval");
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new LinearAttention(
                count,
                config.required("linear_num_key_heads"),
                config.required(LINEAR_HEADS),
                config.required("linear_key_head_dim"),
                config.required("linear_value_head_dim"),
                config.positive(4, "linear_conv_kernel_dim")));
  }

  /** BERT and its descendants, with the pooler that their weights hold. */
  private Transformer encoder(String family) {
    int hidden = config.required("hidden_size");
    int layers = config.required("num_hidden_layers");
    int heads = config.required("num_attention_heads");
    boolean modern = family.equals("modernbert");
    Attention.Grouped attention = Attention.multiHead(heads, headSize(hidden, heads));
    TransformerShape shape =
        Transformer.named(name)
            .layers(layers)
            .hidden(hidden)
            .vocabulary(config.required("vocab_size"))
            .attention(modern ? attention : attention.biased())
            .tied()
            .encoder()
            .from("config.json of the family " + family);
    if (modern) {
      int every = config.positive(3, "global_attn_every_n_layers");
      int window = config.optional(128, "local_attention") / 2;
      return shape
          .upTo(config.required("max_position_embeddings"))
          .windowed(window, layers - (layers + every - 1) / every)
          .feedForward(FeedForward.gated(config.required("intermediate_size")));
    }
    int positions = config.required("max_position_embeddings");
    // RoBERTa keeps two positions for padding.
    return shape
        .layerNorm()
        .learnedPositions(positions + config.optional(2, "type_vocab_size"))
        .upTo(family.equals("bert") ? positions : positions - 2)
        .besides((long) hidden * hidden + hidden)
        .feedForward(FeedForward.plain(config.required("intermediate_size")));
  }

  private int headSize(int hidden, int heads) {
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          "%d attention heads of %s do not divide its hidden size %d, and it has no \"head_dim\""
              .formatted(heads, name, hidden));
    }
    return hidden / heads;
  }

  private FeedForward gpt2FeedForward(int hidden) {
    return FeedForward.plain(config.positive(4 * hidden, "n_inner"));
  }

  private int windowedLayers(String family, int layers) {
    if (config.has("layer_types")) {
      return layersOf(WINDOWED);
    }
    if (family.equals("mistral")) {
      return layers;
    }
    return config.flag("use_sliding_window", false)
        ? Math.max(0, layers - config.optional(0, "max_window_layers"))
        : 0;
  }

  private Attention attention(String family, int hidden) {
    int heads = config.required("num_attention_heads", "n_head");
    if (config.has("kv_lora_rank")) {
      return new Attention.Latent(
          heads,
          config.optional(0, "q_lora_rank"),
          config.required("kv_lora_rank"),
          config.required("qk_nope_head_dim"),
          config.required("qk_rope_head_dim"),
          config.required("v_head_dim"));
    }
    int size = config.has("head_dim") ? config.required("head_dim") : headSize(hidden, heads);
    int keyValueHeads = config.positive(heads, "num_key_value_heads");
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "field \"num_key_value_heads\" of %s is %d, which does not divide its %d attention heads; use %s"
              .formatted(name, keyValueHeads, heads, Divisors.nearest(heads, keyValueHeads)));
    }
    boolean allBiased = family.equals("gpt2") || config.flag("attention_bias", false);
    return new Attention.Grouped(
        heads,
        keyValueHeads,
        size,
        allBiased || family.equals("qwen2") || family.equals("qwen2_moe"),
        allBiased,
        family.startsWith("qwen3"),
        family.equals("gpt_oss"),
        family.equals("qwen3_next") || config.flag("attn_output_gate", false));
  }

  private FeedForward feedForward(String family, int layers) {
    int experts = config.optional(0, "n_routed_experts", "num_local_experts", "num_experts");
    if (experts == 0) {
      return FeedForward.gated(config.required("intermediate_size", "ffn_dim"));
    }
    int size = config.optional(0, "moe_intermediate_size");
    if (size == 0) {
      size = config.required("intermediate_size");
    }
    int dense = config.optional(0, "intermediate_size_mlp", "intermediate_size");
    int shared =
        family.startsWith("llama4")
            ? size
            : config.optional(
                config.optional(0, "n_shared_experts") * size, "shared_expert_intermediate_size");
    int chosen =
        config.required("num_experts_per_tok", "num_experts_per_token", "experts_per_token");
    int leading = config.optional(0, "first_k_dense_replace");
    atMost("num_experts_per_tok", chosen, experts, "experts");
    atMost("first_k_dense_replace", leading, layers, "layers");
    return new FeedForward.MixtureOfExperts(
        experts,
        chosen,
        size,
        shared,
        family.equals("gpt_oss"),
        config.word("topk_method").equals("noaux_tc"),
        leading,
        dense,
        config.positive(1, "interleave_moe_layer_step", "moe_layer_freq", "decoder_sparse_step"));
  }

  private void atMost(String field, int value, int most, String what) {
    if (value > most) {
      throw new IllegalArgumentException(
          "field \"%s\" of %s is %d, but it has %d %s; use at most %d"
              .formatted(field, name, value, most, what, most));
    }
  }
}
