package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The published measurements that the calibration uses, read from the data of the library. */
public final class Measurements {

  private static final Map<String, Transformer> TRN1_MODELS =
      Map.of(
          "GPT3-46B", Models.GPT_3_46B,
          "GPT3-6.7B", Models.GPT_3_6_7B,
          "Llama2-7B", Models.LLAMA_2_7B,
          "Llama2-70B", Models.LLAMA_2_70B,
          "Llama-3.1-8B", Models.LLAMA_3_1_8B);

  private static final Map<String, Transformer> NVIDIA_MODELS =
      Map.of(
          "LLAMA3_8B", Models.LLAMA_3_8B,
          "LLAMA3_70B", Models.LLAMA_3_70B,
          "GPT OSS 120B", Models.GPT_OSS_120B,
          "Qwen3_30B_a3B", Models.QWEN3_30B_A3B);

  private Measurements() {}

  /** Every row, references and others. */
  public static List<Measured> all() {
    List<Measured> rows = new ArrayList<>(trainium1());
    rows.addAll(megatron());
    rows.addAll(nvidia());
    rows.addAll(NanotronRows.speed());
    return List.copyOf(rows);
  }

  /** Rows of AWS for trn1.32xlarge; devices are NeuronCores. */
  public static List<Measured> trainium1() {
    List<Map<String, String>> rows = CsvTable.read(Measurements.class, "training-trn1.csv");
    List<Measured> measured = new ArrayList<>();
    for (Map<String, String> row : rows) {
      String key = trainium1Key(row);
      boolean newest =
          rows.stream()
              .filter(other -> trainium1Key(other).equals(key))
              .allMatch(
                  other -> release(other.get("neuron_sdk")) <= release(row.get("neuron_sdk")));
      measured.add(trainium1(row, newest));
    }
    return measured;
  }

  private static String trainium1Key(Map<String, String> row) {
    return String.join(
        "/",
        row.get("model"),
        row.get("nodes"),
        row.get("tp"),
        row.get("dp"),
        row.get("pp"),
        row.get("zero1"),
        row.get("sequence_length"));
  }

  private static Measured trainium1(Map<String, String> row, boolean newest) {
    String name = row.get("model");
    boolean gpt = name.startsWith("GPT3");
    int nodes = integer(row, "nodes");
    // The published launch scripts use 32 sequences for each node where the table prints none.
    int batch =
        row.get("global_batch_sequences").isEmpty()
            ? 32 * nodes
            : integer(row, "global_batch_sequences");
    int length = integer(row, "sequence_length");
    Plan plan =
        new Plan(
            integer(row, "tp"),
            integer(row, "pp"),
            1,
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            1,
            integer(row, "dp"),
            1,
            row.get("zero1").equals("yes") ? 1 : 0,
            integer(row, "micro_batch"));
    return new Measured(
        "Trn1",
        "%s %d nodes tp%s pp%s dp%s%s SDK %s"
            .formatted(
                name,
                nodes,
                row.get("tp"),
                row.get("pp"),
                row.get("dp"),
                row.get("zero1").isEmpty() ? "" : " ZeRO-1",
                row.get("neuron_sdk")),
        name,
        MeasuredMachines.named("trn1.32xlarge"),
        gpt ? "Neuron NeMo Megatron" : "Neuron NxD Training",
        true,
        new Job(
            TRN1_MODELS.get(name),
            length,
            batch,
            16,
            gpt ? Recompute.FULL : Recompute.NONE,
            false,
            1),
        List.of(plan),
        number(row, "sequences_per_second") * length,
        newest,
        row.get("source"));
  }

  /** Rows of the Megatron papers and README on A100 and H100. */
  public static List<Measured> megatron() {
    return CsvTable.read(Measurements.class, "training-gpu-megatron.csv").stream()
        .map(Measurements::megatron)
        .toList();
  }

  private static Measured megatron(Map<String, String> row) {
    boolean a100 = row.get("chip").startsWith("A100");
    double h = number(row, "hidden");
    double l = number(row, "layers");
    double s = number(row, "sequence_length");
    double v = number(row, "vocabulary");
    int batch = integer(row, "global_batch");
    int chips = integer(row, "chips");
    Transformer model =
        Transformer.named("Megatron " + row.get("model"))
            .layers((int) l)
            .hidden((int) h)
            .vocabulary((int) v)
            .attention(
                Attention.multiHead(integer(row, "heads"), (int) h / integer(row, "heads"))
                    .biased())
            .tied()
            .layerNorm()
            .learnedPositions((int) s)
            .from(row.get("source"))
            .feedForward(FeedForward.plain((int) (4 * h)));
    String recompute = row.get("recompute");
    boolean full = recompute.equals("full");
    Job job =
        new Job(
            model,
            (int) s,
            batch,
            16,
            full ? Recompute.FULL : a100 ? Recompute.SELECTIVE : Recompute.NONE,
            false,
            1);
    double measured = number(row, "measured");
    double flops =
        full && !row.get("unit").equals("iteration_s")
            ? 96 * batch * s * l * h * h * (1 + s / (6 * h) + v / (16 * l * h))
            : 72 * batch * s * l * h * h * (1 + s / (6 * h) + v / (12 * l * h));
    double seconds =
        row.get("unit").equals("iteration_s") ? measured : flops / (measured * 1e12 * chips);
    return new Measured(
        a100 ? "Megatron A100" : "Megatron H100",
        "%s on %d %s%s"
            .formatted(row.get("model"), chips, row.get("chip"), a100 ? ", " + recompute : ""),
        row.get("model"),
        MeasuredMachines.named(row.get("chip")),
        a100 ? "Megatron-LM 2021" : "Megatron-Core 0.8",
        !full,
        job,
        megatronPlans(row, batch),
        job.tokens() / seconds,
        true,
        row.get("source"));
  }

