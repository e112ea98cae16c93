package dev.trn3.network;

/**
 * One level of the way between the members of a group: a tier of switches or a ring of a torus.
 *
 * @param name such as {@code sled}
 * @param fan members, or groups of the level inside, that this level joins; at least 2
 * @param bandwidth payload bytes per second that one chip sends, and receives, here
 * @param latency seconds of one step to the nearest member
 * @param shape how the members are joined
 * @param passed true where traffic to members farther out passes here as well, as through a network
 *     card; false where each level has ports of its own
 */
record Level(String name, int fan, double bandwidth, double latency, Shape shape, boolean passed) {

  Level(String name, int fan, double bandwidth, double latency, Shape shape) {
    this(name, fan, bandwidth, latency, shape, false);
  }

  /** The same level of a group in which it joins fewer. */
  Level joining(int fewer) {
    return new Level(name, fewer, bandwidth, latency, shape, passed);
  }

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
      case RECURSIVE_HALVING_DOUBLING -> doublingHops() * latency;
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
      case RECURSIVE_HALVING_DOUBLING -> doubling() * bytes / bandwidth;
      case KANGARING, RING -> share * bytes / bandwidth;
    };
  }

  /** Seconds of an exchange of this many bytes by each member with all members of the level. */
  double exchanging(double bytes) {
    return shape == Shape.SWITCH
        ? (fan - 1.0) / fan * bytes / bandwidth
        : bytes * hops() / bandwidth;
  }

  /** Links that messages cross one after the other while distances double. */
  private int doublingHops() {
    int hops = 0;
    for (int distance = 1; distance < fan; distance *= 2) {
      hops += near(distance);
    }
    return hops;
  }

  /**
   * How many times the buffer crosses the busiest link while distances double. At a distance of d
   * that link carries d messages one way, while the link of a ring that goes the other way waits;
   * only to the opposite side both ways are equally short.
   */
  private double doubling() {
    boolean powerOfTwo = Integer.bitCount(fan) == 1;
    double crossings = 0;
    for (int distance = 1; distance < fan; distance *= 2) {
      double share =
          powerOfTwo ? 0.5 / distance : Math.min(distance, fan - distance) / (double) fan;
      boolean oneWay = shape == Shape.RING && 2 * distance != fan;
      crossings += share * near(distance) * (oneWay ? 2 : 1);
    }
    return crossings;
  }

  private int near(int distance) {
    return shape == Shape.RING ? Math.min(distance, fan - distance) : distance;
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

  /** Seconds until the first byte of a broadcast has reached everyone: trees, or chains. */
  double filling() {
    int hops = shape == Shape.SWITCH ? Algorithm.RECURSIVE_HALVING_DOUBLING.steps(fan) : fan - 1;
    return hops * latency;
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
