package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.inference.Cut;
import dev.trn3.inference.InferenceModel;
import dev.trn3.inference.Precision;
import dev.trn3.inference.ServingStack;
import dev.trn3.serving.Request;
import dev.trn3.serving.RequestStream;
import dev.trn3.serving.ServingEngine;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A published run of a serving engine of which every request is known, to be played again.
 *
 * @param name the run
 * @param model what was served
 * @param tensor GPUs that shared it
 * @param maximumSequences the engine's limit of sequences
 * @param iterationTokens the engine's limit of tokens in an iteration
 * @param requests as they arrived
 * @param measured what happened, by statistic
 */
record ReplayedRun(
    String name,
    Transformer model,
    int tensor,
    int maximumSequences,
    int iterationTokens,
    List<Request> requests,
    List<Statistic> measured) {
  private static final String GPU = "RTX-PRO-6000";
  private static final double LONG = 1e6;
  private static final double[] PERCENTILES = {50, 90, 99};

  /** A mean or percentile of a latency, in seconds. */
  record Statistic(String name, double seconds) {}

  static List<ReplayedRun> all() {
    return CsvTable.read(ReplayedRun.class, "replays.csv").stream().map(ReplayedRun::of).toList();
  }

  private static ReplayedRun of(Map<String, String> row) {
    List<Request> requests = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    List<Double> each = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    for (Map<String, String> request : CsvTable.read(ReplayedRun.class, row.get("file"))) {
      double arrival = Cells.number(request, "arrival_s");
      int output = (int) Cells.number(request, "output_tokens");
      requests.add(Request.of(arrival, (int) Cells.number(request, "input_tokens"), output));
      double firstToken = Cells.number(request, "first_token_s");
      double lastToken = Cells.number(request, "last_token_s");
      first.add(firstToken - arrival);
      whole.add(lastToken - arrival);
      if (output > 1) {
        each.add((lastToken - firstToken) / (output - 1));
      }
    }
    List<Statistic> measured = new ArrayList<>();
    add(measured, "time to first token", first);
    add(measured, "time per output token", each);
    add(measured, "end to end", whole);
    return new ReplayedRun(
        row.get("run"),
        model(row.get("model")),
        Integer.parseInt(row.get("tensor")),
        Integer.parseInt(row.get("maximum_sequences")),
        Integer.parseInt(row.get("iteration_tokens")),
        requests,
        measured);
  }

  private static Transformer model(String name) {
    return Models.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no model " + name));
  }

  private static void add(List<Statistic> statistics, String what, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    statistics.add(new Statistic(what + " mean", mean));
    for (double percentile : PERCENTILES) {
      int rank = (int) Math.ceil(percentile / 100 * sorted.size());
      statistics.add(new Statistic("%s p%.0f".formatted(what, percentile), sorted.get(rank - 1)));
    }
  }

  /** What the model says with given parameters, in the order of what was measured. */
  List<Statistic> predicted(Map<String, Double> values) {
    ServingRun run = played(values);
    List<Statistic> predicted = new ArrayList<>();
    add(predicted, "time to first token", run.timeToFirstToken());
    add(predicted, "time per output token", run.timePerOutputToken());
    add(predicted, "end to end", run.latency());
    return predicted;
  }

  private static void add(
      List<Statistic> statistics, String what, dev.trn3.serving.Distribution times) {
    statistics.add(new Statistic(what + " mean", times.mean()));
    for (double percentile : PERCENTILES) {
      statistics.add(
          new Statistic("%s p%.0f".formatted(what, percentile), times.percentile(percentile)));
    }
  }

  ServingRun played(Map<String, Double> values) {
    MachineModel machine = MeasuredMachines.named(GPU);
    InferenceModel cost =
        new InferenceModel(
            model,
            machine,
            new Cut(tensor, 1, 1, 1),
            new Precision(DataType.BF16, DataType.BF16, 16),
            stack(machine, values));
    return ServingEngine.of(cost, cost.memory().tokens())
        .maximumSequences(maximumSequences)
        .chunkedPrefill(iterationTokens)
        .run(new Recorded(requests), LONG);
  }

  private static ServingStack stack(MachineModel machine, Map<String, Double> values) {
    return new ServingStack(
        "vLLM 0.19",
        machine.generation(),
        values.get("matrix"),
        values.get("memory"),
        values.get("cache"),
        values.get("scaleUp"),
        1e-6 * values.get("layer"),
        0,
        1e-6 * values.get("iteration"),
        1e-6 * values.get("sequence"),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        false,
        false);
  }

  /** Requests as they were written down. */
  private record Recorded(List<Request> requests) implements Traffic {

    @Override
    public RequestStream start() {
      return new RequestStream() {
        private int next;

        @Override
        public double nextArrival() {
          return next < requests.size() ? requests.get(next).arrival() : Double.POSITIVE_INFINITY;
        }

        @Override
        public Request take() {
          return requests.get(next++);
        }
      };
    }

    @Override
    public double perSecond() {
      return Double.NaN;
    }

    @Override
    public Traffic times(double factor) {
      return this;
    }

    @Override
    public int largestRequest() {
      return Integer.MAX_VALUE;
    }
  }
}
