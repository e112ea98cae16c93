package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.TieredFabric;
import dev.trn3.simulation.TieredFabric.Tier;
import dev.trn3.workload.Attention;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import dev.trn3.workload.TransformerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows of a sweep of Hugging Face's nanotron over two models and hundreds of plans on H100: speed,
 * memory that is allocated between steps, and which plans ran out of memory.
 */
final class NanotronRows {

  static final String SOFTWARE = "nanotron";

  private static final String SOURCE = "nanotron/ultrascale-playbook sweep, H100";

  private static final List<Map<String, String>> ROWS =
      CsvTable.read(NanotronRows.class, "training-h100-nanotron.csv");

  private static final List<Case> CASES = ROWS.stream().map(Case::of).toList();

  private NanotronRows() {}

  /**
   * One plan and its memory.
   *
   * @param label what to call it
   * @param model the model that is trained
   * @param predicted what the model says
   * @param allocated bytes measured between steps; 0 where the row prints none
   * @param outOfMemory true if the plan ran out of memory
   */
  record Memory(
      String label, String model, DeviceMemory predicted, double allocated, boolean outOfMemory) {

    /** Predicted over measured bytes between steps, less one. */
    double error() {
      double states =
          predicted.weights()
              + predicted.gradients()
              + predicted.masterWeights()
              + predicted.moments()
              + predicted.buffers();
      return states / allocated - 1;
    }

    boolean printed() {
      return allocated > 0 && !outOfMemory;
    }
  }

  /** Rows that ran, in the words of the calibration. */
  static List<Measured> speed() {
    List<Measured> measured = new ArrayList<>();
    for (Map<String, String> row : ROWS) {
      if (row.get("oom_error").equals("True")) {
        continue;
      }
      measured.add(
          new Measured(
              SOFTWARE,
              label(row),
              model(row).name(),
              machine(row),
              SOFTWARE,
              true,
              job(row),
              List.of(plan(row)),
              Double.parseDouble(row.get("tok/s/gpu")) * plan(row).devices(),
              true,
              SOURCE));
    }
    return measured;
  }

  /** Memory of all rows, those that ran out of it included. */
  static List<Memory> memory() {
    return memory(Softwares.of(SOFTWARE, "H100"));
  }

  /** The same with other software. */
  static List<Memory> memory(Software software) {
    double capacity = MeasuredMachines.named("H100-80GB").device().capacity();
    return CASES.stream().map(each -> each.memory(software, capacity)).toList();
  }

  private record Case(String label, Job job, Plan plan, double allocated, boolean outOfMemory) {

    static Case of(Map<String, String> row) {
      String printed = row.get("Mem Alloc (GB)");
      return new Case(
          NanotronRows.label(row),
          NanotronRows.job(row),
          NanotronRows.plan(row),
          printed.isEmpty() ? 0 : Double.parseDouble(printed) * 0x1p30,
          row.get("oom_error").equals("True"));
    }

    Memory memory(Software software, double capacity) {
      DeviceMemory predicted = DeviceMemory.of(job, plan, software, capacity);
      return new Memory(label, job.model().name(), predicted, allocated, outOfMemory);
    }
  }

  private static String label(Map<String, String> row) {
    return "nanotron hidden %s dp%s tp%s pp%s mb%s accumulation %s ZeRO-%s"
        .formatted(
            row.get("hidden_size"),
            row.get("dp"),
            row.get("tp"),
            row.get("pp"),
            row.get("mbs"),
            row.get("batch_accum"),
            row.get("zero_stage"));
  }

  /** Width and depth are those of Llama 3.2 1B and Llama 3.1 8B; what is not printed is theirs. */
  private static Transformer model(Map<String, String> row) {
    int hidden = integer(row, "hidden_size");
    int heads = integer(row, "num_heads");
    TransformerShape shape =
        Transformer.named("nanotron %d x %d".formatted(integer(row, "num_layers"), hidden))
            .layers(integer(row, "num_layers"))
            .hidden(hidden)
            .vocabulary(integer(row, "vocab_size"))
            .attention(Attention.multiHead(heads, hidden / heads))
            .from(SOURCE);
    Transformer like = hidden == 2048 ? Models.LLAMA_3_2_1B : Models.LLAMA_3_1_8B;
    return (like.tiedEmbeddings() ? shape.tied() : shape).feedForward(like.feedForward());
  }

  private static Job job(Map<String, String> row) {
    double batch =
        integer(row, "dp") * integer(row, "mbs") * Double.parseDouble(row.get("batch_accum"));
    return new Job(model(row), integer(row, "seq_len"), (int) batch, 16, Recompute.NONE, false, 1);
  }

  private static Plan plan(Map<String, String> row) {
    return new Plan(
        integer(row, "tp"),
        integer(row, "pp"),
        1,
        Schedule.ONE_FORWARD_ONE_BACKWARD,
        1,
        integer(row, "dp"),
        1,
        integer(row, "zero_stage"),
        integer(row, "mbs"));
  }

  /** The network as it was measured beside the row, by an all-gather over all its GPUs. */
  private static MachineModel machine(Map<String, String> row) {
    MachineModel server = MeasuredMachines.named("H100-80GB");
    List<Tier> tiers = server.fabric().tiers();
    Tier inside = tiers.get(0);
    Tier outside = tiers.get(1);
    double measured = Double.parseDouble(row.get("AllGather (GB/s)")) * 1e9 / inside.devices();
    double network = Double.parseDouble(row.get("nodes")) > 1 ? measured : outside.bandwidth();
    return new MachineModel(
        server.name(),
        server.generation(),
        server.device(),
        server.devices(),
        server.scaleUpDevices(),
        new TieredFabric(List.of(inside, new Tier(outside.devices(), network, outside.latency()))));
  }

  private static int integer(Map<String, String> row, String column) {
    return (int) Double.parseDouble(row.get(column));
  }
}
