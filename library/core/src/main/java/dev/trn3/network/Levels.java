package dev.trn3.network;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.ScaleOut;
import dev.trn3.hardware.Spine;
import dev.trn3.hardware.SwitchTiers;
import dev.trn3.hardware.Torus;
import dev.trn3.hardware.UltraCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The levels between the members of a group, from where their chips are in a machine. */
final class Levels {

  private final Fabric fabric;
  private final Machine unit;
  private final int ranks;
  private final int stride;
  private final int first;
  private final double payload;
  private final List<Level> list = new ArrayList<>();
  private Members members;
  private int inside;
  private int torus;

  Levels(Fabric fabric, int ranks, int stride, int first) {
    this.fabric = fabric;
    this.ranks = ranks;
    this.stride = stride;
    this.first = first;
    unit = fabric.machine() instanceof UltraCluster cluster ? cluster.unit() : fabric.machine();
    payload = fabric.efficiency().si();
    members = Members.of(ranks);
    if (unit.topology() instanceof SwitchTiers tiers) {
      switches(tiers);
    } else if (unit.topology() instanceof Torus rings) {
      rings(rings);
    } else {
      throw new AssertionError(unit.topology());
    }
    inside = list.size();
    if (members.groups(members.levels() - 1) > 1) {
      network();
    }
  }

  List<Level> list() {
    return list;
  }

  Members members() {
    return members;
  }

  int inside() {
    return inside;
  }

  int torus() {
    return torus;
  }

  private int chip(int rank) {
    return first + rank * stride;
  }

  private int machineOf(int rank) {
    return chip(rank) / unit.chips();
  }

  /** Joins what is in the same place; false where everyone is alone there. */
  private boolean join(IntUnaryOperator place) {
    Members joined = members.joining(place);
    int level = members.levels() - 1;
    boolean fewer = joined.groups(level + 1) < members.groups(level);
    members = fewer ? joined : members;
    return fewer;
  }

  private void switches(SwitchTiers tiers) {
    for (SwitchTiers.Tier tier : tiers.tiers()) {
      int parts = (unit.chips() + tier.reach() - 1) / tier.reach();
      if (join(rank -> machineOf(rank) * parts + chip(rank) % unit.chips() / tier.reach())) {
        double bandwidth = tier.eachWay().si() * payload;
        list.add(new Switched(members, bandwidth, tier.latency().si()).named(tier.name(), false));
      }
    }
  }

  private void rings(Torus all) {
    new RingFit(all, stride).check(ranks, first);
    List<TorusRing> rings = new ArrayList<>();
    int inner = 1;
    for (int i = 0; i < all.rings().size(); i++) {
      Torus.Ring each = all.rings().get(i);
      int within = inner * each.length();
      if (join(rank -> chip(rank) / within)) {
        TorusRing ring =
            new TorusRing(
                each.length(),
                members.joined(members.levels() - 1, 0),
                Math.max(1, stride / inner),
                first % all.chips() / inner % Math.max(1, stride / inner),
                each.linkEachWay().si() * payload,
                all.latency().si());
        String name = "ring " + (i + 1) + " of the torus";
        list.add(ring.named(name, rings, ranks <= all.chips()));
        rings.add(ring);
      }
      inner = within;
    }
    torus = rings.size();
    exchange(rings);
  }

  private void exchange(List<TorusRing> rings) {
    double part =
        rings.stream().mapToInt(TorusRing::fan).reduce(1, (a, b) -> a * b) / (double) ranks;
    List<Lines> exchanges = rings.isEmpty() ? List.of() : TorusRing.exchange(rings);
    for (int i = 0; i < rings.size(); i++) {
      list.set(i, list.get(i).exchanging(exchanges.get(i).of(part)));
    }
  }

  /** Adds the network: one level where it blocks nothing, else one below leaves and one above. */
  private void network() {
    ScaleOut out =
        unit.scaleOut()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%d ranks do not fit into %s, and it has no network between machines"
                            .formatted(ranks, fabric.machine().name())));
    double card = out.perChip().si() * payload;
    double step = out.latency().si();
    Spine spine =
        fabric.machine() instanceof UltraCluster cluster ? cluster.spine() : Spine.NON_BLOCKING;
    int machines = fabric.machine().chips() / unit.chips();
    if (!spine.blocks()) {
      join(rank -> 0);
      list.add(new Switched(members, card, step).named(out.name(), false));
      return;
    }
    IntUnaryOperator leaf = rank -> spine.leafOf(machineOf(rank), machines);
    boolean below = spine.placement() == Spine.Placement.CLUSTER && join(leaf);
    if (below) {
      list.add(new Switched(members, card, step).named(out.name() + " below a leaf", true));
    }
    if (join(rank -> 0)) {
      list.add(
          new BetweenLeaves(
                  members, leaf, spine.leaves(machines), card, step, spine.oversubscription())
              .named(out.name() + " between leaves", below));
    }
  }
}
