package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.Job;
import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of the Megatron papers and README on A100 and H100. */
final class MegatronRows {

  private MegatronRows() {}

  static List<Measured> all() {
    return CsvTable.read(MegatronRows.class, "training-gpu-megatron.csv").stream()
        .map(MegatronRows::measured)
        .toList();
  }

  private static Measured measured(Map<String, String> row) {
    boolean a100 = row.get("chip").startsWith("A100");
    double h = Cells.number(row, "hidden");
    double l = Cells.number(row, "layers");
    double s = Cells.number(row, "sequence_length");
    double v = Cells.number(row, "vocabulary");
    int batch = Cells.whole(row, "global_batch");
    int chips = Cells.whole(row, "chips");
    Transformer model =
        Transformer.named("Megatron " + row.get("model"))
            .layers((int) l)
            .hidden((int) h)
            .vocabulary((int) v)
            .attention(
                Attention.multiHead(Cells.whole(row, "heads"), (int) h / Cells.whole(row, "heads"))
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
    double measured = Cells.number(row, "measured");
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
        plans(row, batch),
        job.tokens() / seconds,
        true,
        row.get("source"));
  }

  private static List<Plan> plans(Map<String, String> row, int batch) {
    List<Plan> plans = new ArrayList<>();
    int pipeline = Cells.whole(row, "pipeline_parallel");
    int layers = Cells.whole(row, "layers");
    int data = Cells.whole(row, "data_parallel");
    List<Integer> sizes =
        row.get("micro_batch").isEmpty()
            ? List.of(1, 2, 4)
            : List.of(Cells.whole(row, "micro_batch"));
    List<Integer> chunks =
        !row.get("interleave").isEmpty()
            ? List.of(Cells.whole(row, "interleave"))
            : pipeline == 1 ? List.of(1) : List.of(1, 2, 3, 4, 6, 7, 8);
    for (int size : sizes) {
      for (int pieces : chunks) {
        if (batch / data % size == 0 && layers % (pipeline * pieces) == 0) {
          plans.add(
              new Plan(
                  Cells.whole(row, "tensor_parallel"),
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
}
