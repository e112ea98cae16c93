package dev.trn3.experiment;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static dev.trn3.workload.Models.LLAMA_3_1_405B;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.simulation.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(events.size()).isEqualTo(4 + 2 * 4 * 128);
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
}
