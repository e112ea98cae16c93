package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.Job;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of AWS for trn1.32xlarge; devices are NeuronCores. */
final class TrainiumRows {

  private static final Map<String, Transformer> MODELS =
      Map.of(
          "GPT3-46B", Models.GPT_3_46B,
          "GPT3-6.7B", Models.GPT_3_6_7B,
          "Llama2-7B", Models.LLAMA_2_7B,
          "Llama2-70B", Models.LLAMA_2_70B,
          "Llama-3.1-8B", Models.LLAMA_3_1_8B);

  private TrainiumRows() {}

  static List<Measured> all() {
    List<Map<String, String>> rows = CsvTable.read(TrainiumRows.class, "training-trn1.csv");
    List<Measured> measured = new ArrayList<>();
    for (Map<String, String> row : rows) {
      boolean newest = Release.isNewest(row, rows, TrainiumRows::key, "neuron_sdk");
      measured.add(measured(row, newest));
    }
    return measured;
  }

  private static String key(Map<String, String> row) {
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

  private static Measured measured(Map<String, String> row, boolean newest) {
    String name = row.get("model");
    boolean gpt = name.startsWith("GPT3");
    int nodes = Cells.whole(row, "nodes");
    // The published launch scripts use 32 sequences for each node where the table prints none.
    int batch =
        row.get("global_batch_sequences").isEmpty()
            ? 32 * nodes
            : Cells.whole(row, "global_batch_sequences");
    int length = Cells.whole(row, "sequence_length");
    Plan plan =
        new Plan(
            Cells.whole(row, "tp"),
            Cells.whole(row, "pp"),
            1,
            Schedule.ONE_FORWARD_ONE_BACKWARD,
            1,
            Cells.whole(row, "dp"),
            1,
            row.get("zero1").equals("yes") ? 1 : 0,
            Cells.whole(row, "micro_batch"));
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
            MODELS.get(name), length, batch, 16, gpt ? Recompute.FULL : Recompute.NONE, false, 1),
        List.of(plan),
        Cells.number(row, "sequences_per_second") * length,
        newest,
        row.get("source"));
  }
}
