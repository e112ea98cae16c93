package dev.trn3.network;

/**
 * One level of the way between the members of a group: a tier of switches or a ring of a torus.
 *
 * @param name such as {@code sled}
 * @param fan members, or groups of the level inside, that this level joins; at least 2
 * @param bandwidth payload bytes per second that one chip sends, and receives, here
 * @param latency seconds of one step to the nearest member
 * @param shape how the members are joined
 */
record Level(String name, int fan, double bandwidth, double latency, Shape shape) {

  /** How the members of a level are joined. */
  enum Shape {
    /** Everyone reaches everyone in one step at full bandwidth. */
    SWITCH,
    /** Neighbours only, ends joined; the bandwidth counts both directions. */
    RING,
    /** Neighbours only, ends not joined; the bandwidth counts one direction. */
    LINE
  }

  /** Seconds that waiting for steps takes in one pass. */
  double waiting(Algorithm algorithm) {
    if (shape == Shape.SWITCH) {
      return algorithm.steps(fan) * latency;
    }
    int farthest = shape == Shape.RING ? fan / 2 : fan - 1;
    return switch (algorithm) {
      case MESH -> farthest * latency;
      case RECURSIVE_HALVING_DOUBLING -> Math.max(farthest, algorithm.steps(fan)) * latency;
      case KANGARING, RING -> algorithm.steps(fan) * latency;
    };
  }

  /** Seconds that one pass over a buffer of this many bytes for each member keeps links busy. */
  double moving(Algorithm algorithm, double bytes) {
    double share = (fan - 1.0) / fan;
    if (shape == Shape.SWITCH) {
      return share * bytes / bandwidth;
    }
    return switch (algorithm) {
      case MESH -> bytes * hops() / bandwidth;
      case RECURSIVE_HALVING_DOUBLING ->
          Math.max(share, algorithm.steps(fan) / 2.0 * (shape == Shape.RING ? 1 : 0.5))
              * bytes
              / bandwidth;
      case KANGARING, RING -> share * bytes / bandwidth;
    };
  }

  /** Seconds of an exchange of this many bytes by each member with all members of the level. */
  double exchanging(double bytes) {
    return shape == Shape.SWITCH
        ? (fan - 1.0) / fan * bytes / bandwidth
        : bytes * hops() / bandwidth;
  }

  /** Link crossings of a byte, on the busiest link, where destinations are spread evenly. */
  private double hops() {
    int half = fan / 2;
    return (double) half * (fan - half) / fan;
  }

  /** Seconds until the farthest member is reached directly. */
  double reach() {
    return switch (shape) {
      case SWITCH -> latency;
      case RING -> Math.floor(fan / 2.0) * latency;
      case LINE -> (fan - 1) * latency;
    };
  }

  /** Seconds to send this many bytes to the next member: over one of a ring's two links. */
  double nextDoor(double bytes) {
    return latency + bytes / (shape == Shape.RING ? bandwidth / 2 : bandwidth);
  }

  /** Seconds of one pass over a buffer of this many bytes. */
  double pass(Algorithm algorithm, double bytes) {
    return waiting(algorithm) + moving(algorithm, bytes);
  }
}
