package dev.trn3.hardware;

import java.util.ArrayList;
import java.util.List;

/** Cuts a topology down to fewer chips. */
final class Part {

  private Part() {}

  static Topology of(Topology whole, int chips) {
    if (whole instanceof SwitchTiers tiers) {
      return tiers.among(chips);
    }
    if (whole instanceof Torus torus) {
      return slab(torus, chips);
    }
    throw new AssertionError(whole);
  }

  /** The outermost ring shortened; its ends are then no longer joined, which the model ignores. */
  private static Torus slab(Torus torus, int chips) {
    List<Torus.Ring> rings = new ArrayList<>(torus.rings());
    Torus.Ring last = rings.remove(rings.size() - 1);
    int inner = torus.chips() / last.length();
    rings.add(new Torus.Ring(chips / inner, last.linkEachWay()));
    return new Torus(torus.name(), rings, torus.latency());
  }
}
