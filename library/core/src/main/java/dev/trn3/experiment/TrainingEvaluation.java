package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.Variation;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training job comes to.
 *
 * @param said the job as it was described
 */
record TrainingEvaluation(Training said) {

  /** As {@link Training#estimate}. */
  TrainingEstimate estimate() {
    Machine where =
        said.machine()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "say what %s is trained on: .on(TRN3_ULTRASERVER_GEN2)"
                            .formatted(said.model())));
    var peak = where.chip().peak(said.precision());
    Job job = job();
    MachineModel modelled = MachineModel.of(where);
    Software stack = software(modelled);
    Plan cut =
        said.plan()
            .map(plan -> plan.checked(job.cuttable(), modelled.devices()))
            .orElseGet(() -> new PlanSearch(job, modelled, stack).fastest());
    TrainingEstimate estimate = TrainingEstimate.of(said, where, peak, modelled, stack, cut);
    if (said.memoryChecked() && !estimate.memory().fits()) {
      throw new IllegalArgumentException(
          estimate.memory().overWords()
              + "; "
              + Remedies.of(job, modelled, stack, cut)
              + ", or .withoutMemoryLimit() to estimate it all the same");
    }
    return estimate;
  }

  private Software software(MachineModel modelled) {
    return said.software()
        .map(name -> Softwares.of(name, modelled.generation()))
        .orElseGet(() -> Softwares.newest(modelled.generation()));
  }

  /** As {@link Training#simulate(Variation)}. */
  TrainingSimulation simulate(Variation variation) {
    TrainingEstimate estimate = estimate();
    return new TrainingSimulation(
        estimate,
        MachineModel.of(estimate.machine())
            .with(estimate.software())
            .run(job(), estimate.plan(), variation));
  }

  /** As {@link Training#compare}. */
  TrainingComparison compare(Machine... machines) {
    List<Attempt<TrainingEstimate>> entries = new ArrayList<>();
    for (Machine each : Intervals.said(machines)) {
      Training there = said.searched().precision(width(each)).on(each);
      entries.add(Attempt.of(each, there::estimate));
    }
    return new TrainingComparison(said, entries);
  }

  private DataType width(Machine other) {
    DataType precision = said.precision();
    if (other.chip().supports(precision)) {
      return precision;
    }
    DataType twin =
        precision == DataType.MXFP8
            ? DataType.FP8
            : precision == DataType.FP8 ? DataType.MXFP8 : precision;
    return other.chip().supports(twin) ? twin : precision;
  }

  /** What a step computes. */
  Job job() {
    boolean full = said.recompute() == Recompute.FULL;
    return new Job(
        said.model(),
        said.sequenceLength(),
        said.globalBatch(),
        bits(said.precision()),
        said.precision() == DataType.MXFP8,
        said.recompute(),
        full ? layersAgain() : 0,
        false,
        said.expertLoads(),
        said.offloaded());
  }

  private int layersAgain() {
    int all = said.model().layers();
    return said.recomputedLayers() > 0 ? Math.min(said.recomputedLayers(), all) : all;
  }

  private static int bits(DataType type) {
    return type.bits() >= 16 ? 16 : type.bits() >= 8 ? 8 : 4;
  }
}
