package dev.trn3.search;

import dev.trn3.parallelism.Plan;

/**
 * A plan that was evaluated.
 *
 * @param seconds of a step
 * @param memory bytes that each chip needs
 * @param index its number in the space, which decides between plans that are equally good
 */
record Candidate(double seconds, double memory, int index, Plan plan)
    implements Comparable<Candidate> {

  @Override
  public int compareTo(Candidate other) {
    int bySeconds = Double.compare(seconds, other.seconds);
    return bySeconds != 0 ? bySeconds : Integer.compare(index, other.index);
  }

  /** True if one with these seconds and this number comes before this. */
  boolean isBeatenBy(double otherSeconds, int otherIndex) {
    int bySeconds = Double.compare(otherSeconds, seconds);
    return bySeconds != 0 ? bySeconds < 0 : otherIndex < index;
  }

  /** True if the other is the same but for what copies share. */
  boolean cutsLike(Candidate other) {
    return plan.tensor() == other.plan.tensor()
        && plan.pipeline() == other.plan.pipeline()
        && plan.context() == other.plan.context()
        && plan.expert() == other.plan.expert()
        && plan.chunks() == other.plan.chunks()
        && plan.schedule() == other.plan.schedule()
        && plan.microBatch() == other.plan.microBatch();
  }

  /** True if it is at least as good in both respects, and better in one or earlier. */
  boolean dominates(Candidate other) {
    return dominates(other.seconds, other.memory, other.index);
  }

  boolean dominates(double otherSeconds, double otherMemory, int otherIndex) {
    return seconds <= otherSeconds
        && memory <= otherMemory
        && (seconds < otherSeconds || memory < otherMemory || index < otherIndex);
  }
}
