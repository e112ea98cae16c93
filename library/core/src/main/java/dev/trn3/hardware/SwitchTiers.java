package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Bandwidth;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Switches in tiers, the nearest chips first. Each chip has ports of its own for each tier.
 *
 * @param name such as {@code NeuronSwitch-v1}
 * @param tiers from the innermost outwards; each reaches a whole multiple of the chips of the one
 *     inside, except the outermost, whose last part may be smaller
 */
public record SwitchTiers(String name, List<Tier> tiers) implements Topology {

  /**
   * A tier.
   *
   * @param name such as {@code sled}
   * @param reach chips within the tier, a chip itself included
   * @param eachWay what one chip can send, and receive, over its ports of this tier
   * @param hops switches between two chips of the tier
   * @param latency time of one step between two chips, all switches included
   */
  public record Tier(
      String name,
      int reach,
      Sourced<Bandwidth> eachWay,
      Sourced<Ratio> hops,
      Sourced<Seconds> latency) {

    private Tier reaching(int chips) {
      return new Tier(name, chips, eachWay, hops, latency);
    }
  }

  /** Checks that each tier but the outermost holds the one inside it a whole number of times. */
  public SwitchTiers {
    tiers = List.copyOf(tiers);
    int inside = 1;
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier = tiers.get(i);
      boolean grows = tier.reach() > inside || tier.reach() == 1;
      boolean outermost = i > 0 && i == tiers.size() - 1;
      if (!grows || (tier.reach() % inside != 0 && !outermost)) {
        throw new IllegalArgumentException(
            "tier %s of %s reaches %d chips, which is no multiple of the %d inside it"
                .formatted(tier.name(), name, tier.reach(), inside));
      }
      inside = tier.reach();
    }
    if (tiers.isEmpty()) {
      throw new IllegalArgumentException(name + " needs at least one tier");
    }
  }

  /**
   * Switches between which and every chip there is the same bandwidth, in one tier.
   *
   * @param eachWay what one chip sends, and receives
   * @param latency time of one step between two chips
   */
  public static SwitchTiers flat(
      String name, int chips, Sourced<Bandwidth> eachWay, Sourced<Seconds> latency) {
    Sourced<Ratio> hops = new Sourced<>(new Ratio(1), latency.fact());
    return new SwitchTiers(name, List.of(new Tier("switch", chips, eachWay, hops, latency)));
  }

  @Override
  public int chips() {
    return tiers.get(tiers.size() - 1).reach();
  }

  /**
   * The same switches among fewer chips: tiers that the chips fill or need. Where the outermost of
   * them joins several parts, such as racks, the parts are as equal as whole sleds allow.
   */
  SwitchTiers among(int chips) {
    List<Tier> fewer = new ArrayList<>();
    for (Tier tier : tiers) {
      if (tier.reach() >= chips) {
        evenOut(fewer, chips);
        fewer.add(tier.reaching(chips));
        break;
      }
      fewer.add(tier);
    }
    return new SwitchTiers(name, fewer);
  }

  private static void evenOut(List<Tier> inner, int chips) {
    int last = inner.size() - 1;
    if (last < 1) {
      return;
    }
    int sled = inner.get(last - 1).reach();
    int parts = ceiling(chips, inner.get(last).reach());
    inner.set(last, inner.get(last).reaching(ceiling(ceiling(chips, sled), parts) * sled));
  }

  private static int ceiling(int amount, int size) {
    return (amount + size - 1) / size;
  }

  @Override
  public Bandwidth eachWay() {
    return new Bandwidth(tiers.stream().mapToDouble(tier -> tier.eachWay().si()).sum());
  }

  @Override
  public String describe() {
    return name
        + ", each way per chip: "
        + tiers.stream()
            .map(t -> "%s of %d chips %s".formatted(t.name(), t.reach(), t.eachWay().value()))
            .collect(Collectors.joining(", "));
  }

  @Override
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    for (Tier tier : tiers) {
      facts.addAll(List.of(tier.eachWay().fact(), tier.hops().fact(), tier.latency().fact()));
    }
    return facts;
  }
}
