package dev.trn3.simulation;

import java.util.List;

/** What a step of training consists of, for {@link StepPlay}. */
interface StageWork {

  /** Tiers of the fabric, each with a port on every chip. */
  int tiers();

  /** The share of its speed that computation loses while weights or gradients pass beside it. */
  default double contention() {
    return 0;
  }

  /** The layers that a task works through. */
  List<Layer> layers(PipelineRun.Kind kind, int stage, int chunk, int microBatch);

  /** How many times as long as usual a task of a stage computes; asked once for each task. */
  default double pace(int stage) {
    return 1;
  }

  /** Activations, or their gradients, on their way to a neighbour. */
  Crossing send();

  /** What keeps the copies of a stage alike: before, during and after its tasks. */
  default Synchronisation synchronisation(int stage) {
    return Synchronisation.NONE;
  }
}
