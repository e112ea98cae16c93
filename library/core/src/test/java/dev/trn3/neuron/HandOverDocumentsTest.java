package dev.trn3.neuron;

import static dev.trn3.hardware.Servers.TRN1_32XLARGE;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.context;
import static dev.trn3.parallelism.Parallelism.data;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.pipeline;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.parallelism.Parallelism.zero;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every JSON document of a hand-over against the shape that its reader documents. */
class HandOverDocumentsTest {

  private static final HandOver TRN3 =
      HandOver.of(
              "Llama 3.1 405B",
              TRN3_ULTRASERVER_GEN2,
              Plan.of(tensor(4), pipeline(9).interleaved(2), data(4), zero(1)))
          .globalBatch(64);

  static Stream<HandOver> published() {
    return Stream.of(
        HandOver.of("Llama 2 7B", TRN1_32XLARGE, Plan.of(tensor(4), data(4))),
        HandOver.of("(My) model, v2!", TRN2_48XLARGE, Plan.of(data(16), zero(3))),
        HandOver.of("Llama 3.1 8B", TRN2_48XLARGE, Plan.of(tensor(4), context(2), data(2), zero(1)))
            .recompute(Recompute.FULL),
        HandOver.of("m".repeat(200), TRN2_ULTRASERVER, Plan.of(tensor(4), pipeline(4), data(4)))
            .recompute(Recompute.NONE)
            .globalBatch(64),
        HandOver.of(
            "gpt-oss 120B",
            UltraCluster.of(TRN2_ULTRASERVER).servers(8),
            Plan.of(tensor(4), data(128), expert(64), zero(1))));
  }

  /** What only the owner of an account can fill in. */
  private static String filled(String document) {
    return document
        .replace("::ACCOUNT:role/ROLE", "::123456789012:role/training")
        .replace("BUCKET", "bucket")
        .replace("NEURON_TRAINING_IMAGE", "123456789012.dkr.ecr.us-west-2.amazonaws.com/neuron:1")
        .replace("sg-GROUP", "sg-0123456789abcdef0")
        .replace("subnet-SUBNET", "subnet-0123456789abcdef0");
  }

  private static List<Error> errors(String schema, String document) {
    try (InputStream in = HandOverDocumentsTest.class.getResourceAsStream(schema)) {
      Schema shape =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(in, InputFormat.JSON);
      return shape.validate(document, InputFormat.JSON);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void fitWhatTheirReadersDocument(HandOver job) {
    assertThat(errors("create-cluster.schema.json", filled(job.hyperPodCluster()))).isEmpty();
    assertThat(errors("create-training-job.schema.json", filled(job.sageMakerTrainingJob())))
        .isEmpty();
    assertThat(errors("nxd-configuration.schema.json", job.nxdConfiguration())).isEmpty();
  }

  @Test
  void ofTrn3LackOnlyTheInstanceTypeThatAwsDoesNotPublish() {
    assertThat(errors("create-cluster.schema.json", filled(TRN3.hyperPodCluster())))
        .singleElement()
        .satisfies(e -> assertThat(e.getInstanceLocation().toString()).endsWith("InstanceType"));
    assertThat(errors("create-training-job.schema.json", filled(TRN3.sageMakerTrainingJob())))
        .singleElement()
        .satisfies(e -> assertThat(e.getInstanceLocation().toString()).endsWith("InstanceType"));
    assertThat(TRN3.hyperPodCluster()).contains("TRN3_INSTANCE_TYPE_NOT_PUBLIC");
    assertThat(errors("nxd-configuration.schema.json", TRN3.nxdConfiguration())).isEmpty();
  }

  @Test
  void areRefusedWithTheirPlaceholders() {
    HandOver job = HandOver.of("model", TRN2_48XLARGE, Plan.of(data(16)));

    assertThat(errors("create-cluster.schema.json", job.hyperPodCluster()))
        .anySatisfy(e -> assertThat(e.getInstanceLocation().toString()).endsWith("ExecutionRole"));
  }

  @ParameterizedTest
  @MethodSource("published")
  void readAsYamlToo(HandOver job) throws Exception {
    JsonNode json = new ObjectMapper().readTree(job.nxdConfiguration());

    assertThat(new YAMLMapper().readTree(job.nxdConfiguration())).isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("published")
  void cutTheModelIntoAsManyRanksAsThereAreCores(HandOver job) throws Exception {
    JsonNode nxd = new ObjectMapper().readTree(job.nxdConfiguration());
    int ranks =
        nxd.get("tensor_parallel_size").asInt()
            * nxd.get("pipeline_parallel_size").asInt()
            * nxd.get("context_parallel_size").asInt();

    assertThat(ranks * job.plan().data()).isEqualTo(job.cores().logical());
  }

  @Test
  void sayWhatNxdDoesNotDoByItself() {
    HandOver shared = HandOver.of("model", TRN2_48XLARGE, Plan.of(data(16), zero(3)));
    HandOver ring = HandOver.of("model", TRN2_48XLARGE, Plan.of(tensor(4), context(4)));

    assertThat(shared.environment()).containsEntry("NEURON_FSDP", "1");
    assertThat(shared.unverified()).anySatisfy(s -> assertThat(s).contains("ZeRO-3"));
    assertThat(ring.unverified()).anySatisfy(s -> assertThat(s).contains("context parallelism"));
    assertThat(TRN3.unverified()).noneSatisfy(s -> assertThat(s).contains("ZeRO"));
  }
}
