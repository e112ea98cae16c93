package dev.trn3.search;

import static dev.trn3.search.SearchTest.SMALL;
import static dev.trn3.sweep.TrainingMeasures.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.Job;
import dev.trn3.workload.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanSpaceTest {
  @Test
  void holdsOnlyPlansThatCanCutTheJob() {
    Training training = Training.of(Models.MIXTRAL_8X7B).globalBatch(1152);
    Job job = training.job();
    for (PlanGroup group : PlanSpace.wide().groups(job.cuttable(), 144)) {
      group.plans().forEach(plan -> plan.checked(job.cuttable(), 144));
    }
  }

  @Test
  void holdsNoPlanTwice() {
    Job job = SMALL.job();
    List<Plan> plans = new ArrayList<>();
    PlanSpace.wide().groups(job.cuttable(), 144).forEach(group -> plans.addAll(group.plans()));

    assertThat(plans).doesNotHaveDuplicates();
  }

  @Test
  void refusesDegreesThatMeanNothing() {
    assertThatThrownBy(() -> PlanSpace.wide().tensor(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> PlanSpace.wide().zero(4)).hasMessageContaining("0 to 3");
  }
}
