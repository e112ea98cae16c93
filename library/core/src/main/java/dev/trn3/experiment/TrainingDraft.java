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

  /** The defaults for a model. */
  TrainingDraft(Transformer model) {
    this.model = model;
    clip = Optional.empty();
    sequenceLength = model.maximumSequence() > 0 ? Math.min(4096, model.maximumSequence()) : 4096;
    globalBatch = 1024;
    precision = DataType.BF16;
    machine = Optional.empty();
    plan = Optional.empty();
    recompute = Recompute.SELECTIVE;
    expertLoads = ExpertLoads.balanced();
    software = Optional.empty();
    memoryChecked = true;
  }

  /** The defaults for a video model that is trained on such clips. */
  TrainingDraft(Clip filmed) {
    this(filmed.transformer());
    filmed(filmed);
    globalBatch = 256;
  }

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

  /** With another clip, whose tokens are the sequence. */
  void filmed(Clip other) {
    clip = Optional.of(other);
    sequenceLength = other.tokens();
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
