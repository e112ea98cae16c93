package dev.trn3.workload;

import static dev.trn3.workload.Checks.positive;

/** The part of a layer between attentions: dense, or a mixture of experts. */
public sealed interface FeedForward {

  /** Parameters of one layer that every token uses or that no router guards, for a hidden size. */
  long sharedParameters(int hidden);

  /** Parameters of all routed experts of one layer; 0 if dense. */
  long routedParameters(int hidden);

  /** Multiply-accumulates of one layer and token. */
  long macs(int hidden);

  /** Three matrices, the first two multiplied after an activation (SwiGLU). */
  static Dense gated(int intermediate) {
    return new Dense(intermediate, true, false);
  }

  /** Two matrices with biases around an activation (GELU), as in GPT-3. */
  static Dense plain(int intermediate) {
    return new Dense(intermediate, false, true);
  }

  /** Gated experts, of which a router picks some for each token. */
  static MixtureOfExperts experts(int experts, int chosen, int intermediate) {
    return new MixtureOfExperts(experts, chosen, intermediate, 0, false, false, 0, 0, 1);
  }

  /**
   * A dense feed-forward layer.
   *
   * @param intermediate its inner size
   * @param gated three matrices rather than two
   * @param biased biases on every matrix
   */
  record Dense(int intermediate, boolean gated, boolean biased) implements FeedForward {

    public Dense {
      positive("intermediate", intermediate);
    }

    @Override
    public long sharedParameters(int hidden) {
      long biases = biased ? (long) intermediate * (gated ? 2 : 1) + hidden : 0;
      return macs(hidden) + biases;
    }

    @Override
    public long routedParameters(int hidden) {
      return 0;
    }

    @Override
    public long macs(int hidden) {
      return (gated ? 3L : 2L) * hidden * intermediate;
    }
  }

  /**
   * A mixture of gated experts.
   *
   * @param experts routed experts
   * @param chosen experts each token is sent to
   * @param intermediate inner size of a routed expert
   * @param sharedIntermediate inner size of the experts every token uses, together; 0 if none
   * @param biased biases on experts and router (gpt-oss)
   * @param routerBias one correction for each expert on the router only (DeepSeek-V3)
   * @param leadingDenseLayers layers at the start that are dense instead
   * @param denseIntermediate inner size of the dense layers; 0 if there are none
   * @param every one layer in this many is a mixture, the others are dense; 1 for all
   */
  record MixtureOfExperts(
      int experts,
      int chosen,
      int intermediate,
      int sharedIntermediate,
      boolean biased,
      boolean routerBias,
      int leadingDenseLayers,
      int denseIntermediate,
      int every)
      implements FeedForward {

    public MixtureOfExperts {
      positive("experts", experts);
      positive("chosen", chosen);
      positive("intermediate", intermediate);
      positive("every", every);
      if (chosen > experts) {
        throw new IllegalArgumentException(
            "each token cannot choose %d of %d experts; use 1 to %d"
                .formatted(chosen, experts, experts));
      }
      if ((leadingDenseLayers > 0 || every > 1) && denseIntermediate <= 0) {
        throw new IllegalArgumentException(
            "a model with dense layers needs their denseIntermediate, not " + denseIntermediate);
      }
    }

    /** This mixture with experts of the inner size that every token uses. */
    public MixtureOfExperts shared(int size) {
      return new MixtureOfExperts(
          experts,
          chosen,
          intermediate,
          size,
          biased,
          routerBias,
          leadingDenseLayers,
          denseIntermediate,
          every);
    }

    /** This mixture with biases on experts and router. */
    public MixtureOfExperts withBiases() {
      return new MixtureOfExperts(
          experts,
          chosen,
          intermediate,
          sharedIntermediate,
          true,
          false,
          leadingDenseLayers,
          denseIntermediate,
          every);
    }

    /** This mixture with one balancing correction for each expert on the router. */
    public MixtureOfExperts balanced() {
      return new MixtureOfExperts(
          experts,
          chosen,
          intermediate,
          sharedIntermediate,
          biased,
          true,
          leadingDenseLayers,
          denseIntermediate,
          every);
    }

    /** This mixture after some dense layers. */
    public MixtureOfExperts afterDense(int layers, int size) {
      return new MixtureOfExperts(
          experts,
          chosen,
          intermediate,
          sharedIntermediate,
          biased,
          routerBias,
          layers,
          size,
          every);
    }

    /** This mixture in one layer of so many, the others dense. */
    public MixtureOfExperts every(int layers, int size) {
      return new MixtureOfExperts(
          experts,
          chosen,
          intermediate,
          sharedIntermediate,
          biased,
          routerBias,
          leadingDenseLayers,
          size,
          layers);
    }

    /** How many of so many layers are mixtures. */
    public int mixtureLayers(int layers) {
      return (layers - leadingDenseLayers) / every;
    }

    /** The layers that are not mixtures. */
    public Dense denseLayer() {
      return new Dense(denseIntermediate, true, false);
    }

    @Override
    public long sharedParameters(int hidden) {
      long router = (long) hidden * experts + (biased || routerBias ? experts : 0);
      return router + 3L * hidden * sharedIntermediate;
    }

    @Override
    public long routedParameters(int hidden) {
      long biases = biased ? 2L * intermediate + hidden : 0;
      return experts * (3L * hidden * intermediate + biases);
    }

    @Override
    public long macs(int hidden) {
      return 3L * hidden * ((long) chosen * intermediate + sharedIntermediate)
          + (long) hidden * experts;
    }
  }
}
