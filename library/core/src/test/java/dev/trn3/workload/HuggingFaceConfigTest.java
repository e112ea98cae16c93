package dev.trn3.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HuggingFaceConfigTest {

  @Test
  void givesALlama() {
    Transformer model =
        HuggingFace.parse(
            "mine",
            """
            {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32,
             "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
             "vocab_size": 128256, "max_position_embeddings": 131072}
            """);

    assertThat(model.parameters()).isEqualTo(Models.LLAMA_3_1_8B.parameters());
    assertThat(model.name()).isEqualTo("mine");
  }

  @Test
  void givesAMixtureWithLatentAttention() {
    Transformer model =
        HuggingFace.parse(
            "DeepSeek-V3",
            """
            {"model_type": "deepseek_v3", "hidden_size": 7168, "num_hidden_layers": 61,
             "num_attention_heads": 128, "num_key_value_heads": 128, "q_lora_rank": 1536,
             "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
             "v_head_dim": 128, "intermediate_size": 18432, "moe_intermediate_size": 2048,
             "n_routed_experts": 256, "n_shared_experts": 1, "num_experts_per_tok": 8,
             "first_k_dense_replace": 3, "moe_layer_freq": 1, "topk_method": "noaux_tc",
             "vocab_size": 129280}
            """);

    assertThat(model.parameters()).isEqualTo(Models.DEEPSEEK_V3.parameters());
    assertThat(model.mixtureLayers()).isEqualTo(58);
  }

  @Test
  void givesAModelWithWindowedLayers() {
    Transformer model =
        HuggingFace.parse(
            "gpt-oss",
            """
            {"model_type": "gpt_oss", "hidden_size": 2880, "num_hidden_layers": 4, "head_dim": 64,
             "num_attention_heads": 64, "num_key_value_heads": 8, "attention_bias": true,
             "intermediate_size": 2880, "num_local_experts": 32, "num_experts_per_tok": 4,
             "sliding_window": 128, "vocab_size": 201088, "tie_word_embeddings": false,
             "layer_types": ["sliding_attention", "full_attention",
                             "sliding_attention", "full_attention"]}
            """);

    assertThat(model.windowedLayers()).isEqualTo(2);
    assertThat(model.window()).isEqualTo(128);
  }

  @Test
  void readsAWindowOfMinusOneAsNone() {
    String config =
        """
        {"model_type": "mistral", "hidden_size": 4096, "num_hidden_layers": 4,
         "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
         "vocab_size": 32000, "sliding_window": %d}
        """;
    assertThat(HuggingFace.parse("m", config.formatted(4096)).windowedLayers()).isEqualTo(4);
    assertThat(HuggingFace.parse("m", config.formatted(-1)).windowedLayers()).isZero();
    assertThatThrownBy(() -> HuggingFace.parse("m", config.formatted(-2)))
        .hasMessageContaining("\"sliding_window\" of m must be at least 0, not -2");
  }

  @Test
  void namesTheFieldThatIsMissing() {
    assertThatThrownBy(() -> HuggingFace.parse("x.json", "{\"hidden_size\": 8}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x.json has no field \"num_hidden_layers\"");
  }

  @Test
  void namesTheFieldThatIsNoNumber() {
    assertThatThrownBy(() -> HuggingFace.parse("x.json", "{\"hidden_size\": \"big\"}"))
        .hasMessageContaining("\"hidden_size\"")
        .hasMessageContaining("must be an integer");
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> HuggingFace.parse("x.json", "{oops"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x.json is not JSON");
    assertThatThrownBy(() -> HuggingFace.parse("x.json", "[1]"))
        .hasMessageContaining("not a JSON object");
  }

  @Test
  void readsEncoders() {
    Transformer bert =
        HuggingFace.parse(
            "bert.json",
            """
            {"model_type": "bert", "hidden_size": 1024, "num_hidden_layers": 24,
             "num_attention_heads": 16, "intermediate_size": 4096, "vocab_size": 30522,
             "max_position_embeddings": 512, "type_vocab_size": 2}
            """);
    Transformer modern =
        HuggingFace.parse(
            "modernbert.json",
            """
            {"model_type": "modernbert", "hidden_size": 768, "num_hidden_layers": 22,
             "num_attention_heads": 12, "intermediate_size": 1152, "vocab_size": 50368,
             "max_position_embeddings": 8192, "global_attn_every_n_layers": 3,
             "local_attention": 128}
            """);

    assertThat(bert.parameters()).isEqualTo(Encoders.BERT_LARGE.parameters());
    assertThat(bert.causal()).isFalse();
    assertThat(modern.parameters()).isEqualTo(Encoders.MODERNBERT_BASE.parameters());
    assertThat(modern.windowedLayers()).isEqualTo(14);
  }

  @Test
  void refusesHeadsThatDoNotDivideTheHiddenSize() {
    assertThatThrownBy(
            () ->
                HuggingFace.parse(
                    "x.json",
                    """
                    {"hidden_size": 100, "num_hidden_layers": 2, "num_attention_heads": 3,
                     "intermediate_size": 8, "vocab_size": 10}
                    """))
        .hasMessageContaining("3 attention heads of x.json do not divide its hidden size 100");
  }
}
