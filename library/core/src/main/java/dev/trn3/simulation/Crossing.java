package dev.trn3.simulation;

/**
 * What a collective puts through the links of each chip that takes part: flows through its ports,
 * in seconds that they take while nothing else uses these.
 *
 * @param part what it is for
 * @param latency seconds until the first byte arrives, all steps together
 * @param busy seconds for which the ports of each tier are busy, from the innermost outwards
 * @param together all tiers at the same time, as in an exchange; else one after the other
 */
record Crossing(Part part, double latency, double[] busy, boolean together) {

  static final Crossing NONE = new Crossing(Part.TENSOR, 0, new double[0], false);

  /** Seconds from begin to end where no link is shared. */
  double alone() {
    double moving = 0;
    for (double each : busy) {
      moving = together ? Math.max(moving, each) : moving + each;
    }
    return latency + moving;
  }

  /** True if nothing is sent. */
  boolean none() {
    return alone() <= 0;
  }

  /** The same way, with so much sent that it takes this long alone. */
  Crossing lasting(double seconds) {
    double alone = alone();
    if (seconds <= 0 || alone <= 0) {
      return NONE;
    }
    double factor = seconds / alone;
    double[] scaled = busy.clone();
    for (int tier = 0; tier < scaled.length; tier++) {
      scaled[tier] *= factor;
    }
    return new Crossing(part, latency * factor, scaled, together);
  }

  /** This and then another, as one. */
  Crossing then(Crossing other) {
    double[] sum = new double[Math.max(busy.length, other.busy.length)];
    for (int tier = 0; tier < sum.length; tier++) {
      sum[tier] =
          (tier < busy.length ? busy[tier] : 0) + (tier < other.busy.length ? other.busy[tier] : 0);
    }
    return new Crossing(part, latency + other.latency, sum, together && other.together);
  }
}
