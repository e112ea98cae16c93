package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import java.util.Locale;

/**
 * One number of the announcement, computed again.
 *
 * @param announced the fact that records the announcement
 * @param computed what public numbers give; words where they give none
 * @param verdict whether it follows
 * @param why how it was computed, or what is missing
 */
public record Claim(Fact announced, String computed, Verdict verdict, String why) {

  /** What becomes of a claim when it is computed again. */
  public enum Verdict {
    /** Public numbers give it, to the digits announced. */
    FOLLOWS,
    /** It follows only when units or subjects are mixed. */
    FOLLOWS_IN_PART,
    /** Public numbers give another value. */
    DOES_NOT_FOLLOW,
    /** No public numbers decide it. */
    CANNOT_BE_CHECKED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
