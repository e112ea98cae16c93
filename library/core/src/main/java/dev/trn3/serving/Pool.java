package dev.trn3.serving;

import dev.trn3.inference.IterationCost;
import java.util.Objects;

/**
 * Equal replicas.
 *
 * @param role what they do
 * @param cost what their iterations take
 * @param scheduler how each of them chooses its work
 * @param replicas how many
 * @param chips chips of each
 */
public record Pool(Role role, IterationCost cost, Scheduler scheduler, int replicas, int chips) {

  /** What a replica does. */
  public enum Role {
    /** Reads prompts and produces tokens. */
    WHOLE("prefill and decode"),
    /** Reads prompts and hands their keys and values over. */
    PREFILL("prefill"),
    /** Produces tokens of prompts that another replica has read. */
    DECODE("decode");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Checks the numbers. */
  public Pool {
    Objects.requireNonNull(cost);
    Objects.requireNonNull(scheduler);
    if (replicas < 1 || chips < 1) {
      throw new IllegalArgumentException(
          "%s needs at least 1 replica of 1 chip, not %d of %d".formatted(role, replicas, chips));
    }
  }
}
