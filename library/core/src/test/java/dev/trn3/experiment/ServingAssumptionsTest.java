package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.inference.ServingStack;
import dev.trn3.parallelism.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingAssumptionsTest {

  private static final Serving SERVING =
      serving(LLAMA_3_1_70B).on(TRN3_ULTRASERVER_GEN2.chips(4)).load(perSecond(0.5)).quietly();

  private static List<String> notes(Serving serving) {
    return new ServingAssumptions(serving.said).list();
  }

  @Test
  void aDraftIsNamedWithWhatItProposesAndWhatIsAccepted() {
    assertThat(notes(SERVING)).isEmpty();
    assertThat(notes(SERVING.draft(LLAMA_3_1_8B, 3, 0.7)))
        .singleElement()
        .asString()
        .startsWith(
            "Llama 3.1 8B proposes 3 tokens for each check, each accepted with a chance of 70 %")
        .doesNotContain("assumption");
  }

  @Test
  void aHeadOfAMixtureSaysWhatIsAssumedOfIt() {
    assertThat(notes(serving(GPT_OSS_120B).precision(MXFP4).eagle(2, 0.6)))
        .singleElement()
        .asString()
        .startsWith("EAGLE head of gpt-oss 120B proposes 2 tokens")
        .contains("The shape of the head is an assumption", "All matrices", "MXFP4");
  }

  @Test
  void aResultSaysWhatWasAssumed() {
    ServingResult result =
        SERVING.parallel(tensor(4)).logicalCores(1).eagle(3, 0.7).simulate(seconds(10));

    assertThat(result.sheet().toString())
        .contains("EAGLE head of Llama 3.1 70B proposes 3 tokens", "rank of its own (LNC 1)")
        .contains("published rows decode at most 8 sequences together (Trn2: 4)");
  }

  @Test
  void aDraftThatCannotProposeIsRefusedWhereItIsSaid() {
    assertThatThrownBy(() -> SERVING.eagle(0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("proposals must be at least 1, not 0");
    assertThatThrownBy(() -> SERVING.draft(LLAMA_3_1_8B, 3, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("acceptance is a chance from 0 to below 1, not 1.5");
  }

  @Test
  void nothingIsNoDraftNoPlanAndNoStack() {
    assertThatThrownBy(() -> SERVING.draft(null, 3, 0.7))
        .hasMessageStartingWith("draft(...) needs");
    assertThatThrownBy(() -> SERVING.parallel((Plan) null))
        .hasMessageStartingWith("parallel(...) needs a plan, not null");
    assertThatThrownBy(() -> SERVING.stack((ServingStack) null))
        .hasMessageStartingWith("stack(...) needs a serving stack, not null");
  }
}
