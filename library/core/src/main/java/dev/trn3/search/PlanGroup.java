package dev.trn3.search;

import dev.trn3.parallelism.Degrees;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.PlanCursor;
import dev.trn3.parallelism.Schedule;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.Part;
import dev.trn3.simulation.StepCost;
import dev.trn3.simulation.StepEvaluator;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans with the same tensor, context and expert parallelism and the same micro-batch. A layer
 * takes each of them equally long, and devices work on equally many layers times micro-batches in a
 * step, on average: what stages and copies share is fixed by the number of devices.
 *
 * <p>Plans are visited rather than kept: spaces have millions.
 */
final class PlanGroup {

  /** Far more than the sums of a step are rounded by. */
  private static final double ROUNDING = 1e-9;

  private static final int[] ONE_PIECE = {1};

  private static final List<Part> LAYERS =
      List.of(
          Part.MATRICES,
          Part.ATTENTION,
          Part.MEMORY,
          Part.RECOMPUTE,
          Part.TENSOR,
          Part.CONTEXT,
          Part.EXPERT);

  /** Takes one plan after the other; the cursor is the same each time. */
  interface Visitor {
    void visit(PlanCursor plan, int index);
  }

  /** What decides how long a layer takes. */
  record Layers(int tensor, int context, int expert, int microBatch) {}

  /** What stages of all groups of a space may look like. */
  static final class Stages {

    private final int layers;
    private final int[] chunks;
    private final Schedule[] schedules;
    private final int[] zero;

    Stages(int layers, PlanSpace space) {
      this.layers = layers;
      this.chunks = numbers(space.chunks());
      this.schedules = space.schedules().toArray(new Schedule[0]);
      this.zero = numbers(space.zero());
    }

    private static int[] numbers(List<Integer> some) {
      return some.stream().mapToInt(Integer::intValue).toArray();
    }

    /** True if the layers can be cut into so many pieces on each of so many stages. */
    private boolean allow(int pipeline, int pieces) {
      return Degrees.nearlyEven(layers, pipeline, pieces);
    }

    /** How many plans have so many stages. */
    private int plans(int pipeline) {
      if (pipeline == 1) {
        return zero.length;
      }
      int pieces = 0;
      for (int each : chunks) {
        pieces += allow(pipeline, each) ? 1 : 0;
      }
      int shared = 0;
      for (int each : zero) {
        shared += each == 3 ? 0 : 1;
      }
      return pieces * schedules.length * shared;
    }
  }

  private final Layers cut;
  private final Stages stages;
  private final int[] pipelines;
  private final int devices;
  private final int first;
  private final int size;

  /**
   * @param pipelines numbers of stages; kept, not copied
   * @param devices that stages and copies share
   * @param first number of the first plan in the space
   */
  PlanGroup(Layers cut, Stages stages, int[] pipelines, int devices, int first) {
    this.cut = cut;
    this.stages = stages;
    this.pipelines = pipelines;
    this.devices = devices;
    this.first = first;
    int plans = 0;
    for (int pipeline : pipelines) {
      plans += stages.plans(pipeline);
    }
    this.size = plans;
  }

  /** How many plans there are. */
  int size() {
    return size;
  }

  /** Visits all plans in the order of the space. */
  void forEach(Visitor visitor) {
    PlanCursor plan = new PlanCursor(cut.tensor(), cut.context(), cut.expert(), cut.microBatch());
    int index = first;
    for (int pipeline : pipelines) {
      boolean piped = pipeline > 1;
      for (int pieces : piped ? stages.chunks : ONE_PIECE) {
        if (stages.allow(pipeline, pieces)) {
          index = forEach(visitor, plan, pipeline, pieces, index);
        }
      }
    }
  }

  private int forEach(Visitor visitor, PlanCursor plan, int pipeline, int pieces, int from) {
    boolean piped = pipeline > 1;
    int index = from;
    for (int order = 0; order < (piped ? stages.schedules.length : 1); order++) {
      for (int zero : stages.zero) {
        if (zero != 3 || !piped) {
          plan.moveTo(pipeline, pieces, stages.schedules[order], devices / pipeline, zero);
          visitor.visit(plan, index++);
        }
      }
    }
    return index;
  }

  /** All plans, in the order of the space. */
  List<Plan> plans() {
    List<Plan> plans = new ArrayList<>(size);
    forEach((plan, index) -> plans.add(plan.plan()));
    return plans;
  }

  /**
   * Seconds that no plan of the group can beat: its layers, without bubble, pipeline, copies and
   * optimizer. The output layer is worked on once for each micro-batch of a copy, and so counts
   * least where there are most copies. Layers count as if stages were alike; that all wait for the
   * fullest is part of the bubble.
   */
  double bound(Job job, StepEvaluator model) {
    StepCost cost = model.cost(job, withMostCopies());
    double seconds = 0;
    for (Part part : LAYERS) {
      seconds += cost.part(part);
    }
    return seconds * (1 - ROUNDING);
  }

  private Degrees withMostCopies() {
    int fewest = pipelines[0];
    for (int pipeline : pipelines) {
      fewest = Math.min(fewest, pipeline);
    }
    PlanCursor plan = new PlanCursor(cut.tensor(), cut.context(), cut.expert(), cut.microBatch());
    plan.moveTo(fewest, 1, stages.schedules[0], devices / fewest, 0);
    return plan;
  }
}
