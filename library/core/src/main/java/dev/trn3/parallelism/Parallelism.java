package dev.trn3.parallelism;

/** One way of cutting a job into pieces. Combined into a {@link Plan}. */
public sealed interface Parallelism {

  /** Cuts every matrix of a layer, and the sequence between matrices, over so many devices. */
  static Tensor tensor(int degree) {
    return new Tensor(degree);
  }

  /** Cuts the layers into so many stages, run one forward, one backward. */
  static Pipeline pipeline(int stages) {
    return new Pipeline(stages, 1, Schedule.ONE_FORWARD_ONE_BACKWARD);
  }

  /** Cuts the batch over so many copies of the model. */
  static Data data(int copies) {
    return new Data(copies);
  }

  /** Cuts each sequence over so many devices, which pass keys and values around a ring. */
  static Context context(int degree) {
    return new Context(degree);
  }

  /** Spreads the experts of a mixture over so many devices of data and context parallelism. */
  static Expert expert(int degree) {
    return new Expert(degree);
  }

  /**
   * What copies of the model share: 0 nothing, 1 optimizer states, 2 gradients as well, 3 weights
   * as well (arXiv 1910.02054).
   */
  static Zero zero(int stage) {
    return new Zero(stage);
  }

  /** Sequences that pass through the pipeline together. Default 1. */
  static MicroBatch microBatch(int sequences) {
    return new MicroBatch(sequences);
  }

  /** Tensor parallelism. */
  record Tensor(int degree) implements Parallelism {
    public Tensor {
      positive("tensor", degree);
    }
  }

  /**
   * Pipeline parallelism.
   *
   * @param stages stages
   * @param chunks pieces of the model each stage holds; more than 1 interleaves them
   * @param schedule the order of forward and backward work
   */
  record Pipeline(int stages, int chunks, Schedule schedule) implements Parallelism {
    public Pipeline {
      positive("pipeline", stages);
      positive("interleaved", chunks);
    }

    /** Gives each stage several pieces of the model, which shortens the bubble. */
    public Pipeline interleaved(int pieces) {
      return new Pipeline(stages, pieces, schedule);
    }

    /** Delays the gradients of weights into the bubble (arXiv 2401.10241, ZB-H1). */
    public Pipeline zeroBubble() {
      return new Pipeline(stages, chunks, Schedule.ZERO_BUBBLE);
    }
  }

  /** Data parallelism. */
  record Data(int degree) implements Parallelism {
    public Data {
      positive("data", degree);
    }
  }

  /** Context parallelism. */
  record Context(int degree) implements Parallelism {
    public Context {
      positive("context", degree);
    }
  }

  /** Expert parallelism. */
  record Expert(int degree) implements Parallelism {
    public Expert {
      positive("expert", degree);
    }
  }

  /** A stage of ZeRO. */
  record Zero(int stage) implements Parallelism {
    public Zero {
      if (stage < 0 || stage > 3) {
        throw new IllegalArgumentException("zero(%d): use 0, 1, 2 or 3".formatted(stage));
      }
    }
  }

  /** The size of a micro-batch. */
  record MicroBatch(int sequences) implements Parallelism {
    public MicroBatch {
      positive("microBatch", sequences);
    }
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("%s must be positive, not %d".formatted(name, value));
    }
  }
}
