package dev.trn3.network;

import java.util.List;

/**
 * Max-min fair rates: links fill up evenly, and a flow that meets a full link keeps what it has
 * (Bertsekas and Gallager, Data Networks, section 6.5). A flow of twice the weight fills up twice
 * as fast.
 */
public final class MaxMin {

  /** What moves over links: the flows of a collective, or of a step of training. */
  public interface Flowing {

    /** The links that it crosses, by number. */
    int[] links();

    /** What it moves each second, in the unit of the capacities. */
    double rate();

    /** Takes the rate that it was given. */
    void rate(double given);

    /** How many flows of weight 1 it counts as, above 0; 1 where all are alike. */
    default double weight() {
      return 1;
    }
  }

  private static final double TIE = 1 + 1e-9;

  private final double[] capacity;
  private final double[] left;
  private final double[] users;
  private final boolean[] full;

  /** Links by number, each with what it carries in a second. */
  public MaxMin(double[] capacity) {
    this.capacity = capacity.clone();
    this.left = new double[capacity.length];
    this.users = new double[capacity.length];
    this.full = new boolean[capacity.length];
  }

  /** Sets the rate of every flow. Links that tie are filled in one round. */
  public void share(List<? extends Flowing> flows) {
    for (Flowing flow : flows) {
      for (int link : flow.links()) {
        left[link] = capacity[link];
        users[link] = 0;
      }
    }
    for (Flowing flow : flows) {
      flow.rate(-1);
      for (int link : flow.links()) {
        users[link] += flow.weight();
      }
    }
    int open = flows.size();
    while (open > 0) {
      double least = least(flows);
      open -= freeze(flows, least);
    }
  }

  private double least(List<? extends Flowing> flows) {
    double least = Double.MAX_VALUE;
    for (Flowing flow : flows) {
      if (flow.rate() < 0) {
        for (int link : flow.links()) {
          least = Math.min(least, left[link] / users[link]);
        }
      }
    }
    return least;
  }

  private int freeze(List<? extends Flowing> flows, double least) {
    for (Flowing flow : flows) {
      for (int link : flow.links()) {
        full[link] = false;
      }
    }
    for (Flowing flow : flows) {
      if (flow.rate() < 0) {
        for (int link : flow.links()) {
          full[link] |= left[link] / users[link] <= least * TIE;
        }
      }
    }
    int frozen = 0;
    for (Flowing flow : flows) {
      if (flow.rate() < 0 && meets(flow, full)) {
        double rate = least * flow.weight();
        flow.rate(rate);
        frozen++;
        for (int link : flow.links()) {
          left[link] = Math.max(0, left[link] - rate);
          users[link] -= flow.weight();
        }
      }
    }
    return frozen;
  }

  private static boolean meets(Flowing flow, boolean[] full) {
    for (int link : flow.links()) {
      if (full[link]) {
        return true;
      }
    }
    return false;
  }
}
