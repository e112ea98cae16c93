package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static dev.trn3.workload.Models.LLAMA_3_2_1B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.workload.Drafts;
import dev.trn3.workload.Transformer;
import org.junit.jupiter.api.Test;

class DraftsTest {

  private static double timePerToken(Serving serving) {
    return serving.load(perSecond(0.5)).simulate(minutes(5)).timePerOutputToken().mean();
  }

  @Test
  void aHeadOnTheModelIsQuickerThanAModelOfItsOwn() {
    Serving plain =
        serving(LLAMA_3_1_70B).on(TRN3_ULTRASERVER_GEN2.chips(16)).parallel(tensor(16)).quietly();
    double head = timePerToken(plain.eagle(3, 0.7));

    assertThat(head).isLessThan(timePerToken(plain.draft(LLAMA_3_1_8B, 3, 0.7)));
    // Three proposals accepted at 0.7 give 2.53 tokens for each check.
    assertThat(timePerToken(plain) / head).isBetween(1.8, 2.53);
  }

  @Test
  void aHeadIsOneLayerAndAnEmbedding() {
    Transformer head = Drafts.eagle(LLAMA_3_1_70B);
    long layer = LLAMA_3_1_70B.parameters() - 2L * 128_256 * 8192 - 8192;

    assertThat(head.parameters()).isEqualTo(layer / 80 + 128_256L * 8192 + 8192);
  }

  @Test
  void aDenseDraftGoesWithExpertsThatAreSpread() {
    Serving spread =
        serving(GPT_OSS_120B)
            .precision(MXFP4)
            .on(TRN3_ULTRASERVER_GEN2.chips(4))
            .parallel(tensor(4), expert(4))
            .quietly();

    assertThat(timePerToken(spread.draft(LLAMA_3_2_1B, 3, 0.7))).isLessThan(timePerToken(spread));
    assertThat(timePerToken(spread.eagle(3, 0.7))).isLessThan(timePerToken(spread));
  }
}
