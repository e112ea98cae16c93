package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.inference.Cut;
import dev.trn3.inference.InferenceModel;
import dev.trn3.inference.Precision;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.LinearAttention;
import dev.trn3.workload.Models;
import dev.trn3.workload.Transformer;
import dev.trn3.workload.TransformerShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The published measurements of serving that the model is fitted to and judged by. */
final class ServingMeasurements {
  static final String NEURON = "Trn1 and Inf2";
  static final String TRN2 = "Trn2";
  static final String SPLITWISE = "Splitwise";
  static final String NIM = "NIM";

  private static final String TRINITY_SOURCE =
      "aws-neuron/neuronx-distributed-inference contrib/models/Trinity/README.md";

  /**
   * The context of the vLLM-Neuron rows: their longest prompt with room for an answer, in powers of
   * two. Programs are compiled for a bucket of lengths; the rows show one, for a token takes as
   * long after 2048 tokens as after 32,704.
   */
  private static final int VLLM_NEURON_BUCKET = 32768;

  /** Mistral's window is left out: the stack of these rows attends to the whole bucket. */
  private static final Transformer MISTRAL_7B =
      Transformer.named("Mistral 7B")
          .layers(32)
          .hidden(4096)
          .vocabulary(32000)
          .attention(Attention.grouped(32, 8, 128))
          .from("config.json of mistralai/Mistral-7B-Instruct-v0.2")
          .feedForward(FeedForward.gated(14336));

  private ServingMeasurements() {}

  static List<MeasuredServing> all() {
    List<MeasuredServing> rows = new ArrayList<>();
    read("inference-trn1-inf2.csv").forEach(row -> rows.add(neuron(row)));
    for (Map<String, String> row : read("inference-trn2.csv")) {
      if (trn2Modelled(row)) {
        rows.add(trn2(row));
      }
    }
    read("inference-gpu-splitwise.csv").forEach(row -> rows.add(splitwise(row)));
    read("inference-gpu-nim.csv").forEach(row -> rows.add(nim(row)));
    return rows;
  }

  private static List<Map<String, String>> read(String name) {
    return CsvTable.read(ServingMeasurements.class, name);
  }

  private static Precision precision(DataType weights) {
    return new Precision(weights, DataType.BF16, 16);
  }

  private static MeasuredServing neuron(Map<String, String> row) {
    Machine machine = Servers.named(row.get("instance"));
    Transformer model =
        switch (row.get("model")) {
          case "Llama-3-8B" -> Models.LLAMA_3_8B;
          case "Llama-2-7b" -> Models.LLAMA_2_7B;
          case "Llama-2-70b" -> Models.LLAMA_2_70B;
          default -> MISTRAL_7B;
        };
    int batch = Cells.whole(row, "batch");
    return new MeasuredServing(
        NEURON,
        "%s %s batch %d, %d of %d tokens"
            .formatted(
                row.get("model"),
                row.get("instance"),
                batch,
                Cells.whole(row, "input_tokens"),
                Cells.whole(row, "max_sequence")),
        model.name(),
        model,
        InferenceModel.machine(machine),
        new Cut(Cells.whole(row, "tp_cores"), 1, 1, 1),
        precision(row.get("weights").equals("int8") ? DataType.INT8 : DataType.BF16),
        "transformers-neuronx " + row.get("neuron_sdk"),
        Cells.whole(row, "max_sequence"),
        batch,
        true,
        Cells.whole(row, "input_tokens"),
        Cells.whole(row, "output_tokens"),
        milliseconds(row, "ttft_p50_ms"),
        milliseconds(row, "tpot_p50_ms"),
        true);
  }

  /** Rows of drafts and of other kernels are not modelled. */
  private static boolean trn2Modelled(Map<String, String> row) {
    return !row.get("model").contains("+") && !row.get("instance").startsWith("inf2");
  }

  private static MeasuredServing trn2(Map<String, String> row) {
    String name = row.get("model");
    Transformer model =
        name.startsWith("Llama")
            ? Models.LLAMA_3_3_70B
            : name.startsWith("Qwen3-8B")
                ? Models.QWEN3_8B
                : name.startsWith("Qwen3.5") ? qwen35(name) : trinity(name);
    boolean large = Cells.whole(row, "tp_logical_cores") > 4;
    String[] tokens = row.get("input_output_tokens").split("/", -1);
    boolean stated = tokens.length == 2;
    int input = stated ? Integer.parseInt(tokens[0]) : 2048;
    int batch = Cells.whole(row, "batch_or_concurrency");
    return new MeasuredServing(
        TRN2,
        "%s on %d logical cores, batch %d, %d tokens"
            .formatted(name, Cells.whole(row, "tp_logical_cores"), batch, input),
        model.name(),
        model,
        InferenceModel.machine(large ? Servers.TRN2_48XLARGE : Servers.TRN2_3XLARGE),
        new Cut(Cells.whole(row, "tp_logical_cores"), 1, 1, 1),
        precision(DataType.BF16),
        name.startsWith("Qwen3-8B") ? "vLLM-Neuron" : "NxD Inference",
        name.startsWith("Qwen3-8B") ? VLLM_NEURON_BUCKET : 0,
        batch,
        true,
        input,
        stated && !tokens[1].equals("-") ? Integer.parseInt(tokens[1]) : 1,
        stated ? milliseconds(row, "ttft_ms") : Double.NaN,
        milliseconds(row, "tpot_ms"),
        true);
  }

