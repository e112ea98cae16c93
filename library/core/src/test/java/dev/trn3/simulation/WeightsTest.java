package dev.trn3.simulation;

import static dev.trn3.parallelism.Parallelism.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.parallelism.Plan;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static final Software BALANCED = Softwares.of("nanotron", "H100");

  @Test
  void ofStagesCutByWorkLeaveOutExpertsThatATokenDoesNotChoose() {
    assertThat(BALANCED.balancedStages()).isTrue();
    Plan plan = Plan.of(pipeline(4));
    Weights mixture = new Weights(Models.GPT_OSS_120B);

    // A token uses 0.58 billion parameters of the output and 0.11 of a layer: as 5 of 36 layers.
    assertThat(mixture.layers(plan, BALANCED)).isEqualTo(11);
    assertThat(mixture.lastLayers(plan, BALANCED)).isEqualTo(5);
  }
}
