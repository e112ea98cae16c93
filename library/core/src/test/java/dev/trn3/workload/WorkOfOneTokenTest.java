package dev.trn3.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WorkOfOneTokenTest {

  @Test
  void followsTheMegatronFormulaWithHalfTheAttention() {
    // arXiv 2104.04473, equation 3 without recomputation: 72 B s l h^2 (1 + s/6h + V/12lh) counts
    // every score; ours counts the causal half.
    Transformer model = Models.MEGATRON_145B;
    double l = 80;
    double h = 12288;
    double s = 2048;
    double formula = 72 * l * h * h * (1 + s / (12 * h) + 51200 / (12 * l * h));

    assertThat(model.flopsPerToken(2048) / formula).isCloseTo(1, within(1e-3));
  }

  @Test
  void isSixTimesTheMatrixParametersForShortSequences() {
    Transformer model = Models.LLAMA_3_1_8B;
    double matrices = model.parameters() - model.embeddingParameters();

    assertThat(model.flopsPerToken(1) / (6 * matrices)).isCloseTo(1, within(1e-3));
  }

  @Test
  void growsWithTheSequence() {
    assertThat(Models.LLAMA_3_1_8B.flopsPerToken(8192))
        .isGreaterThan(Models.LLAMA_3_1_8B.flopsPerToken(4096));
  }

  @Test
  void looksBackOverTheWindowOnly() {
    assertThat(Transformer.averageContext(8, 0)).isEqualTo(4.5);
    assertThat(Transformer.averageContext(4, 2)).isEqualTo((1 + 2 + 2 + 2) / 4.0);
    assertThat(Transformer.averageContext(4, 9)).isEqualTo(2.5);
  }
}
