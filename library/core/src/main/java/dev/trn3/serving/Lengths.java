package dev.trn3.serving;

import java.util.random.RandomGenerator;

/** How many tokens prompts or answers have: a distribution. */
public interface Lengths {

  /** Draws a length, at least 1. */
  int draw(RandomGenerator random);

  /** Mean of what is drawn. */
  double mean();

  /** The largest that can be drawn; {@link Integer#MAX_VALUE} if there is no limit. */
  int largest();
}
