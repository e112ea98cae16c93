package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of NVIDIA's Megatron Bridge performance summary. */
final class NvidiaRows {

  private static final Map<String, Transformer> MODELS =
      Map.of(
          "LLAMA3_8B", Models.LLAMA_3_8B,
          "LLAMA3_70B", Models.LLAMA_3_70B,
          "GPT OSS 120B", Models.GPT_OSS_120B,
          "Qwen3_30B_a3B", Models.QWEN3_30B_A3B);

  private NvidiaRows() {}

  static List<Measured> all() {
    List<Map<String, String>> rows =
        CsvTable.read(NvidiaRows.class, "training-gpu-nvidia.csv").stream()
            .filter(
                row -> !row.get("precision").isEmpty() && !row.get("model").contains("tokendrop"))
            .toList();
    List<Measured> measured = new ArrayList<>();
    for (Map<String, String> row : rows) {
      boolean newest = Release.isNewest(row, rows, NvidiaRows::key, "release");
      String precision = row.get("precision");
      measured.add(
          measured(
              row,
              precision.replaceAll(" \\(.*", ""),
              Cells.first(row, "tokens_per_second_per_chip"),
              newest));
      if (precision.contains("(")) {
        measured.add(
            measured(
                row,
                precision.replaceAll(".*\\((.*)\\)", "$1"),
                Double.parseDouble(
                    row.get("tokens_per_second_per_chip").replaceAll(".*\\((.*)\\)", "$1")),
                newest));
      }
    }
    return measured;
  }

  private static String key(Map<String, String> row) {
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

  private static Measured measured(
      Map<String, String> row, String precision, double perChip, boolean newest) {
    int chips = Cells.firstWhole(row, "chips");
    int tensor = Cells.firstWhole(row, "tensor_parallel");
    int pipeline = Cells.firstWhole(row, "pipeline_parallel");
    int context = Cells.firstWhole(row, "context_parallel");
    String virtual = row.get("virtual_pipeline");
    String expert = row.get("expert_parallel");
    boolean sharded = !row.get("fsdp").isEmpty() && Cells.firstWhole(row, "fsdp") > 0;
    Transformer model = MODELS.get(row.get("model"));
    // Adapters only: the printed work for each token is two thirds of what all weights need.
    double printedWork =
        Cells.first(row, "model_tflops_per_chip")
            * 1e12
            / Cells.first(row, "tokens_per_second_per_chip");
    int length = Cells.firstWhole(row, "sequence_length");
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
                    1,
                    Math.min(Cells.firstWhole(row, "virtual_pipeline"), model.layers() / pipeline)),
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            context,
            chips / (tensor * pipeline * context),
            expert.equals("n/a") ? 1 : Cells.firstWhole(row, "expert_parallel"),
            sharded ? 3 : 1,
            Cells.firstWhole(row, "micro_batch"));
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
        Release.of(row.get("release")).compareTo(Release.of("26.06")) >= 0
            ? "Megatron Bridge 26.06"
            : "Megatron Bridge before 26.06",
        true,
        new Job(
                model,
                length,
                Cells.firstWhole(row, "global_batch"),
                bits,
                Recompute.NONE,
                frozen,
                1)
            .withBlockScales(bits == 8 && precision.contains("MX")),
        List.of(plan),
        perChip * chips,
        newest,
        row.get("source"));
  }
}
