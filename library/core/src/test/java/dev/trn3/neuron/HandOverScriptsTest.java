package dev.trn3.neuron;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.context;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts of a hand-over with programs that print how they were called. */
class HandOverScriptsTest {

  /** Options that the AWS CLI documents for each command. */
  private static final Map<String, Set<String>> AWS =
      Map.of(
          "describe-capacity-block-offerings",
          Set.of(
              "--instance-type",
              "--instance-count",
              "--ultraserver-type",
              "--ultraserver-count",
              "--start-date-range",
              "--end-date-range",
              "--capacity-duration-hours"),
          "purchase-capacity-block",
          Set.of("--capacity-block-offering-id", "--instance-platform"),
          "describe-capacity-block-extension-offerings",
          Set.of("--capacity-reservation-id", "--capacity-block-extension-duration-hours"),
          "purchase-capacity-block-extension",
          Set.of("--capacity-block-extension-offering-id", "--capacity-reservation-id"));

  private static final Map<String, String> BLOCK =
      Map.of(
          "AWS_REGION", "us-west-2",
          "TYPE", "a-type",
          "START", "2026-12-01T00:00:00Z",
          "END", "2026-12-31T00:00:00Z",
          "RESERVATION", "cr-1");

  private static final Map<String, String> HOST =
      Map.of("NODE_RANK", "3", "MASTER_ADDR", "10.0.0.1", "MODEL", "/models/one");

  private static final HandOver TRN3 =
      HandOver.of(
              "Llama 3.1 405B",
              TRN3_ULTRASERVER_GEN2,
              Plan.of(tensor(4), pipeline(9), data(4), zero(1)))
          .globalBatch(64);

  @TempDir private Path folder;

  @BeforeEach
  void programsThatTellHowTheyAreCalled() throws Exception {
    for (String program : List.of("aws", "torchrun", "python", "vllm")) {
      Path file =
          Files.writeString(
              folder.resolve(program),
              "#!/bin/sh\necho \"" + program + "\" \"$@\"\nenv | grep ^NEURON >&2\nexit 0\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }

  private record Called(int status, List<String> commands, String errors) {

    String option(String name) {
      return commands.stream()
          .flatMap(command -> List.of(command.split(" ")).stream())
          .dropWhile(word -> !word.equals(name))
          .skip(1)
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + " is missing in " + commands));
    }
  }

  private Called run(String script, Map<String, String> environment, String answer)
      throws Exception {
    Path file = Files.writeString(folder.resolve("script.sh"), script);
    ProcessBuilder builder = new ProcessBuilder("bash", file.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("NEURON"));
    builder.environment().putAll(environment);
    builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    builder.redirectInput(Files.writeString(folder.resolve("answer"), answer + "\n").toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Called(process.waitFor(), out.lines().toList(), err);
  }

  private static void assertOptionsAreDocumented(Called called) {
    for (String command : called.commands()) {
      List<String> words = List.of(command.split(" "));
      assertThat(words).startsWith("aws", "ec2");
      Set<String> options =
          words.stream().filter(word -> word.startsWith("--")).collect(Collectors.toSet());
      assertThat(AWS.get(words.get(2))).as(command).isNotNull().containsAll(options);
    }
  }

  @Test
  void findABlockAndBuyTheOneThatIsChosen() throws Exception {
    Called called = run(TRN3.capacityScript(7), BLOCK, "cb-42");

    assertThat(called.status()).as(called.errors()).isZero();
    assertThat(called.commands()).hasSize(2);
    assertOptionsAreDocumented(called);
    assertThat(called.option("--ultraserver-count")).isEqualTo("1");
    assertThat(called.option("--ultraserver-type")).isEqualTo("a-type");
    assertThat(called.option("--capacity-duration-hours")).isEqualTo("168");
    assertThat(called.option("--capacity-block-offering-id")).isEqualTo("cb-42");
  }

  @Test
  void buyNothingUnlessAnOfferIsChosen() throws Exception {
    HandOver servers =
        HandOver.of("model", UltraCluster.of(TRN2_48XLARGE).servers(4), Plan.of(data(64)));
    Called called = run(servers.capacityScript(1), BLOCK, "");

    assertThat(called.status()).isZero();
    assertThat(called.commands()).hasSize(1);
    assertOptionsAreDocumented(called);
    assertThat(called.option("--instance-type")).isEqualTo("trn2.48xlarge");
    assertThat(called.option("--instance-count")).isEqualTo("4");
  }

  @Test
  void extendAReservation() throws Exception {
    Called called = run(TRN3.extensionScript(14), BLOCK, "cb-43");

    assertThat(called.status()).as(called.errors()).isZero();
    assertThat(called.commands()).hasSize(2);
    assertOptionsAreDocumented(called);
    assertThat(called.option("--capacity-reservation-id")).isEqualTo("cr-1");
  }

  @Test
  void stopWhereSomethingIsNotSet() throws Exception {
    assertThat(run(TRN3.capacityScript(7), Map.of("AWS_REGION", "us-west-2"), "").errors())
        .contains("AWS publishes no UltraServer type");
    assertThat(run(TRN3.launchScript(), Map.of(), "").errors())
        .contains("NODE_RANK: set it to the number of this host, 0 to 35");
  }

  @Test
  void startTorchrunOnEachHost() throws Exception {
    Called called = run(TRN3.launchScript(), HOST, "");

    assertThat(called.status()).as(called.errors()).isZero();
    assertThat(called.commands())
        .singleElement()
        .asString()
        .startsWith("torchrun --nnodes=36 --nproc_per_node=16 --node_rank=3 --master_addr=10.0.0.1")
        .contains("train.py --nxd_config llama-3-1-405b-nxd.json");
    assertThat(called.errors())
        .contains("NEURON_RT_NUM_CORES=16")
        .contains("NEURON_LOGICAL_NC_CONFIG=2")
        .contains("NEURON_CC_FLAGS=");
  }

  @Test
  void startJaxWithTheWholeMesh() throws Exception {
    HandOver job =
        HandOver.of(
            "gpt-oss 120B",
            UltraCluster.of(TRN2_48XLARGE).servers(4),
            Plan.of(tensor(2), context(2), data(16), expert(16), zero(3)));
    Called called = run(job.jaxScript(), HOST, "");

    assertThat(called.status()).as(called.errors()).isZero();
    assertThat(called.commands())
        .singleElement()
        .asString()
        .endsWith(
            "--mesh_tensor=8 --mesh_pipeline=1 --mesh_context=2 --mesh_data=16 --mesh_expert=16");
    assertThat(called.errors())
        .contains("NEURON_PJRT_PROCESSES_NUM_DEVICES=64,64,64,64")
        .contains("NEURON_PJRT_PROCESS_INDEX=3")
        .contains("NEURON_FSDP=1");
  }

  @Test
  void serveWithAsManyRanksAsOneHostHas() throws Exception {
    Called called = run(TRN3.vllmCommand(), HOST, "");

    assertThat(called.status()).as(called.errors()).isZero();
    assertThat(called.commands())
        .containsExactly(
            "vllm serve /models/one --tensor-parallel-size 16 --max-model-len 8192 --max-num-seqs 32");
    assertThat(called.errors()).contains("NEURON_LOGICAL_NC_CONFIG=2");
  }
}
