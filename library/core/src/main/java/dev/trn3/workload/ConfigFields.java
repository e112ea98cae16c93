package dev.trn3.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The fields of one {@code config.json}, under any of the names that model families give them. */
final class ConfigFields {

  private static final Set<String> ENCODERS =
      Set.of("bert", "roberta", "xlm-roberta", "modernbert");

  private final String name;
  private final JsonNode config;

  ConfigFields(String name, JsonNode config) {
    this.name = name;
    this.config = config;
  }

  Transformer transformer() {
    String family = config.path("model_type").asText("");
    if (ENCODERS.contains(family)) {
      return encoder(family);
    }
    boolean gpt2 = family.equals("gpt2");
    int hidden = required("hidden_size", "n_embd", "d_model");
    int layers = required("num_hidden_layers", "n_layer", "num_layers");
    TransformerShape shape =
        Transformer.named(name)
            .layers(layers)
            .hidden(hidden)
            .vocabulary(required("vocab_size"))
            .attention(attention(family, hidden))
            .upTo(optional(0, "max_position_embeddings", "n_positions", "n_ctx"))
            .from("config.json" + (family.isEmpty() ? "" : " of the family " + family));
    if (config.path("tie_word_embeddings").asBoolean(gpt2)) {
      shape.tied();
    }
    if (gpt2) {
      shape.layerNorm().learnedPositions(required("n_positions"));
    }
    int window = optional(0, "sliding_window", "attention_chunk_size");
    int windowed = windowedLayers(family, layers);
    if (window > 0 && windowed > 0) {
      shape.windowed(window, windowed);
    }
    return shape.feedForward(gpt2 ? gpt2FeedForward(hidden) : feedForward(family));
  }

  /** BERT and its descendants, with the pooler that their weights hold. */
  private Transformer encoder(String family) {
    int hidden = required("hidden_size");
    int layers = required("num_hidden_layers");
    int heads = required("num_attention_heads");
    boolean modern = family.equals("modernbert");
    Attention.Grouped attention = Attention.multiHead(heads, headSize(hidden, heads));
    TransformerShape shape =
        Transformer.named(name)
            .layers(layers)
            .hidden(hidden)
            .vocabulary(required("vocab_size"))
            .attention(modern ? attention : attention.biased())
            .tied()
            .encoder()
            .from("config.json of the family " + family);
    if (modern) {
      int every = optional(3, "global_attn_every_n_layers");
      int window = optional(128, "local_attention") / 2;
      return shape
          .upTo(required("max_position_embeddings"))
          .windowed(window, layers - (layers + every - 1) / every)
          .feedForward(FeedForward.gated(required("intermediate_size")));
    }
    int positions = required("max_position_embeddings");
    // RoBERTa keeps two positions for padding.
    return shape
        .layerNorm()
        .learnedPositions(positions + optional(2, "type_vocab_size"))
        .upTo(family.equals("bert") ? positions : positions - 2)
        .besides((long) hidden * hidden + hidden)
        .feedForward(FeedForward.plain(required("intermediate_size")));
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
    return FeedForward.plain(optional(4 * hidden, "n_inner"));
  }

  private int windowedLayers(String family, int layers) {
    JsonNode types = config.path("layer_types");
    if (types.isArray()) {
      int count = 0;
      for (JsonNode type : types) {
        count += type.asText().equals("full_attention") ? 0 : 1;
      }
      return count;
    }
    if (family.equals("mistral")) {
      return layers;
    }
    return config.path("use_sliding_window").asBoolean(false)
        ? layers - optional(0, "max_window_layers")
        : 0;
  }

  private Attention attention(String family, int hidden) {
    int heads = required("num_attention_heads", "n_head");
    if (config.hasNonNull("kv_lora_rank")) {
      return new Attention.Latent(
          heads,
          optional(0, "q_lora_rank"),
          required("kv_lora_rank"),
          required("qk_nope_head_dim"),
          required("qk_rope_head_dim"),
          required("v_head_dim"));
    }
    int size = config.hasNonNull("head_dim") ? integer("head_dim") : headSize(hidden, heads);
    boolean allBiased = family.equals("gpt2") || config.path("attention_bias").asBoolean(false);
    return new Attention.Grouped(
        heads,
        optional(heads, "num_key_value_heads"),
        size,
        allBiased || family.equals("qwen2") || family.equals("qwen2_moe"),
        allBiased,
        family.startsWith("qwen3"),
        family.equals("gpt_oss"));
  }

  private FeedForward feedForward(String family) {
    int experts = optional(0, "n_routed_experts", "num_local_experts", "num_experts");
    if (experts == 0) {
      return FeedForward.gated(required("intermediate_size", "ffn_dim"));
    }
    int size = optional(0, "moe_intermediate_size");
    if (size == 0) {
      size = required("intermediate_size");
    }
    int dense = optional(0, "intermediate_size_mlp", "intermediate_size");
    int shared =
        family.startsWith("llama4")
            ? size
            : optional(optional(0, "n_shared_experts") * size, "shared_expert_intermediate_size");
    return new FeedForward.MixtureOfExperts(
        experts,
        required("num_experts_per_tok", "num_experts_per_token", "experts_per_token"),
        size,
        shared,
        family.equals("gpt_oss"),
        config.path("topk_method").asText("").equals("noaux_tc"),
        optional(0, "first_k_dense_replace"),
        dense,
        optional(1, "interleave_moe_layer_step", "moe_layer_freq", "decoder_sparse_step"));
  }

  private int required(String... names) {
    for (String each : names) {
      if (config.hasNonNull(each)) {
        return integer(each);
      }
    }
    throw new IllegalArgumentException(
        "%s has no field \"%s\"; it does not look like the config.json of a transformer"
            .formatted(name, String.join("\" or \"", names)));
  }

  private int optional(int otherwise, String... names) {
    for (String each : names) {
      if (config.hasNonNull(each)) {
        return integer(each);
      }
    }
    return otherwise;
  }

  private int integer(String field) {
    JsonNode value = config.get(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "field \"%s\" of %s must be an integer, not %s".formatted(field, name, value));
    }
    return value.intValue();
  }
}
