package dev.trn3.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.experiment.Training;
import dev.trn3.parallelism.Plan;
import dev.trn3.workload.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanGroupTest {

  private static List<PlanGroup> groups(PlanSpace space) {
    return space.groups(Training.of(Models.MIXTRAL_8X7B).globalBatch(1152).job().cuttable(), 144);
  }

  @Test
  void groupsKnowHowManyPlansTheyHoldAndNumberThemOneAfterTheOther() {
    for (PlanSpace space : List.of(PlanSpace.wide(), PlanSpace.wide().zero(3).chunks(1, 3))) {
      List<Integer> numbers = new ArrayList<>();
      for (PlanGroup group : groups(space)) {
        List<Plan> plans = group.plans();
        assertThat(plans).isNotEmpty().hasSize(group.size());
        group.forEach((plan, index) -> numbers.add(index));
      }
      for (int i = 0; i < numbers.size(); i++) {
        assertThat(numbers.get(i)).isEqualTo(i);
      }
    }
  }
}