  private static List<Plan> megatronPlans(Map<String, String> row, int batch) {
    List<Plan> plans = new ArrayList<>();
    int pipeline = integer(row, "pipeline_parallel");
    int layers = integer(row, "layers");
    int data = integer(row, "data_parallel");
    List<Integer> sizes =
        row.get("micro_batch").isEmpty() ? List.of(1, 2, 4) : List.of(integer(row, "micro_batch"));
    List<Integer> chunks =
        !row.get("interleave").isEmpty()
            ? List.of(integer(row, "interleave"))
            : pipeline == 1 ? List.of(1) : List.of(1, 2, 3, 4, 6, 7, 8);
    for (int size : sizes) {
      for (int pieces : chunks) {
        if (batch / data % size == 0 && layers % (pipeline * pieces) == 0) {
          plans.add(
              new Plan(
                  integer(row, "tensor_parallel"),
                  pipeline,
                  pieces,
                  Schedule.ONE_FORWARD_ONE_BACKWARD,
                  1,
                  data,
                  1,
                  row.get("micro_batch").isEmpty() ? 1 : 0,
                  size));
        }
      }
    }
    return plans;
  }

  /** Rows of NVIDIA's Megatron Bridge performance summary. */
  public static List<Measured> nvidia() {
    List<Map<String, String>> rows =
        CsvTable.read(Measurements.class, "training-gpu-nvidia.csv").stream()
            .filter(
                row -> !row.get("precision").isEmpty() && !row.get("model").contains("tokendrop"))
            .toList();
    List<Measured> measured = new ArrayList<>();
    for (Map<String, String> row : rows) {
      String key = nvidiaKey(row);
      boolean newest =
          rows.stream()
              .filter(other -> nvidiaKey(other).equals(key))
              .allMatch(other -> release(other.get("release")) <= release(row.get("release")));
      String precision = row.get("precision");
      measured.add(
          nvidia(
              row,
              precision.replaceAll(" \\(.*", ""),
              first(row, "tokens_per_second_per_chip"),
              newest));
      if (precision.contains("(")) {
        measured.add(
            nvidia(
                row,
                precision.replaceAll(".*\\((.*)\\)", "$1"),
                Double.parseDouble(
                    row.get("tokens_per_second_per_chip").replaceAll(".*\\((.*)\\)", "$1")),
                newest));
      }
    }
    return measured;
  }

  private static String nvidiaKey(Map<String, String> row) {
    String precision = row.get("precision").replace("FP8-CS", "FP8").replace("FP8-MX", "MXFP8");
    // NVIDIA moved gpt-oss from 8192 to 4096 tokens; the length is part of the configuration.
    return String.join(
        "/",
        row.get("system"),
        row.get("model"),
        row.get("chips"),
        precision,
        row.get("sequence_length"));
  }

  private static Measured nvidia(
      Map<String, String> row, String precision, double perChip, boolean newest) {
    int chips = integer(row, "chips");
    int tensor = integer(row, "tensor_parallel");
    int pipeline = integer(row, "pipeline_parallel");
    int context = integer(row, "context_parallel");
    String virtual = row.get("virtual_pipeline");
    String expert = row.get("expert_parallel");
    boolean sharded = !row.get("fsdp").isEmpty() && integer(row, "fsdp") > 0;
    Transformer model = NVIDIA_MODELS.get(row.get("model"));
    // Adapters only: the printed work for each token is two thirds of what all weights need.
    double printedWork =
        first(row, "model_tflops_per_chip") * 1e12 / first(row, "tokens_per_second_per_chip");
    int length = integer(row, "sequence_length");
    boolean frozen = printedWork < 0.75 * model.flopsPerToken(length);
    MachineModel machine = MeasuredMachines.named(row.get("system"));
    int bits = precision.startsWith("BF16") ? 16 : precision.startsWith("NVFP4") ? 4 : 8;
    Plan plan =
        new Plan(
            tensor,
            pipeline,
            virtual.equals("n/a") || pipeline == 1
                ? 1
                : Math.max(
                    1, Math.min(integer(row, "virtual_pipeline"), model.layers() / pipeline)),
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            context,
            chips / (tensor * pipeline * context),
            expert.equals("n/a") ? 1 : integer(row, "expert_parallel"),
            sharded ? 3 : 1,
            integer(row, "micro_batch"));
    return new Measured(
        "NVIDIA",
        "%s %s %s x%d %s tp%d pp%d ep%s mb%s%s"
            .formatted(
                row.get("release"),
                machine.name(),
                row.get("model"),
                chips,
                precision,
                tensor,
                pipeline,
                expert,
                row.get("micro_batch"),
                frozen ? " LoRA" : ""),
        row.get("model"),
        machine,
        release(row.get("release")) >= release("26.06")
            ? "Megatron Bridge 26.06"
            : "Megatron Bridge before 26.06",
        true,
        new Job(model, length, integer(row, "global_batch"), bits, Recompute.NONE, frozen, 1)
            .withBlockScales(bits == 8 && precision.contains("MX")),
        List.of(plan),
        perChip * chips,
        newest,
        row.get("source"));
  }

  private static double release(String text) {
    String[] parts = text.split("\\.");
    double value = 0;
    for (int i = 0; i < 3; i++) {
      value = value * 1000 + (i < parts.length ? Integer.parseInt(parts[i]) : 0);
    }
    return value;
  }

  private static double first(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column).replaceAll("[\\[( ].*", ""));
  }

  private static int integer(Map<String, String> row, String column) {
    return Integer.parseInt(row.get(column).replaceAll("[\\[( ].*", ""));
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
