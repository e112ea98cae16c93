package dev.trn3.search;

import dev.trn3.parallelism.Cuttable;
import dev.trn3.parallelism.Degrees;
import dev.trn3.parallelism.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plans that a search considers. Data parallelism takes the chips that the other cuts leave. Of
 * these degrees only those count that divide what they cut; layers may be divided nearly evenly.
 *
 * @param tensor degrees of tensor parallelism
 * @param pipeline numbers of stages; the fullest has at most 15 % more layers than the average
 * @param context degrees of context parallelism
 * @param chunks pieces of the model on each stage
 * @param schedules orders of the work of a pipeline
 * @param zero what copies of the model share; 3 only without a pipeline
 * @param microBatch sequences of a micro-batch
 */
public record PlanSpace(
    List<Integer> tensor,
    List<Integer> pipeline,
    List<Integer> context,
    List<Integer> chunks,
    List<Schedule> schedules,
    List<Integer> zero,
    List<Integer> microBatch) {

  public PlanSpace {
    tensor = checked("tensor", tensor);
    pipeline = checked("pipeline", pipeline);
    context = checked("context", context);
    chunks = checked("chunks", chunks);
    schedules = List.copyOf(schedules);
    zero = List.copyOf(zero);
    microBatch = checked("microBatch", microBatch);
    if (schedules.isEmpty() || zero.isEmpty() || zero.stream().anyMatch(z -> z < 0 || z > 3)) {
      throw new IllegalArgumentException(
          "a space of plans needs schedules and stages of ZeRO from 0 to 3, not %s and %s"
              .formatted(schedules, zero));
    }
  }

  /**
   * Every degree up to 64 of tensor, 128 of pipeline and 64 of context parallelism, interleaving by
   * 1, 2 or 4, both schedules, ZeRO 0 to 3, micro-batches of 1, 2, 4 or 8.
   */
  public static PlanSpace wide() {
    return new PlanSpace(
        upTo(64),
        upTo(128),
        List.of(1, 2, 4, 8, 16, 32, 64),
        List.of(1, 2, 4),
        List.of(Schedule.values()),
        List.of(0, 1, 2, 3),
        List.of(1, 2, 4, 8));
  }

  /** This space with other degrees of tensor parallelism. */
  public PlanSpace tensor(Integer... degrees) {
    return new PlanSpace(List.of(degrees), pipeline, context, chunks, schedules, zero, microBatch);
  }

  /** This space with other numbers of stages. */
  public PlanSpace pipeline(Integer... stages) {
    return new PlanSpace(tensor, List.of(stages), context, chunks, schedules, zero, microBatch);
  }

  /** This space with other degrees of context parallelism. */
  public PlanSpace context(Integer... degrees) {
    return new PlanSpace(tensor, pipeline, List.of(degrees), chunks, schedules, zero, microBatch);
  }

  /** This space with other numbers of pieces on each stage. */
  public PlanSpace chunks(Integer... pieces) {
    return new PlanSpace(tensor, pipeline, context, List.of(pieces), schedules, zero, microBatch);
  }

  /** This space with other schedules. */
  public PlanSpace schedules(Schedule... orders) {
    return new PlanSpace(tensor, pipeline, context, chunks, List.of(orders), zero, microBatch);
  }

  /** This space with other stages of ZeRO. */
  public PlanSpace zero(Integer... stages) {
    return new PlanSpace(tensor, pipeline, context, chunks, schedules, List.of(stages), microBatch);
  }

  /** This space with other sizes of micro-batches. */
  public PlanSpace microBatch(Integer... sequences) {
    return new PlanSpace(tensor, pipeline, context, chunks, schedules, zero, List.of(sequences));
  }

  /** The plans for a job on so many devices, those with the same layers together. */
  List<PlanGroup> groups(Cuttable job, int devices) {
    List<PlanGroup> groups = new ArrayList<>();
    List<Integer> experts = experts(job);
    List<Integer> batches = dividing(microBatch, job.globalBatch(), job.globalBatch());
    PlanGroup.Stages stages = new PlanGroup.Stages(job.layers(), this);
    int index = 0;
    for (int t : dividing(tensor, job.heads(), devices)) {
      for (int c : dividing(context, job.sequenceLength(), devices / t)) {
        int rest = devices / t / c;
        int[] pipelines =
            pipeline.stream()
                .filter(p -> rest % p == 0 && Degrees.nearlyEven(job.layers(), p, 1))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int e : experts) {
          for (int b : batches) {
            PlanGroup.Layers layers = new PlanGroup.Layers(t, c, e, b);
            PlanGroup group =
                new PlanGroup(layers, stages, possible(job, layers, pipelines, rest), rest, index);
            if (group.size() > 0) {
              groups.add(group);
              index += group.size();
            }
          }
        }
      }
    }
    return groups;
  }

  /** Those numbers of stages that go with the layers; spaces have thousands of groups. */
  private static int[] possible(Cuttable job, PlanGroup.Layers layers, int[] pipelines, int rest) {
    int[] some = new int[pipelines.length];
    int count = 0;
    for (int stages : pipelines) {
      if (divides(job, layers, stages, rest / stages)) {
        some[count++] = stages;
      }
    }
    return Arrays.copyOf(some, count);
  }

  /** True if so many stages and copies of the model divide the batch and can share experts. */
  private static boolean divides(Cuttable job, PlanGroup.Layers layers, int stages, int data) {
    long sequences = (long) data * layers.microBatch();
    long copies = (long) data * layers.context() * layers.tensor();
    return job.globalBatch() % sequences == 0
        && (layers.expert() == 1 || copies % layers.expert() == 0)
        && job.globalBatch() / sequences >= stages;
  }

  private static List<Integer> experts(Cuttable job) {
    List<Integer> degrees = new ArrayList<>(List.of(1));
    for (int each = 2; each <= job.experts(); each++) {
      if (job.experts() % each == 0) {
        degrees.add(each);
      }
    }
    return degrees;
  }

  private static List<Integer> dividing(List<Integer> degrees, int one, int other) {
    return degrees.stream().filter(each -> one % each == 0 && other % each == 0).toList();
  }

  private static List<Integer> upTo(int most) {
    List<Integer> all = new ArrayList<>();
    for (int each = 1; each <= most; each++) {
      all.add(each);
    }
    return all;
  }

  private static List<Integer> checked(String name, List<Integer> degrees) {
    if (degrees.isEmpty() || degrees.stream().anyMatch(each -> each < 1)) {
      throw new IllegalArgumentException(
          "%s needs at least one degree, each at least 1, not %s".formatted(name, degrees));
    }
    return List.copyOf(degrees);
  }
}