  /**
   * The shapes of config.json; the prompt of most rows is not stated. That of 4B was read in public
   * ports and tests of several projects, that of 9B in three places; they agree.
   */
  private static Transformer qwen35(String name) {
    if (name.startsWith("Qwen3.5-2B")) {
      return qwen35("Qwen3.5 2B", 24, 2048, 8, 2, 16, true, FeedForward.gated(6144));
    }
    if (name.startsWith("Qwen3.5-4B")) {
      return qwen35("Qwen3.5 4B", 32, 2560, 16, 4, 32, true, FeedForward.gated(9216));
    }
    if (name.startsWith("Qwen3.5-9B")) {
      return qwen35("Qwen3.5 9B", 32, 4096, 16, 4, 32, false, FeedForward.gated(12288));
    }
    return name.startsWith("Qwen3.5-27B")
        ? qwen35("Qwen3.5 27B", 64, 5120, 24, 4, 48, false, FeedForward.gated(17408))
        : qwen35(
            "Qwen3.5 35B-A3B",
            40,
            2048,
            16,
            2,
            32,
            false,
            FeedForward.experts(256, 8, 512).shared(512));
  }

  /** One layer in four has attention. */
  private static Transformer qwen35(
      String name,
      int layers,
      int hidden,
      int heads,
      int keyValueHeads,
      int valueHeads,
      boolean tied,
      FeedForward feedForward) {
    TransformerShape shape =
        Transformer.named(name)
            .layers(layers)
            .hidden(hidden)
            .vocabulary(248320)
            .attention(Attention.grouped(heads, keyValueHeads, 256).queryKeyNormed().withGate())
            .linear(new LinearAttention(layers * 3 / 4, 16, valueHeads, 128, 128, 4))
            .from("config.json of Qwen/" + name.replace(' ', '-'));
    return (tied ? shape.tied() : shape).feedForward(feedForward);
  }

  /** The shapes of the README. */
  private static Transformer trinity(String name) {
    if (name.startsWith("Trinity-Nano")) {
      return trinity(
          "Trinity Nano", 56, 1024, 8, 2, FeedForward.experts(128, 8, 256).shared(256), 2, 3072);
    }
    return name.startsWith("Trinity-Mini")
        ? trinity(
            "Trinity Mini",
            32,
            2048,
            32,
            4,
            FeedForward.experts(128, 8, 1024).shared(1024),
            2,
            6144)
        : trinity(
            "Trinity Large",
            60,
            3072,
            48,
            8,
            FeedForward.experts(256, 4, 3072).shared(3072),
            6,
            12288);
  }

  private static Transformer trinity(
      String name,
      int layers,
      int hidden,
      int heads,
      int keyValueHeads,
      FeedForward.MixtureOfExperts mixture,
      int denseLayers,
      int dense) {
    return Transformer.named(name)
        .layers(layers)
        .hidden(hidden)
        .vocabulary(200192)
        .attention(Attention.grouped(heads, keyValueHeads, 128).queryKeyNormed().withGate())
        .windowed(layers == 60 ? 4096 : 2048, layers * 3 / 4)
        .from(TRINITY_SOURCE)
        .feedForward(mixture.afterDense(denseLayers, dense));
  }

  private static MeasuredServing splitwise(Map<String, String> row) {
    boolean hopper = row.get("chip").startsWith("h100");
    boolean capped = row.get("chip").endsWith("pcap");
    int batch = Cells.whole(row, "batch");
    MachineModel machine =
        InferenceModel.machine(hopper ? Servers.P5_48XLARGE : Servers.P4DE_24XLARGE);
    int input = Cells.whole(row, "input_tokens");
    int output = Cells.whole(row, "output_tokens");
    Cut cut = new Cut(Cells.whole(row, "tensor_parallel"), 1, 1, 1);
    boolean fits =
        new InferenceModel(
                    Models.LLAMA_2_70B,
                    machine,
                    cut,
                    precision(DataType.FP16),
                    dev.trn3.inference.ServingStacks.of("vLLM 2023", machine.generation()))
                .memory()
                .tokens()
            >= (long) batch * (input + output);
    return new MeasuredServing(
        capped ? "power-capped" : SPLITWISE,
        "%s tensor %d batch %d, %d/%d tokens"
            .formatted(row.get("chip"), cut.tensor(), batch, input, output),
        row.get("chip"),
        Models.LLAMA_2_70B,
        machine,
        cut,
        precision(DataType.FP16),
        "vLLM 2023",
        0,
        batch,
        true,
        input,
        output,
        milliseconds(row, "prompt_time_ms_median"),
        milliseconds(row, "token_time_ms_median"),
        !capped && fits);
  }

  private static MeasuredServing nim(Map<String, String> row) {
    int users = Cells.whole(row, "concurrency");
    return new MeasuredServing(
        NIM,
        "%d users, %s/%s tokens"
            .formatted(users, row.get("input_tokens"), row.get("output_tokens")),
        "Llama 3.3 70B",
        Models.LLAMA_3_3_70B,
        InferenceModel.machine(Servers.P4DE_24XLARGE),
        new Cut(8, 1, 1, 1),
        precision(DataType.BF16),
        "NIM",
        0,
        users,
        false,
        Cells.whole(row, "input_tokens"),
        Cells.whole(row, "output_tokens"),
        milliseconds(row, "ttft_ms"),
        milliseconds(row, "itl_ms"),
        true);
  }

  /** A range is taken in its middle. */
  private static double milliseconds(Map<String, String> row, String column) {
    String text = row.get(column);
    if (text.isEmpty()) {
      return Double.NaN;
    }
    double sum = 0;
    String[] ends = text.split("-", -1);
    for (String each : ends) {
      sum += Double.parseDouble(each);
    }
    return sum / ends.length / 1000;
  }
}
