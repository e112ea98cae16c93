package dev.trn3.workload;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.FP8;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.experiment.Frontier;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.Training;
import dev.trn3.inference.InferenceModel;
import dev.trn3.parallelism.Plan;
import dev.trn3.units.Seconds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models of which some layers keep a state instead of keys and values. */
class HybridTest {

  private static final String QWEN3_NEXT =
      """
      {"model_type": "qwen3_next", "hidden_size": 2048, "num_hidden_layers": 48,
       "num_attention_heads": 16, "num_key_value_heads": 2, "head_dim": 256,
       "vocab_size": 151936, "max_position_embeddings": 262144, "intermediate_size": 5120,
       "full_attention_interval": 4, "linear_num_value_heads": 32, "linear_num_key_heads": 16,
       "linear_key_head_dim": 128, "linear_value_head_dim": 128, "linear_conv_kernel_dim": 4,
       "num_experts": 512, "num_experts_per_tok": 10, "moe_intermediate_size": 512,
       "shared_expert_intermediate_size": 512, "decoder_sparse_step": 1,
       "tie_word_embeddings": false}
      """;

  private static final Transformer HYBRID = HuggingFace.parse("Qwen3-Next", QWEN3_NEXT);

  @Test
  void isReadWithItsStatesAndGates() {
    assertThat(HYBRID.linearLayers()).isEqualTo(36);
    assertThat(HYBRID.fullLayers()).isEqualTo(12);
    assertThat(HYBRID.attention().gateHeads()).isEqualTo(16);
    // Published as 80 billion parameters, 3 billion of them active.
    assertThat(HYBRID.parameters() / 1e9).isCloseTo(80, within(0.5));
    assertThat(HYBRID.activeParameters() / 1e9).isBetween(3.0, 4.0);
  }

  @Test
  void isReadFromTheTextPartOfAModelThatSees() {
    String layers =
        "\"linear_attention\", \"linear_attention\", \"linear_attention\", \"full_attention\"";
    Transformer small =
        HuggingFace.parse(
            "Qwen3.5",
            """
            {"model_type": "qwen3_5", "tie_word_embeddings": true, "text_config": {
             "model_type": "qwen3_5_text", "hidden_size": 2048, "num_hidden_layers": 4,
             "intermediate_size": 6144, "num_attention_heads": 8, "num_key_value_heads": 2,
             "head_dim": 256, "vocab_size": 248320, "attn_output_gate": true,
             "linear_num_value_heads": 16, "linear_num_key_heads": 16,
             "linear_key_head_dim": 128, "linear_value_head_dim": 128,
             "layer_types": [%s]}}
            """
                .formatted(layers));
    assertThat(small.linearLayers()).isEqualTo(3);
    assertThat(small.tiedEmbeddings()).isTrue();
    assertThat(small.attention().gateHeads()).isEqualTo(8);
  }

  @Test
  void paysLittleForALongContext() {
    InferenceModel hybrid =
        InferenceModel.of(HYBRID, TRN3_ULTRASERVER_GEN2, Plan.of(tensor(4)), BF16);
    Transformer plain = HuggingFace.parse("plain", withoutLinear());
    InferenceModel full = InferenceModel.of(plain, TRN3_ULTRASERVER_GEN2, Plan.of(tensor(4)), BF16);

    double grows = hybrid.timePerOutputToken(32, 100_000) - hybrid.timePerOutputToken(32, 1_000);
    double others = full.timePerOutputToken(32, 100_000) - full.timePerOutputToken(32, 1_000);
    assertThat(grows).isCloseTo(others / 4, within(0.02 * others));
    assertThat(hybrid.memory().bytesPerToken())
        .isCloseTo(full.memory().bytesPerToken() / 4, within(1e-9));
  }

  private static String withoutLinear() {
    return QWEN3_NEXT.replace("\"linear_num_value_heads\": 32,", "");
  }

  @Test
  void keepsRoomForTheStatesOfItsSequences() {
    InferenceModel hybrid =
        InferenceModel.of(HYBRID, TRN3_ULTRASERVER_GEN2, Plan.of(tensor(4)), BF16);
    double state = 36 * (32 * 128 * 128 + 3 * (2 * 16 * 128 + 32 * 128)) * 4.0;

    double ranks = 16;
    assertThat(hybrid.memory().stateBytes()).isCloseTo(state / ranks, within(1e-6 * state));
    assertThat(hybrid.memory().free() - hybrid.memory().forSequences(64).free())
        .isCloseTo(64 * state / ranks, within(1e-6 * state));
    assertThatThrownBy(
            () -> hybrid.memory().forSequences(1_000_000).checked("Qwen3-Next", "four chips"))
        .hasMessageContaining("states of linear attention take")
        .hasMessageContaining("maximumSequences");
  }

  @Test
  void isServedLikeAnyOther() {
    var result =
        Serving.of(HYBRID)
            .on(TRN3_ULTRASERVER_GEN2.chips(4))
            .parallel(tensor(4))
            .load(dev.trn3.serving.Rate.perSecond(2))
            .simulate(new Seconds(60));
    assertThat(result.run().answered()).isEqualTo(result.run().arrived());
  }

  @Test
  void isNotTrained() {
    assertThatThrownBy(() -> Training.of(HYBRID).on(TRN3_ULTRASERVER_GEN2).estimate())
        .hasMessageContaining("36 layers of linear attention, whose training is not modelled");
  }

  @Test
  void ofAnotherKindIsRefusedByTheFieldThatTells() {
    assertThatThrownBy(
            () ->
                HuggingFace.parse(
                    "Kimi-Linear",
                    """
                    {"model_type": "kimi_linear", "hidden_size": 2304, "num_hidden_layers": 27,
                     "vocab_size": 163840, "num_attention_heads": 32, "intermediate_size": 9216,
                     "linear_attn_config": {"head_dim": 128, "kda_layers": [1, 2, 3]}}
                    """))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Kimi-Linear has the field \"linear_attn_config\"")
        .hasMessageContaining("modelled are full, sliding and chunked attention");
    assertThatThrownBy(
            () ->
                HuggingFace.parse(
                    "Granite",
                    """
                    {"model_type": "granitemoehybrid", "hidden_size": 1536,
                     "num_hidden_layers": 3, "vocab_size": 100352, "num_attention_heads": 12,
                     "intermediate_size": 512, "layer_types": ["mamba", "mamba", "attention"]}
                    """))
        .hasMessageContaining("2 layers of the type \"mamba\"");
  }

  @Test
  void hasAFrontierOfTheBatchesWhoseStatesFit() {
    Serving on = Serving.of(HYBRID).precision(FP8).on(TRN2_48XLARGE).parallel(tensor(1)).quietly();
    List<Frontier.Point> points = on.frontier().points();

    assertThatThrownBy(() -> on.maximumSequences(256).load(perSecond(1)).simulate(minutes(1)))
        .hasMessageContaining("use fewer .maximumSequences(...)");
    assertThat(points).extracting(Frontier.Point::sequences).contains(16).doesNotContain(256);
  }
}
