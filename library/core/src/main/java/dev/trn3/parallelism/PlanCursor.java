package dev.trn3.parallelism;

/**
 * One plan after the other in a single object, so that a search over millions of them allocates
 * nothing for each. Who keeps one keeps its {@link #plan}. For one thread.
 */
public final class PlanCursor implements Degrees {

  private final int tensor;
  private final int context;
  private final int expert;
  private final int microBatch;
  private int pipeline = 1;
  private int chunks = 1;
  private Schedule schedule = Schedule.ONE_FORWARD_ONE_BACKWARD;
  private int data = 1;
  private int zero;

  /** Passes over plans that cut layers in the same way. */
  public PlanCursor(int tensor, int context, int expert, int microBatch) {
    this.tensor = tensor;
    this.context = context;
    this.expert = expert;
    this.microBatch = microBatch;
  }

  /** Moves to other stages and copies. */
  public void moveTo(int toPipeline, int toChunks, Schedule toSchedule, int toData, int toZero) {
    pipeline = toPipeline;
    chunks = toChunks;
    schedule = toSchedule;
    data = toData;
    zero = toZero;
  }

  /** The plan that this is at. */
  public Plan plan() {
    return new Plan(tensor, pipeline, chunks, schedule, context, data, expert, zero, microBatch);
  }

  @Override
  public int tensor() {
    return tensor;
  }

  @Override
  public int pipeline() {
    return pipeline;
  }

  @Override
  public int chunks() {
    return chunks;
  }

  @Override
  public Schedule schedule() {
    return schedule;
  }

  @Override
  public int context() {
    return context;
  }

  @Override
  public int data() {
    return data;
  }

  @Override
  public int expert() {
    return expert;
  }

  @Override
  public int zero() {
    return zero;
  }

  @Override
  public int microBatch() {
    return microBatch;
  }

  @Override
  public String toString() {
    return plan().toString();
  }
}
