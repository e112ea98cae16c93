package dev.trn3.parallelism;

/** Which activations are computed again in the backward pass instead of being kept. */
public enum Recompute {
  /** All activations are kept. */
  NONE,
  /** The core of attention is computed again; cheap, and what makes long sequences fit. */
  SELECTIVE,
  /** Only the input of each layer is kept; the whole forward pass is done again. */
  FULL
}
