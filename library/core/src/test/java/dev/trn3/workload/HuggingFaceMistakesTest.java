package dev.trn3.workload;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person may get wrong in a config.json, and what the error then names. */
class HuggingFaceMistakesTest {

  private static final String LLAMA =
      """
      {"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32,
       "num_attention_heads": 32, "intermediate_size": 14336, "vocab_size": 128256%s}
      """;

  private static final String EXPERTS = ", \"num_local_experts\": 8, \"num_experts_per_tok\": ";

  @Test
  void showTheFieldsWhereOneIsMisspelt() {
    refused("{\"hidden_size\": 8, \"num_hidden_layer\": 2}")
        .hasMessageContaining("no field \"num_hidden_layers\" or \"n_layer\"")
        .hasMessageEndingWith("its fields are hidden_size, num_hidden_layer");
    refused("{}").hasMessageEndingWith("it has no field at all");
  }

  @Test
  void nameTheHeadsThatWouldDivide() {
    with(", \"num_key_value_heads\": 5")
        .hasMessage(
            "field \"num_key_value_heads\" of x.json is 5, which does not divide its 32 attention heads; use 1, 2, 4, 8, 16 or 32");
  }

  @Test
  void areNumbersThatMustBePositive() {
    with(", \"num_key_value_heads\": 0").hasMessageContaining("must be at least 1, not 0");
    with(", \"head_dim\": -128").hasMessageContaining("\"head_dim\" of x.json must be at least 1");
    with(", \"max_position_embeddings\": -1").hasMessageContaining("must be at least 0, not -1");
    refused(
            "{\"hidden_size\": 8, \"num_hidden_layers\": 2, \"num_attention_heads\": 0, \"vocab_size\": 3}")
        .hasMessage("field \"num_attention_heads\" of x.json must be at least 1, not 0");
  }

  @Test
  void areMoreExpertsForATokenThanThereAre() {
    with(EXPERTS + 9)
        .hasMessage(
            "field \"num_experts_per_tok\" of x.json is 9, but it has 8 experts; use at most 8");
    with(", \"num_local_experts\": 8").hasMessageContaining("no field \"num_experts_per_tok\"");
    with(", \"num_local_experts\": -8").hasMessageContaining("must be at least 0, not -8");
  }

  @Test
  void areMoreDenseLayersThanThereAre() {
    with(EXPERTS + "2, \"first_k_dense_replace\": 40")
        .hasMessageContaining("is 40, but it has 32 layers; use at most 32");
    with(EXPERTS + "2, \"moe_layer_freq\": 0").hasMessageContaining("must be at least 1, not 0");
  }

  @Test
  void areKindsOfLayersForAnotherNumberOfLayers() {
    with(", \"layer_types\": [\"full_attention\", \"full_attention\"]")
        .hasMessage(
            "x.json has 32 layers and lists 2 \"layer_types\"; list one for each layer, or none");
  }

  @Test
  void areTwoNamesThatDisagree() {
    with(", \"n_layer\": 24")
        .hasMessage(
            "x.json says 32 in \"num_hidden_layers\" and 24 in \"n_layer\", which mean the same; leave one out");
    with(", \"vocab_size\": 32000")
        .hasMessageStartingWith("x.json says a field twice")
        .hasMessageContaining("vocab_size");
  }

  @Test
  void areSwitchesThatAreNoSwitches() {
    with(", \"tie_word_embeddings\": \"yes\"")
        .hasMessage("field \"tie_word_embeddings\" of x.json must be true or false, not \"yes\"");
  }

  @Test
  void areLayersThatNeverComeRound() {
    refused(
            """
            {"model_type": "modernbert", "hidden_size": 768, "num_hidden_layers": 22,
             "num_attention_heads": 12, "intermediate_size": 1152, "vocab_size": 50368,
             "max_position_embeddings": 8192, "global_attn_every_n_layers": 0}
            """)
        .hasMessageContaining("\"global_attn_every_n_layers\" of x.json must be at least 1");
  }

  @Test
  void areFilesThatAreNotThere(@TempDir Path folder) {
    assertThatThrownBy(() -> HuggingFace.read(folder.resolve("config.json")))
        .hasMessageContaining("cannot read")
        .hasMessageContaining("config.json");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> with(String more) {
    return refused(LLAMA.formatted(more));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(String text) {
    return assertThatThrownBy(() -> HuggingFace.parse("x.json", text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
