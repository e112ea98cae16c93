package dev.trn3.neuron;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A simulated plan, ready to be carried out.
 *
 * @param model name of the model, used for file names and comments
 * @param machine on which it shall run
 * @param plan how it is cut, in chips
 * @param precision of the matrix multiplications
 * @param recompute activations computed again
 * @param sequenceLength tokens of a sequence
 * @param globalBatch sequences of a step
 * @param lnc physical cores joined into one logical core
 */
public record HandOver(
    String model,
    Machine machine,
    Plan plan,
    DataType precision,
    Recompute recompute,
    int sequenceLength,
    int globalBatch,
    int lnc)
    implements Tabular {

  /**
   * Checks that this is a Neuron machine and that the plan uses all its chips.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  public HandOver {
    if (!model.matches(".*[A-Za-z0-9].*")) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a model; files are named after it".formatted(model));
    }
    if (machine.chip().cores().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has %s chips; the hand-over is for AWS Neuron machines"
              .formatted(machine.name(), machine.chip().name()));
    }
    machine.chip().cores().get().logical(lnc);
    if (plan.devices() != machine.chips()) {
      throw new IllegalArgumentException(
          "the plan (%s) uses %d chips, but %s has %d"
              .formatted(plan, plan.devices(), machine.name(), machine.chips()));
    }
  }

  /** A plan in BF16 with sequences of 8192 tokens and one sequence for each copy of the model. */
  public static HandOver of(String model, Machine machine, Plan plan) {
    return new HandOver(
        model,
        machine,
        plan,
        DataType.BF16,
        Recompute.SELECTIVE,
        8192,
        plan.data() * plan.microBatch(),
        machine.chip().cores().map(dev.trn3.hardware.NeuronCores::defaultConfiguration).orElse(1));
  }

  /** In another precision. */
  public HandOver precision(DataType other) {
    return new HandOver(model, machine, plan, other, recompute, sequenceLength, globalBatch, lnc);
  }

  /** With another choice of activations to compute again. */
  public HandOver recompute(Recompute other) {
    return new HandOver(model, machine, plan, precision, other, sequenceLength, globalBatch, lnc);
  }

  /** With sequences of another length. */
  public HandOver sequenceLength(int tokens) {
    return new HandOver(model, machine, plan, precision, recompute, tokens, globalBatch, lnc);
  }

  /** With another number of sequences in a step. */
  public HandOver globalBatch(int sequences) {
    return new HandOver(model, machine, plan, precision, recompute, sequenceLength, sequences, lnc);
  }

  /** With another number of physical cores in a logical core: 1 or 2. */
  public HandOver logicalCores(int physical) {
    return new HandOver(
        model, machine, plan, precision, recompute, sequenceLength, globalBatch, physical);
  }

  /** Hosts, chips and cores, and why the announcement's example does not fit. */
  public Cores cores() {
    return Cores.of(machine, lnc);
  }

  /** Variables of the Neuron runtime and the network on every host. */
  public Map<String, String> environment() {
    return Environment.of(this);
  }

  /** Flags of {@code neuronx-cc}. */
  public String compilerFlags() {
    List<String> flags = new ArrayList<>();
    flags.add("--target " + generation());
    if (lnc > 1 || machine.chip().cores().get().logicalConfigurations().size() > 1) {
      flags.add("--lnc " + lnc);
    }
    flags.add("--model-type transformer");
    flags.add("--distribution-strategy llm-training");
    return String.join(" ", flags);
  }

  /** A shell script that checks its variables and starts {@code torchrun} on this host. */
  public String launchScript() {
    return Scripts.torchrun(this);
  }

  /** The same for JAX: one process for each host. */
  public String jaxScript() {
    return Scripts.jax(this);
  }

  /** A shell script that finds and buys the Capacity Block, after asking. */
  public String capacityScript(int days) {
    return Capacity.script(this, days);
  }

  /** A shell script that finds and buys more days for a block, after asking. */
  public String extensionScript(int days) {
    return Capacity.extension(this, days);
  }

  /** The arguments of NxD Training's {@code neuronx_distributed_config}, as JSON. */
  public String nxdConfiguration() {
    return Documents.nxd(this);
  }

  /** A request for {@code aws sagemaker create-training-job}, as JSON. */
  public String sageMakerTrainingJob() {
    return Documents.sageMaker(this);
  }

  /** A request for {@code aws sagemaker create-cluster} (HyperPod), as JSON. */
  public String hyperPodCluster() {
    return Documents.hyperPod(this);
  }

  /** The command that serves the model with vLLM on one host. */
  public String vllmCommand() {
    return Scripts.vllm(this);
  }

  /** What has not been run on hardware, as sentences. */
  public List<String> unverified() {
    List<String> sentences = new ArrayList<>();
    sentences.add("None of these files has been run on hardware; they are checked for syntax.");
    if (generation().equals("trn3")) {
      sentences.add(
          "AWS publishes neither the EC2 instance type nor the UltraServer type of Trn3: the"
              + " scripts ask for them.");
      sentences.add(
          "The compiler's documentation lists no trn3 target; Neuron's own recipes use it.");
    }
    if (precision != DataType.BF16) {
      sentences.add(
          "Training in %s depends on kernels of your own; the files set up BF16."
              .formatted(precision));
    }
    if (plan.zero() > 1) {
      sentences.add(
          "NxD shares optimizer states only (ZeRO-1); for ZeRO-%d the training script has to shard"
                  .formatted(plan.zero())
              + " the model itself, as with FSDP.");
    }
    if (plan.context() > 1) {
      sentences.add(
          "With context parallelism the training script has to pass keys and values around, as in"
              + " ring attention.");
    }
    if (plan.expert() > plan.data() * plan.context()) {
      sentences.add(
          "The plan spreads experts over chips that share matrices as well; NxD spreads them over"
              + " copies of the model only.");
    }
    if (plan.pipeline() > 1) {
      sentences.add("vLLM on Neuron has no pipeline parallelism; its command uses tensors only.");
    }
    return sentences;
  }

  String generation() {
    return switch (machine.chip().name()) {
      case "Trainium1" -> "trn1";
      case "Trainium2" -> "trn2";
      case "Trainium3" -> "trn3";
      case "Inferentia2" -> "inf2";
      default ->
          throw new IllegalArgumentException(
              "neuronx-cc has no target for " + machine.chip().name());
    };
  }

  /** Ranks that share each matrix: every logical core of the chips that do. */
  int tensorRanks() {
    return plan.tensor() * cores().logicalPerChip();
  }

  String fileName() {
    String name = model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = name.length() > 40 ? name.substring(0, 40) : name;
    return cut.replaceAll("^-|-$", "");
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
                "Hand-over of %s to %s".formatted(model, machine.name()),
                Sheet.column("what"),
                Sheet.column("value"))
            .row("plan", plan.toString())
            .row("hosts", Integer.toString(cores().hosts()))
            .row("processes per host", Integer.toString(cores().logicalPerHost()))
            .row("tensor parallel ranks", Integer.toString(tensorRanks()))
            .row("compiler flags", compilerFlags())
            .row(
                "environment",
                environment().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(" ")));
    for (String sentence : unverified()) {
      sheet = sheet.note(sentence);
    }
    return sheet;
  }

  @Override
  public String toString() {
    return "Hand-over of %s to %s: %d hosts with %d processes each"
        .formatted(model, machine.name(), cores().hosts(), cores().logicalPerHost());
  }
}
