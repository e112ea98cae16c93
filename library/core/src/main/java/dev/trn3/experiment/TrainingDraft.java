package dev.trn3.experiment;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.Clip;
import dev.trn3.workload.ExpertLoads;
import dev.trn3.workload.Transformer;
import java.util.Optional;

/** The description of a training job while one of its steps changes. */
final class TrainingDraft {

  Transformer model;
  Optional<Clip> clip;
  int sequenceLength;
  int globalBatch;
  DataType precision;
  Optional<Machine> machine;
  Optional<Plan> plan;
  Recompute recompute;
  int recomputedLayers;
  ExpertLoads expertLoads;
  boolean offloaded;
  Optional<String> software;
  boolean memoryChecked;

  TrainingDraft(Training from) {
    model = from.model();
    clip = from.clip();
    sequenceLength = from.sequenceLength();
    globalBatch = from.globalBatch();
    precision = from.precision();
    machine = from.machine();
    plan = from.plan();
    recompute = from.recompute();
    recomputedLayers = from.recomputedLayers();
    expertLoads = from.expertLoads();
    offloaded = from.offloaded();
    software = from.software();
    memoryChecked = from.memoryChecked();
  }

  Training training() {
    return new Training(
        model,
        clip,
        sequenceLength,
        globalBatch,
        precision,
        machine,
        plan,
        recompute,
        recomputedLayers,
        expertLoads,
        offloaded,
        software,
        memoryChecked);
  }
}
