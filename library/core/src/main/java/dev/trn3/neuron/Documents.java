package dev.trn3.neuron;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Server;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Recompute;

/** JSON documents. */
final class Documents {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::ACCOUNT:role/ROLE";

  private Documents() {}

  static String nxd(HandOver job) {
    ObjectNode root = JSON.createObjectNode();
    root.put("tensor_parallel_size", job.tensorRanks());
    root.put("pipeline_parallel_size", job.plan().pipeline());
    root.put("context_parallel_size", job.plan().context());
    root.put("expert_parallel_size", job.plan().expert());
    root.put("sequence_parallel", job.tensorRanks() > 1);
    root.put("lnc_size", job.lnc());
    ObjectNode optimizer = root.putObject("optimizer_config");
    optimizer.put("zero_one_enabled", job.plan().zero() >= 1);
    optimizer.put("grad_clipping", true);
    optimizer.put("max_grad_norm", 1.0);
    if (job.plan().pipeline() > 1) {
      ObjectNode pipeline = root.putObject("pipeline_config");
      pipeline.put("num_microbatches", job.plan().microBatches(job.globalBatch()));
      pipeline.put("virtual_pipeline_size", job.plan().chunks());
    }
    if (job.recompute() != Recompute.NONE) {
      root.put(
          "activation_checkpoint_config",
          job.recompute() == Recompute.FULL ? "full" : "CoreAttention");
    }
    return text(root);
  }

  static String sageMaker(HandOver job) {
    ObjectNode root = JSON.createObjectNode();
    root.put("TrainingJobName", job.fileName());
    root.put("RoleArn", ROLE);
    ObjectNode algorithm = root.putObject("AlgorithmSpecification");
    algorithm.put("TrainingImage", "NEURON_TRAINING_IMAGE");
    algorithm.put("TrainingInputMode", "File");
    ObjectNode resources = root.putObject("ResourceConfig");
    resources.put("InstanceType", instance(job));
    resources.put("InstanceCount", job.cores().hosts());
    resources.put("VolumeSizeInGB", 500);
    root.putObject("StoppingCondition").put("MaxRuntimeInSeconds", 86_400);
    root.putObject("OutputDataConfig").put("S3OutputPath", "s3://BUCKET/" + job.fileName());
    ObjectNode environment = root.putObject("Environment");
    job.environment().forEach(environment::put);
    ObjectNode parameters = root.putObject("HyperParameters");
    parameters.put("tensor_parallel_size", Integer.toString(job.tensorRanks()));
    parameters.put("pipeline_parallel_size", Integer.toString(job.plan().pipeline()));
    parameters.put("sequence_length", Integer.toString(job.sequenceLength()));
    parameters.put("global_batch_size", Integer.toString(job.globalBatch()));
    return text(root);
  }

  static String hyperPod(HandOver job) {
    ObjectNode root = JSON.createObjectNode();
    root.put("ClusterName", job.fileName());
    ObjectNode group = root.putArray("InstanceGroups").addObject();
    group.put("InstanceGroupName", "workers");
    group.put("InstanceType", instance(job));
    group.put("InstanceCount", job.cores().hosts());
    group.put("ThreadsPerCore", 1);
    group.put("ExecutionRole", ROLE);
    ObjectNode lifecycle = group.putObject("LifeCycleConfig");
    lifecycle.put("SourceS3Uri", "s3://sagemaker-BUCKET/" + job.fileName());
    lifecycle.put("OnCreate", "on_create.sh");
    root.put("NodeRecovery", "Automatic");
    ObjectNode network = root.putObject("VpcConfig");
    network.putArray("SecurityGroupIds").add("sg-GROUP");
    network.putArray("Subnets").add("subnet-SUBNET");
    return text(root);
  }

  /** SageMaker knows the servers of a Trn2 UltraServer under the name of the plain ones. */
  private static String instance(HandOver job) {
    Machine unit = job.machine() instanceof UltraCluster cluster ? cluster.unit() : job.machine();
    if (unit instanceof Server server) {
      return "ml." + server.name();
    }
    return job.generation().equals("trn2") ? "ml.trn2.48xlarge" : "TRN3_INSTANCE_TYPE_NOT_PUBLIC";
  }

  private static String text(ObjectNode root) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }
}
