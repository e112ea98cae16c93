package dev.trn3.network;

import java.util.List;

/**
 * Max-min fair rates: links fill up evenly, and a flow that meets a full link keeps what it has
 * (Bertsekas and Gallager, Data Networks, section 6.5).
 */
final class MaxMin {

  private static final double TIE = 1 + 1e-9;

  private final double[] capacity;
  private final double[] left;
  private final int[] users;

  MaxMin(double[] capacity) {
    this.capacity = capacity;
    this.left = new double[capacity.length];
    this.users = new int[capacity.length];
  }

  /** Sets the rate of every flow. Links that tie are filled in one round. */
  void share(List<Flow> flows) {
    for (Flow flow : flows) {
      for (int link : flow.links) {
        left[link] = capacity[link];
        users[link] = 0;
      }
    }
    for (Flow flow : flows) {
      flow.rate = -1;
      for (int link : flow.links) {
        users[link]++;
      }
    }
    int open = flows.size();
    while (open > 0) {
      double least = least(flows);
      open -= freeze(flows, least);
    }
  }

  private double least(List<Flow> flows) {
    double least = Double.MAX_VALUE;
    for (Flow flow : flows) {
      if (flow.rate < 0) {
        for (int link : flow.links) {
          least = Math.min(least, left[link] / users[link]);
        }
      }
    }
    return least;
  }

  private int freeze(List<Flow> flows, double least) {
    boolean[] full = new boolean[capacity.length];
    for (Flow flow : flows) {
      if (flow.rate < 0) {
        for (int link : flow.links) {
          full[link] |= left[link] / users[link] <= least * TIE;
        }
      }
    }
    int frozen = 0;
    for (Flow flow : flows) {
      if (flow.rate < 0 && meets(flow, full)) {
        flow.rate = least;
        frozen++;
        for (int link : flow.links) {
          left[link] = Math.max(0, left[link] - least);
          users[link]--;
        }
      }
    }
    return frozen;
  }

  private static boolean meets(Flow flow, boolean[] full) {
    for (int link : flow.links) {
      if (full[link]) {
        return true;
      }
    }
    return false;
  }
}
