package dev.trn3.experiment;

import static dev.trn3.units.Units.dollars;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.workload.Encoders;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  private static final Embedding JOB =
      Embedding.of(Encoders.BGE_LARGE_EN).on(UltraServers.TRN3_ULTRASERVER_GEN2);

  @Test
  void worksTwoOperationsForEachParameterOfALayerAndToken() {
    Embedding job = Embedding.of(Encoders.BGE_LARGE_EN);
    double layers = 24.0 * 12 * 1024 * 1024;
    // Every token looks at every other.
    double attention = 4.0 * 512 * 512 * 1024 * 24;

    assertThat(job.flopsPerText()).isCloseTo(2 * 512 * layers + attention, within(1e6));
  }

  @Test
  void neverWorksFasterThanThePeak() {
    for (Transformer each : Encoders.all()) {
      EmbeddingEstimate estimate =
          Embedding.of(each).on(UltraServers.TRN3_ULTRASERVER_GEN2).estimate();

      assertThat(estimate.flopsUtilisation()).isBetween(0.05, 0.8);
      assertThat(estimate.copies()).isEqualTo(576);
    }
  }

  @Test
  void scalesWithChips() {
    double all = JOB.estimate().tokensPerSecond();
    double some = JOB.on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(16)).estimate().tokensPerSecond();

    assertThat(all / some).isCloseTo(9, within(1e-6));
  }

  @Test
  void readsMoreTextsTogetherFasterThanOneByOne() {
    assertThat(JOB.batch(1).estimate().textsPerSecond())
        .isLessThan(JOB.estimate().textsPerSecond());
  }

  @Test
  void costsWhatTheHoursCost() {
    EmbeddingEstimate estimate = JOB.price(dollars("2")).documents(1e9).estimate();
    double hours = estimate.time().hours();
    double perMillion = estimate.leastCostPerMillionTokens().amount().doubleValue();

    assertThat(perMillion * 512e9 / 1e6).isCloseTo(hours * 288, within(0.001 * hours * 288));
    assertThat(estimate.leastCostPerMillionTokens()).isEqualTo(estimate.mostCostPerMillionTokens());
  }

  @Test
  void spreadsAModelThatDoesNotFitOnOneRank() {
    EmbeddingEstimate estimate =
        Embedding.of(Models.LLAMA_3_1_70B).on(UltraServers.TRN3_ULTRASERVER_GEN2).estimate();

    assertThat(estimate.copies()).isEqualTo(576 / estimate.copy().cut().ranks());
    assertThat(estimate.copy().cut().ranks()).isEqualTo(4);
  }

  @Test
  void saysWhatLimitsItAndHowSureItIs() {
    assertThat(JOB.estimate().sheet().notes().toString())
        .contains("Limited by")
        .contains("projection")
        .contains("No encoder was measured");
    assertThat(JOB.batch(1).tokens(16).estimate().bottleneck()).contains("read more texts");
  }

  @Nested
  class Mistakes {

    @Test
    void areNamedWhenTheyAreMade() {
      assertThatThrownBy(() -> JOB.tokens(513)).hasMessageContaining("1 to 512 tokens");
      assertThatThrownBy(() -> JOB.batch(0)).hasMessageContaining("at least 1 text");
      assertThatThrownBy(() -> JOB.documents(0)).hasMessageContaining("at least 1 document");
      assertThatThrownBy(() -> Embedding.of(Encoders.BGE_M3).estimate())
          .hasMessageContaining(".on(TRN3_ULTRASERVER_GEN2)");
      assertThatThrownBy(
              () ->
                  Embedding.of(Models.LLAMA_3_1_405B)
                      .precision(DataType.BF16)
                      .on(Servers.TRN2_3XLARGE)
                      .estimate())
          .hasMessageContaining("does not fit");
    }
  }
}
