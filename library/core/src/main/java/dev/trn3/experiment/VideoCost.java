package dev.trn3.experiment;

import dev.trn3.simulation.Fabric;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.DiffusionTransformer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Seconds of one clip by what they are spent on. The sequence is cut over all chips: heads are
 * exchanged as far as they divide (Ulysses), beyond that keys and values go around a ring behind
 * the attention.
 *
 * @param parts seconds by part, in order of work
 */
record VideoCost(Map<String, Double> parts) {

  static final String MATRICES = "matrix products";
  static final String ATTENTION = "attention";
  static final String EXCHANGE = "exchange between chips";
  static final String DECODER = "decoding the clip";
  static final String TEXT = "reading the prompt";

  static VideoCost of(VideoGeneration job, MachineModel machine, Map<String, Double> shares) {
    DiffusionTransformer model = job.model();
    long tokens = model.videoTokens(job.width(), job.height(), job.frames());
    int chips = machine.devices();
    double passes = job.computedPasses();
    double peak16 = machine.device().peak16();
    double matrices =
        passes
            * model.matrixFlops(tokens)
            / chips
            / (machine.device().peak(job.computeBits()) * shares.get("matrix"));
    double pass =
        Math.max(
            model.attentionFlops(tokens) / chips / (peak16 * shares.get("attention")),
            exponentials(model, tokens) / chips / machine.device().exponentials());
    double text =
        2.0 * model.textEncoderParameters() * model.textTokens() / (peak16 * shares.get("matrix"));
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(TEXT, text);
    parts.put(MATRICES, matrices);
    parts.put(ATTENTION, passes * pass);
    parts.put(EXCHANGE, passes * exchange(model, tokens, machine, pass));
    parts.put(
        DECODER,
        model.decoderFlops(job.width(), job.height(), job.frames())
            / (peak16 * shares.get("decoder"))
            / job.decoderChips());
    return new VideoCost(parts);
  }

  private static double exponentials(DiffusionTransformer model, long tokens) {
    double all = (double) tokens + (model.joint() ? model.textTokens() : 0);
    return (double) model.layers() * model.heads() * all * all;
  }

  private static double exchange(
      DiffusionTransformer model, long tokens, MachineModel machine, double attention) {
    int chips = machine.devices();
    if (chips == 1) {
      return 0;
    }
    Fabric fabric = machine.fabric();
    int byHeads = greatestCommonDivisor(model.heads(), chips);
    int ring = chips / byHeads;
    double own = 2.0 * tokens * model.hidden() / chips;
    double heads = byHeads > 1 ? 4.0 * model.layers() * fabric.allToAll(own, byHeads, 1) : 0;
    double around = ring > 1 ? model.layers() * fabric.allGather(2 * own * ring, ring, byHeads) : 0;
    return heads + Math.max(0, around - attention);
  }

  private static int greatestCommonDivisor(int one, int other) {
    return other == 0 ? one : greatestCommonDivisor(other, one % other);
  }

  double seconds() {
    return parts.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
