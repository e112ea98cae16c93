package dev.trn3.parallelism;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete way of cutting a job into pieces.
 *
 * @param tensor devices that share each matrix; the sequence between matrices is shared as well
 * @param pipeline stages
 * @param chunks pieces of the model each stage holds
 * @param schedule the order of forward and backward work
 * @param context devices that share each sequence
 * @param data copies of the model
 * @param expert devices over which experts are spread, taken from data times context
 * @param zero what the copies share, 0 to 3
 * @param microBatch sequences that pass through the pipeline together
 */
public record Plan(
    int tensor,
    int pipeline,
    int chunks,
    Schedule schedule,
    int context,
    int data,
    int expert,
    int zero,
    int microBatch)
    implements Degrees {

  /** A plan for one device, to start from. */
  public static final Plan SINGLE =
      new Plan(1, 1, 1, Schedule.ONE_FORWARD_ONE_BACKWARD, 1, 1, 1, 0, 1);

  /** A plan of several cuts; what is not mentioned is not cut. */
  public static Plan of(Parallelism... cuts) {
    Plan plan = SINGLE;
    for (Parallelism cut : cuts) {
      plan = plan.with(cut);
    }
    return plan;
  }

  /** This plan with one cut changed. */
  public Plan with(Parallelism cut) {
    int t = cut instanceof Parallelism.Tensor tensorCut ? tensorCut.degree() : tensor;
    int c = cut instanceof Parallelism.Context contextCut ? contextCut.degree() : context;
    int d = cut instanceof Parallelism.Data dataCut ? dataCut.degree() : data;
    int e = cut instanceof Parallelism.Expert expertCut ? expertCut.degree() : expert;
    int z = cut instanceof Parallelism.Zero zeroCut ? zeroCut.stage() : zero;
    int b = cut instanceof Parallelism.MicroBatch size ? size.sequences() : microBatch;
    if (cut instanceof Parallelism.Pipeline stages) {
      return new Plan(t, stages.stages(), stages.chunks(), stages.schedule(), c, d, e, z, b);
    }
    return new Plan(t, pipeline, chunks, schedule, c, d, e, z, b);
  }

  /**
   * This plan, if it can cut the job into pieces for so many devices.
   *
   * @throws IllegalArgumentException naming the first degree that does not work and the nearest
   *     that do
   */
  public Plan checked(Cuttable job, long devices) {
    if (devices() != devices) {
      throw new IllegalArgumentException(wrongNumber(job, devices));
    }
    divides("tensor", tensor, job.heads(), "attention heads", devices);
    if ((long) pipeline * chunks > job.layers()) {
      throw new IllegalArgumentException(
          "pipeline(%d)%s needs at least %d layers, the model has %d; use at most pipeline(%d)"
              .formatted(
                  pipeline,
                  chunks > 1 ? ".interleaved(" + chunks + ")" : "",
                  pipeline * chunks,
                  job.layers(),
                  Math.max(1, job.layers() / chunks)));
    }
    divides("context", context, job.sequenceLength(), "tokens of a sequence", devices);
    if (job.globalBatch() % data != 0) {
      throw new IllegalArgumentException(
          "data %d does not divide %d sequences of the global batch; use %s, or globalBatch(%d)"
              .formatted(
                  data,
                  job.globalBatch(),
                  Divisors.nearest(job.globalBatch(), devices, data),
                  (job.globalBatch() + data - 1) / data * data));
    }
    divides("microBatch", microBatch, job.globalBatch() / data, "sequences of each copy", 0);
    checkExperts(job);
    int some = microBatches(job.globalBatch());
    if (some < pipeline) {
      throw new IllegalArgumentException(
          "pipeline(%d)%s needs at least %d micro-batches, a batch of %d gives each copy %d; use globalBatch(%d) or more, or at most pipeline(%d)"
              .formatted(
                  pipeline,
                  chunks > 1 ? ".interleaved(" + chunks + ")" : "",
                  pipeline,
                  job.globalBatch(),
                  some,
                  pipeline * data * microBatch,
                  some));
    }
    if (zero == 3 && pipeline > 1) {
      throw new IllegalArgumentException(
          "zero(3) with pipeline(%d) would gather all weights once for every micro-batch; use zero(1) or pipeline(1)"
              .formatted(pipeline));
    }
    return this;
  }

  private void checkExperts(Cuttable job) {
    if (expert == 1) {
      return;
    }
    if (job.experts() == 0) {
      throw new IllegalArgumentException(
          "expert(%d): the model is dense; leave expert out".formatted(expert));
    }
    long stage = (long) data * context * tensor;
    divides("expert", expert, job.experts(), "experts", stage);
    divides("expert", expert, stage, "devices of one stage", job.experts());
  }

  private String wrongNumber(Cuttable job, long devices) {
    long others = (long) tensor * pipeline * context;
    String counted =
        "tensor(%d) x pipeline(%d) x context(%d) x data(%d) is %d chips, but the machine has %d"
            .formatted(tensor, pipeline, context, data, devices(), devices);
    for (Part part : parts(job)) {
      if (devices % part.degree() != 0) {
        return "%s %d does not divide %d chips; use %s (%s)"
            .formatted(
                part.name(),
                part.degree(),
                devices,
                Divisors.nearest(devices, part.divides(), part.degree()),
                counted);
      }
    }
    return devices % others == 0
        ? counted + "; use data(" + devices / others + ")"
        : counted
            + "; tensor x pipeline x context is "
            + others
            + ", use degrees whose product divides it: "
            + Divisors.nearest(devices, others);
  }

  /** A degree and the number that it must divide beside the chips; 0 if there is none. */
  private record Part(String name, int degree, long divides) {}

  private List<Part> parts(Cuttable job) {
    return List.of(
        new Part("tensor", tensor, job.heads()),
        new Part("pipeline", pipeline, 0),
        new Part("context", context, job.sequenceLength()),
        new Part("data", data, job.globalBatch()));
  }

  /** Choices that are named divide the other number, too; 0 is divided by everything. */
  private static void divides(String name, int degree, long number, String what, long other) {
    if (number % degree != 0) {
      throw new IllegalArgumentException(
          "%s %d does not divide %d %s; use %s"
              .formatted(name, degree, number, what, Divisors.nearest(number, other, degree)));
    }
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add("tensor " + tensor);
    String stages = chunks > 1 ? ", interleaved " + chunks : "";
    words.add(("pipeline " + pipeline + " (" + schedule + stages + ")").replace(" (1F1B)", ""));
    if (context > 1) {
      words.add("context " + context);
    }
    words.add("data " + data);
    if (expert > 1) {
      words.add("expert " + expert);
    }
    words.add("ZeRO-" + zero);
    words.add("micro-batch " + microBatch);
    return String.join(", ", words);
  }
}
