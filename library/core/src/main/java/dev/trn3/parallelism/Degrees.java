package dev.trn3.parallelism;

/**
 * The numbers that say how a job is cut into pieces, and all that the cost of a step follows from:
 * a {@link Plan}, or a {@link PlanCursor} that passes over many.
 */
public sealed interface Degrees permits Plan, PlanCursor {

  /** Devices that share each matrix; the sequence between matrices is shared as well. */
  int tensor();

  /** Stages. */
  int pipeline();

  /** Pieces of the model that each stage holds. */
  int chunks();

  /** The order of forward and backward work. */
  Schedule schedule();

  /** Devices that share each sequence. */
  int context();

  /** Copies of the model. */
  int data();

  /** Devices over which experts are spread, taken from data times context. */
  int expert();

  /** What the copies share, 0 to 3. */
  int zero();

  /** Sequences that pass through the pipeline together. */
  int microBatch();

  /** Layers on the first stage, the fullest: the first pieces hold one more where needed. */
  default int fullestStage(int layers) {
    return fullestStage(layers, pipeline(), chunks());
  }

  /** Layers on the fullest of so many stages of so many pieces. */
  static int fullestStage(int layers, int pipeline, int chunks) {
    int pieces = pipeline * chunks;
    int rest = layers % pieces;
    return chunks * (layers / pieces) + (rest + pipeline - 1) / pipeline;
  }

  /**
   * True if layers go round for so many stages of so many pieces, and the fullest stage has at most
   * 15 % more than the average: what a search looks at. A model of 61 layers has no stages that are
   * all alike.
   */
  static boolean nearlyEven(int layers, int pipeline, int chunks) {
    return (long) pipeline * chunks <= layers
        && 100L * pipeline * fullestStage(layers, pipeline, chunks) <= 115L * layers;
  }

  /** Devices that are used. */
  default long devices() {
    return (long) tensor() * pipeline() * context() * data();
  }

  /** Copies of each routed expert, over which its gradients are summed. */
  default int expertCopies() {
    return Math.max(1, data() * context() * (expert() > 1 ? tensor() : 1) / expert());
  }

  /** Micro-batches each copy of the model works on in one step. */
  default int microBatches(int globalBatch) {
    return globalBatch / (data() * microBatch());
  }
}
