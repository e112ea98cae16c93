package dev.trn3.neuron;

import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.Servers.TRN1_32XLARGE;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandOverTest {

  private static final HandOver TRN3 =
      HandOver.of(
              "Llama 3.1 405B",
              TRN3_ULTRASERVER_GEN2,
              Plan.of(tensor(4), pipeline(9), data(4), zero(1)))
          .globalBatch(64);

  private static final HandOver TRN2 =
      HandOver.of("Llama 3.1 8B", TRN2_48XLARGE, Plan.of(tensor(4), data(4)));

  private static final String SAGEMAKER_NAME = "[a-zA-Z0-9](-*[a-zA-Z0-9])*";

  @TempDir private Path folder;

  @Test
  void coresAreThoseOfOneHost() {
    assertThat(TRN3.environment())
        .containsEntry("NEURON_RT_NUM_CORES", "16")
        .containsEntry("NEURON_LOGICAL_NC_CONFIG", "2");
    assertThat(TRN3.logicalCores(1).environment()).containsEntry("NEURON_RT_NUM_CORES", "32");
    assertThat(TRN3.cores().logical()).isEqualTo(576);
    assertThat(TRN2.environment()).containsEntry("NEURON_RT_NUM_CORES", "64");
  }

  @Test
  void theAnnouncedExampleFitsTrn1() {
    HandOver trn1 = HandOver.of("Llama 2 7B", TRN1_32XLARGE, Plan.of(tensor(4), data(4)));

    assertThat(trn1.environment())
        .containsEntry("NEURON_RT_NUM_CORES", "32")
        .doesNotContainKey("NEURON_LOGICAL_NC_CONFIG");
    assertThat(TRN3.cores().sheet().notes().get(0)).contains("NEURON_RT_NUM_CORES=32");
  }

  @Test
  void tensorRanksAreAllCoresOfTheChipsThatShareAMatrix() throws Exception {
    JsonNode nxd = new ObjectMapper().readTree(TRN3.nxdConfiguration());

    assertThat(nxd.get("tensor_parallel_size").asInt()).isEqualTo(16);
    assertThat(nxd.get("pipeline_config").get("num_microbatches").asInt()).isEqualTo(16);
    int copies = TRN3.cores().logical() / 16 / nxd.get("pipeline_parallel_size").asInt();
    assertThat(copies).isEqualTo(4);
  }

  @Test
  void asksForNamesThatAwsDoesNotPublish() {
    assertThat(TRN3.capacityScript(7))
        .contains("AWS publishes no UltraServer type")
        .contains("--capacity-duration-hours 168");
    assertThat(TRN2.capacityScript(7)).contains("TYPE=\"trn2.48xlarge\"");
    assertThat(TRN3.unverified()).anySatisfy(s -> assertThat(s).contains("publishes neither"));
  }

  @Test
  void refusesBlocksThatAreNotSold() {
    assertThatThrownBy(() -> TRN2.capacityScript(15)).hasMessageContaining("use 14 or 21");
  }

  @Test
  void sageMakerJobIsJsonWithAllHosts() throws Exception {
    JsonNode job = new ObjectMapper().readTree(TRN3.sageMakerTrainingJob());

    assertThat(job.get("ResourceConfig").get("InstanceCount").asInt()).isEqualTo(36);
    assertThat(job.get("Environment").get("NEURON_RT_NUM_CORES").asText()).isEqualTo("16");
  }

  /** What the API reference of SageMaker demands of the fields. */
  @Test
  void hyperPodClusterIsAValidRequest() throws Exception {
    for (HandOver job : List.of(TRN3, TRN2)) {
      JsonNode cluster = new ObjectMapper().readTree(job.hyperPodCluster());
      JsonNode group = cluster.get("InstanceGroups").get(0);

      assertThat(cluster.get("ClusterName").asText()).matches(SAGEMAKER_NAME).hasSizeLessThan(64);
      assertThat(group.get("InstanceGroupName").asText()).matches(SAGEMAKER_NAME);
      assertThat(group.get("InstanceCount").asInt()).isEqualTo(job.cores().hosts());
      assertThat(group.get("ExecutionRole").asText()).startsWith("arn:aws:iam::");
      assertThat(group.get("LifeCycleConfig").get("SourceS3Uri").asText())
          .startsWith("s3://sagemaker-");
      assertThat(group.get("LifeCycleConfig").get("OnCreate").asText()).endsWith(".sh");
    }
  }

  @Test
  void sageMakerNamesTheServersOfAnyMachine() throws Exception {
    Plan plan = Plan.of(tensor(4), data(16));

    for (Machine machine :
        List.of(UltraCluster.of(TRN2_48XLARGE).servers(4), UltraServers.TRN2_ULTRASERVER)) {
      String job = HandOver.of("model", machine, plan).sageMakerTrainingJob();
      JsonNode resources = new ObjectMapper().readTree(job).get("ResourceConfig");
      assertThat(resources.get("InstanceType").asText()).isEqualTo("ml.trn2.48xlarge");
    }
    String trn1 =
        HandOver.of("model", UltraCluster.of(TRN1_32XLARGE).servers(4), plan).hyperPodCluster();
    assertThat(trn1).contains("ml.trn1.32xlarge");
  }

  @Test
  void filesAreNamedAfterTheModel() throws Exception {
    HandOver odd = HandOver.of("(My) model, v2!", TRN2_48XLARGE, Plan.of(data(16)));
    JsonNode job = new ObjectMapper().readTree(odd.sageMakerTrainingJob());

    assertThat(job.get("TrainingJobName").asText())
        .isEqualTo("my-model-v2")
        .matches(SAGEMAKER_NAME);
    assertThatThrownBy(() -> HandOver.of("?", TRN2_48XLARGE, Plan.of(data(16))))
        .hasMessage("\"?\" is no name of a model; files are named after it");
  }

  @Test
  void extensionIsBoughtForAReservation() {
    assertThat(TRN3.extensionScript(7))
        .contains("describe-capacity-block-extension-offerings")
        .contains("--capacity-block-extension-duration-hours 168");
    assertThatThrownBy(() -> TRN3.extensionScript(16)).hasMessageContaining("use 14 or 21");
  }

  @Test
  void clustersCountAllTheirHosts() {
    HandOver cluster =
        HandOver.of(
            "model", UltraCluster.of(TRN2_48XLARGE).servers(4), Plan.of(tensor(4), data(16)));

    assertThat(cluster.launchScript()).contains("--nnodes=4").contains("--nproc_per_node=64");
    assertThat(cluster.environment()).containsEntry("FI_PROVIDER", "efa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash -n", "shellcheck"})
  void scriptsAreValid(String checker) throws Exception {
    List<String> command = List.of(checker.split(" "));
    Assumptions.assumeTrue(
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, command.get(0)))),
        command.get(0) + " is not installed");
    for (HandOver job : List.of(TRN3, TRN2)) {
      for (String script :
          List.of(
              job.launchScript(),
              job.jaxScript(),
              job.capacityScript(7),
              job.extensionScript(7),
              "#!/usr/bin/env bash\n" + job.vllmCommand() + "\n")) {
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        List<String> all = new java.util.ArrayList<>(command);
        all.add(file.toString());
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output =
            new String(
                process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output + script).isZero();
      }
    }
  }

  @Test
  void refusesOtherMakersAndPlansThatDoNotFit() {
    assertThatThrownBy(() -> HandOver.of("m", P5_48XLARGE, Plan.of(data(8))))
        .hasMessage("p5.48xlarge has H100 chips; the hand-over is for AWS Neuron machines");
    assertThatThrownBy(() -> HandOver.of("m", TRN2_48XLARGE, Plan.of(data(8))))
        .hasMessageContaining("uses 8 chips, but trn2.48xlarge has 16");
    assertThatThrownBy(() -> TRN2.logicalCores(4)).hasMessageContaining("it has [1, 2]");
  }
}
