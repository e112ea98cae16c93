package dev.trn3.search;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Plan;
import dev.trn3.workload.Models;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Layers that no number of stages divides. */
class UnevenStagesTest {

  @Test
  void aSearchFindsAtLeastWhatAnEstimateAloneFinds() {
    Training job = Training.of(Models.LLAMA_3_1_8B).globalBatch(256).on(TRN3_ULTRASERVER_GEN2);
    double alone = job.estimate().cost().seconds();
    assertThat(32 % job.estimate().plan().pipeline()).isNotZero();

    assertThat(Search.of(job).quietly().run().estimate().cost().seconds())
        .isLessThanOrEqualTo(alone);
  }

  @Test
  void aModelOfSixtyOneLayersHasPipelines() {
    Training job =
        Training.of(Models.DEEPSEEK_V3)
            .globalBatch(1152)
            .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(8));
    Set<Integer> stages = new HashSet<>();
    for (PlanGroup group :
        PlanSpace.wide().tensor(8).context(1).groups(job.job().cuttable(), 8 * 144)) {
      group.plans().stream().map(Plan::pipeline).forEach(stages::add);
    }

    // Of 24 stages the fullest would have 18 % more than the average.
    assertThat(stages).contains(1, 2, 4, 8, 16).doesNotContain(24, 36, 48);
  }

  @Test
  void whatCannotBeCutSaysWhichBatchCan() {
    Search prime = Search.of(Training.of(Models.LLAMA_3_1_8B).globalBatch(7)).quietly();

    assertThatThrownBy(() -> prime.over("servers", 1).run())
        .hasMessageContaining(
            "no plan of the space divides Llama 3.1 8B with 7 sequences over 144 chips; use a globalBatch that is a multiple of the number of copies, such as 144");
  }

  @Test
  void whatNoDegreesCutIsNotToldTheBatchThatIsThere() {
    Search sevenths =
        Search.of(Training.of(Models.LLAMA_3_1_8B).globalBatch(144))
            .plans(PlanSpace.wide().tensor(7))
            .quietly();

    assertThatThrownBy(() -> sevenths.over("servers", 1).run())
        .hasMessageContaining("no plan of the space divides Llama 3.1 8B over 144 chips: ")
        .hasMessageEndingWith("use a wider space: PlanSpace.wide()");
  }
}
