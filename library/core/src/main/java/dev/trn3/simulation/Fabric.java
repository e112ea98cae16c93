package dev.trn3.simulation;

/**
 * What connects devices, as the cost model sees it. Groups are regular: {@code members} devices,
 * each {@code stride} device numbers after the one before. All results are seconds.
 */
public interface Fabric {

  /** Every member ends with a share of the sum of {@code bytes} that each holds. */
  double reduceScatter(double bytes, int members, int stride);

  /** Every member ends with {@code bytes}, of which each holds a share. */
  double allGather(double bytes, int members, int stride);

  /** Every member ends with the sum of {@code bytes} that each holds. */
  default double allReduce(double bytes, int members, int stride) {
    return reduceScatter(bytes, members, stride) + allGather(bytes, members, stride);
  }

  /** Every member sends an equal share of its {@code bytes} to every member. */
  double allToAll(double bytes, int members, int stride);

  /**
   * Every member sends rows to members chosen at random, each row to {@code choices} of them but
   * only once into each domain of a tier, where it is passed on.
   *
   * @param bytes all rows of a member, each counted once
   */
  double dispatch(double bytes, int choices, int members, int stride);

  /** One device sends to the one {@code stride} after it. */
  double send(double bytes, int stride);
}
