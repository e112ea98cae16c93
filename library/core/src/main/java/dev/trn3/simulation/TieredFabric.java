package dev.trn3.simulation;

import java.util.List;

/**
 * A fabric of nested tiers: links inside a server, a rack, a cluster. Collectives run tier by tier
 * (reduce-scatter inside, then across with what is left), each with the alpha-beta cost of a ring.
 *
 * <p>On switches and networks this is the ring of package {@code network} at full link rate,
 * without the time to start: tests hold the two together. There are two because a search asks
 * millions of times for other groups without allocating anything, and because the shares of link
 * rates that software reaches were fitted with these costs. A torus is simpler here: all its links
 * as one tier, for whole and for part, which favours exchanges on it.
 *
 * @param tiers from the innermost outwards
 */
public record TieredFabric(List<Tier> tiers) implements Fabric {

  /**
   * One tier.
   *
   * @param devices devices inside it, all inner tiers included
   * @param bandwidth bytes per second that each device can send through it, one way
   * @param latency seconds for one step
   */
  public record Tier(int devices, double bandwidth, double latency) {

    public Tier {
      if (devices <= 0 || !(bandwidth > 0) || latency < 0) {
        throw new IllegalArgumentException(
            "a tier needs devices, bandwidth and latency: %d, %s, %s"
                .formatted(devices, bandwidth, latency));
      }
    }
  }

  public TieredFabric {
    tiers = List.copyOf(tiers);
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).devices() <= tiers.get(i - 1).devices()) {
        throw new IllegalArgumentException("tiers must grow outwards: " + tiers);
      }
    }
  }

  /** This fabric with the bandwidth of links up to a size, and beyond it, multiplied. */
  public TieredFabric scaled(int scaleUpDevices, double inside, double outside) {
    return new TieredFabric(
        tiers.stream()
            .map(
                tier ->
                    new Tier(
                        tier.devices(),
                        tier.bandwidth() * (tier.devices() <= scaleUpDevices ? inside : outside),
                        tier.latency()))
            .toList());
  }

  @Override
  public double reduceScatter(double bytes, int members, int stride) {
    return ring(bytes, members, stride, null);
  }

  /** The ports that a reduce-scatter or an all-gather keeps busy, tier after tier. */
  Crossing ring(Part part, double bytes, int members, int stride) {
    double[] busy = new double[tiers.size()];
    double seconds = ring(bytes, members, stride, busy);
    return new Crossing(part, seconds - sum(busy), busy, false);
  }

  /** The ports that a dispatch keeps busy, all tiers at the same time. */
  Crossing exchange(Part part, double bytes, int choices, int members, int stride) {
    double[] busy = new double[tiers.size()];
    double seconds = dispatch(bytes, choices, members, stride, busy);
    double slowest = 0;
    for (double each : busy) {
      slowest = Math.max(slowest, each);
    }
    return new Crossing(part, seconds - slowest, busy, true);
  }

  /** The port that a message keeps busy. */
  Crossing message(Part part, double bytes, int stride) {
    double[] busy = new double[tiers.size()];
    int i = reaching(stride);
    busy[i] = bytes / tiers.get(i).bandwidth();
    return new Crossing(part, tiers.get(i).latency(), busy, false);
  }

  private static double sum(double[] each) {
    double sum = 0;
    for (double one : each) {
      sum += one;
    }
    return sum;
  }

  /** The time of a ring in each tier; adds the time that ports are busy where asked to. */
  private double ring(double bytes, int members, int stride, double[] busy) {
    double seconds = 0;
    double left = bytes;
    int remaining = members;
    int reach = stride;
    for (int i = 0; i < tiers.size() && remaining > 1; i++) {
      Tier tier = tiers.get(i);
      int inside = membersInside(tier, i, remaining, reach);
      if (inside > 1) {
        double moving = left * (inside - 1) / inside / tier.bandwidth();
        seconds += (inside - 1) * tier.latency() + moving;
        if (busy != null) {
          busy[i] += moving;
        }
        left /= inside;
        remaining = (remaining + inside - 1) / inside;
        reach *= inside;
      }
    }
    return seconds;
  }

  @Override
  public double allGather(double bytes, int members, int stride) {
    return reduceScatter(bytes, members, stride);
  }

  @Override
  public double allToAll(double bytes, int members, int stride) {
    if (members <= 1) {
      return 0;
    }
    double slowest = 0;
    double latency = 0;
    int within = 1;
    for (int i = 0; i < tiers.size() && within < members; i++) {
      Tier tier = tiers.get(i);
      int inside = i == tiers.size() - 1 ? members : Math.min(members, tier.devices() / stride);
      if (inside > within) {
        // Each tier has ports of its own, which carry what ends within it.
        double through = bytes * (inside - within) / members;
        slowest = Math.max(slowest, through / tier.bandwidth());
        latency = tier.latency();
        within = inside;
      }
    }
    return latency + slowest;
  }

  @Override
  public double dispatch(double bytes, int choices, int members, int stride) {
    return dispatch(bytes, choices, members, stride, null);
  }

  private double dispatch(double bytes, int choices, int members, int stride, double[] busy) {
    if (members <= 1) {
      return 0;
    }
    double slowest = 0;
    double latency = 0;
    int within = 1;
    for (int i = 0; i < tiers.size() && within < members; i++) {
      Tier tier = tiers.get(i);
      int inside = i == tiers.size() - 1 ? members : Math.min(members, tier.devices() / stride);
      if (inside > within) {
        double domains = (double) members / within;
        double copies = (domains - 1) * (1 - power(1 - 1 / domains, choices));
        double moving = bytes * copies / tier.bandwidth();
        slowest = Math.max(slowest, moving);
        if (busy != null) {
          busy[i] = moving;
        }
        latency = tier.latency();
        within = inside;
      }
    }
    return latency + slowest;
  }

  @Override
  public double send(double bytes, int stride) {
    Tier tier = tiers.get(reaching(stride));
    return tier.latency() + bytes / tier.bandwidth();
  }

  private int reaching(int stride) {
    int i = 0;
    while (i < tiers.size() - 1 && stride >= tiers.get(i).devices()) {
      i++;
    }
    return i;
  }

  private static double power(double base, int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }

  private int membersInside(Tier tier, int index, int remaining, int reach) {
    if (index == tiers.size() - 1) {
      return remaining;
    }
    return Math.max(1, Math.min(remaining, tier.devices() / reach));
  }
}
