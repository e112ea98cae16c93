package dev.trn3.experiment;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.context;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static dev.trn3.workload.Models.LLAMA_3_1_405B;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSimulationTest {

  private static final Training JOB =
      Training.of(LLAMA_3_1_70B)
          .sequenceLength(8192)
          .globalBatch(1152)
          .precision(BF16)
          .on(TRN3_ULTRASERVER_GEN2)
          .parallel(tensor(4), pipeline(4), data(9), zero(1));

  @Test
  void agreesWithTheClosedForm() {
    TrainingSimulation simulation = JOB.simulate();

    assertThat(simulation.stepTime().si() / simulation.estimate().stepTime().si())
        .isCloseTo(1, within(0.03));
  }

  @Test
  void agreesWithTheClosedFormWhenInterleaved() {
    TrainingSimulation simulation =
        JOB.parallel(tensor(4), pipeline(4).interleaved(4), data(9), zero(1)).simulate();

    assertThat(simulation.stepTime().si() / simulation.estimate().stepTime().si())
        .isCloseTo(1, within(0.03));
  }

  @Test
  void agreesWithTheClosedFormWithoutABubble() {
    TrainingSimulation simulation =
        JOB.parallel(tensor(4), pipeline(4).zeroBubble(), data(9), zero(1)).simulate();

    assertThat(simulation.stepTime().si() / simulation.estimate().stepTime().si())
        .isCloseTo(1, within(0.03));
    assertThat(simulation.stepTime().si()).isLessThan(JOB.simulate().stepTime().si());
  }

  @Test
  void agreesExactlyWithoutAPipeline() {
    TrainingSimulation simulation =
        Training.of(LLAMA_3_1_8B)
            .globalBatch(1152)
            .on(TRN3_ULTRASERVER_GEN2)
            .parallel(tensor(4), data(36), zero(1))
            .simulate();

    assertThat(simulation.stepTime().si())
        .isCloseTo(simulation.estimate().stepTime().si(), within(1e-9));
  }

  @Test
  void isSlowerWithChipsThatVary() {
    double even = JOB.simulate().stepTime().si();
    double varied = JOB.simulate(Variation.of(0.02, 0.01)).stepTime().si();

    assertThat(varied / even).isBetween(1.01, 1.3);
    assertThat(JOB.simulate(Variation.of(0.02, 0.01)).stepTime().si()).isEqualTo(varied);
    assertThat(JOB.simulate(Variation.of(0.02, 0.01).seed(2)).stepTime().si()).isNotEqualTo(varied);
  }

  @Test
  void playsRepresentativesOfManyCopies() {
    TrainingSimulation simulation =
        Training.of(LLAMA_3_1_405B)
            .sequenceLength(8192)
            .globalBatch(2304)
            .precision(MXFP8)
            .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(64))
            .parallel(tensor(8), pipeline(9).interleaved(2), data(128), zero(1))
            .simulate(Variation.of(0.02, 0.01));

    assertThat(simulation.run().copies()).isEqualTo(128);
    assertThat(simulation.run().played()).isEqualTo(64);
    assertThat(simulation.stepTime().si()).isGreaterThan(simulation.estimate().stepTime().si());
  }

  @Test
  void accountsForAllTimeOfAllStages() {
    TrainingSimulation.Timeline timeline = JOB.simulate().timeline();

    assertThat(timeline.sheet().rows())
        .hasSize(4)
        .allSatisfy(
            row -> {
              double sum = 0;
              for (Object cell : row.subList(1, row.size())) {
                sum += (Double) cell;
              }
              assertThat(sum).isCloseTo(timeline.run().seconds(), within(1e-6));
            });
  }

  @Test
  void writesATrace(@TempDir Path folder) throws IOException {
    Path file = JOB.simulate().perfetto(folder.resolve("step.json"));

    JsonNode events = new ObjectMapper().readTree(Files.readString(file)).get("traceEvents");
    // Two threads for each stage, and all tasks; three more for each stage that end the step.
    assertThat(events(events, "M")).hasSize(2 * 4);
    assertThat(events(events, "X")).hasSize(2 * 4 * 128 + 3 * 4);
    assertThat(
            events(events, "X").stream()
                .filter(event -> !event.has("args"))
                .map(event -> event.get("name").asText()))
        .hasSize(3 * 4)
        .containsOnly("sum of gradients", "optimizer", "gather of weights");
    assertThat(events(events, "b")).hasSameSizeAs(events(events, "e"));
    assertThat(events(events, "b").stream().map(event -> event.get("name").asText()).distinct())
        .containsExactlyInAnyOrder(
            "tensor-parallel communication",
            "pipeline communication",
            "data-parallel communication");
  }

  @Test
  void namesTheFolderThatATraceNeeds(@TempDir Path folder) {
    TrainingSimulation simulation = JOB.simulate();

    assertThatThrownBy(() -> simulation.perfetto(folder.resolve("missing").resolve("step.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no folder")
        .hasMessageContaining("missing");
  }

  private static List<JsonNode> events(JsonNode all, String phase) {
    List<JsonNode> some = new ArrayList<>();
    all.forEach(
        event -> {
          if (event.get("ph").asText().equals(phase)) {
            some.add(event);
          }
        });
    return some;
  }

  @Test
  void agreesWithTheClosedFormWhereNothingDividesEvenly() {
    TrainingSimulation simulation =
        Training.of(LLAMA_3_1_405B)
            .sequenceLength(8192)
            .globalBatch(2048)
            .precision(MXFP8)
            .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(64))
            .parallel(tensor(8), pipeline(18).interleaved(2), data(64), zero(1))
            .simulate();

    assertThat(simulation.stepTime().si() / simulation.estimate().stepTime().si())
        .isCloseTo(1, within(0.06));
  }

  @Test
  void drawsWhatEveryStageDoes() {
    String drawing = JOB.simulate().gantt().bundle().data().get("image/svg+xml").toString();

    assertThat(drawing).contains("stage 0", "stage 3", "forward", "backward", "time [s]");
    assertThat(drawing.length()).isLessThan(200_000);
  }

  /** Stages 48 chips apart: sends leave the sled over the same switches as tensor sums do. */
  @Test
  void isSlowerWhereSendsAndSumsShareTheLinksOfAChip() {
    TrainingSimulation shared = JOB.parallel(tensor(16), pipeline(3), data(3), zero(1)).simulate();
    TrainingSimulation apart = JOB.simulate();
    TrainingSimulation alone = JOB.parallel(tensor(16), data(9), zero(1)).simulate();

    assertThat(shared.run().changedBySharing() / shared.stepTime().si()).isBetween(1e-5, 0.05);
    assertThat(apart.run().changedBySharing()).isLessThan(shared.run().changedBySharing() / 5);
    assertThat(alone.run().changedBySharing()).isCloseTo(0, within(1e-9));
  }

  @Test
  void includesAnOptimizerOnTheHost() {
    double here = JOB.simulate().run().tail();
    double there = JOB.offloadOptimizer().simulate().run().tail();

    assertThat(there).isGreaterThan(here);
  }

  @Test
  void agreesWithTheClosedFormWhereGradientsHideBehindComputation() {
    for (Plan plan :
        List.of(
            Plan.of(tensor(8), data(8), zero(1)),
            Plan.of(tensor(4), pipeline(2), data(8), zero(1)),
            Plan.of(data(64), zero(3)))) {
      TrainingSimulation simulation =
          Training.of(LLAMA_3_1_8B)
              .sequenceLength(8192)
              .globalBatch(256)
              .on(UltraCluster.of(P5_48XLARGE).servers(8))
              .parallel(plan)
              .simulate();

      assertThat(simulation.run().unshared() / simulation.estimate().stepTime().si())
          .as(plan.toString())
          .isCloseTo(1, within(0.03));
    }
  }

  @Test
  void agreesWithTheClosedFormForAMixtureOfExpertsAndForARing() {
    TrainingSimulation experts =
        Training.of(GPT_OSS_120B)
            .globalBatch(1152)
            .on(TRN3_ULTRASERVER_GEN2)
            .parallel(data(144), expert(16), zero(1))
            .withoutMemoryLimit()
            .simulate();
    TrainingSimulation ring = longSequences(tensor(4), context(4), data(9), zero(1)).simulate();

    for (TrainingSimulation each : List.of(experts, ring)) {
      assertAgrees(each);
      assertThat(each.run().changedBySharing() / each.stepTime().si()).isBetween(0.0, 0.1);
    }
  }

  /** Over two servers a gather is quicker than a ring; nothing passes behind the attention then. */
  @Test
  void agreesWithTheClosedFormWhereASequenceSpansTwoTiers() {
    TrainingSimulation gathered =
        Training.of(LLAMA_3_1_8B)
            .sequenceLength(18432)
            .globalBatch(4)
            .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(2))
            .parallel(tensor(16), context(18), zero(1))
            .withoutMemoryLimit()
            .simulate();
    TrainingSimulation ring = longSequences(context(16), data(9), zero(1)).simulate();

    assertAgrees(gathered);
    assertAgrees(ring);
  }

  @Test
  void agreesWithTheClosedFormWhereARingIsComputedAgain() {
    Training training = longSequences(tensor(4), context(4), data(9), zero(1));

    assertAgrees(training.recompute(Recompute.FULL).simulate());
    assertAgrees(training.recompute(Recompute.FULL, 8).simulate());
  }

  private static Training longSequences(Parallelism... cuts) {
    return Training.of(LLAMA_3_1_8B)
        .sequenceLength(131072)
        .globalBatch(36)
        .on(TRN3_ULTRASERVER_GEN2)
        .parallel(cuts)
        .withoutMemoryLimit();
  }

  private static void assertAgrees(TrainingSimulation simulation) {
    assertThat(simulation.run().unshared() / simulation.estimate().stepTime().si())
        .isCloseTo(1, within(1e-6));
  }
}
