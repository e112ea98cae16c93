package dev.trn3.network;

import dev.trn3.network.FlowJob.Step;
import dev.trn3.network.FlowJob.Transfer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes a collective apart into steps of transfers between chips. */
final class FlowSteps {

  private final Placed placed;
  private final int first;
  private final List<Level> levels;
  private final boolean folded;

  /**
   * @param first the chip of rank 0
   * @param folded true to make only the transfers of rank 0, which stand for those of all
   */
  FlowSteps(Placed placed, int first, List<Level> levels, boolean folded) {
    this.placed = placed;
    this.first = first;
    this.levels = levels;
    this.folded = folded;
  }

  List<Step> steps() {
    double size = placed.collective().size().si();
    Collective collective = placed.collective();
    if (collective instanceof Collective.AllToAll) {
      return List.of(() -> exchange(size / placed.ranks()));
    }
    if (collective instanceof Collective.SendReceive) {
      return List.of(() -> shift(size));
    }
    if (collective instanceof Collective.Broadcast) {
      throw new IllegalArgumentException(
          "broadcast is not simulated as flows; ask on(machine) for its closed form");
    }
    List<Step> scatter = pass(size);
    if (collective instanceof Collective.AllReduce) {
      List<Step> both = new ArrayList<>(scatter);
      List<Step> gather = new ArrayList<>(scatter);
      Collections.reverse(gather);
      both.addAll(gather);
      return both;
    }
    return scatter;
  }

  private List<Step> pass(double size) {
    List<Step> steps = new ArrayList<>();
    int inner = 1;
    double here = size;
    for (Level level : levels) {
      int apart = inner;
      int fan = level.fan();
      if ((placed.ranks() / inner) % fan != 0) {
        throw new IllegalArgumentException(
            "%d ranks do not fill the %s level evenly; simulate a multiple of %d"
                .formatted(placed.ranks(), level.name(), inner * fan));
      }
      double part = here / fan;
      boolean ring = placed.algorithm().orElse(Algorithm.MESH) == Algorithm.RING;
      boolean both = level.shape() == Level.Shape.RING;
      if (ring) {
        for (int step = 1; step < fan; step++) {
          steps.add(() -> neighbours(apart, fan, part, both));
        }
      } else {
        steps.add(() -> mesh(apart, fan, part));
      }
      here = part;
      inner *= fan;
    }
    return steps;
  }

  private List<Transfer> neighbours(int apart, int fan, double bytes, boolean bothWays) {
    List<Transfer> transfers = new ArrayList<>();
    for (int rank = 0; rank < senders(); rank++) {
      if (bothWays) {
        transfers.add(transfer(rank, peer(rank, apart, fan, 1), bytes / 2));
        transfers.add(transfer(rank, peer(rank, apart, fan, fan - 1), bytes / 2));
      } else {
        transfers.add(transfer(rank, peer(rank, apart, fan, 1), bytes));
      }
    }
    return transfers;
  }

  private List<Transfer> mesh(int apart, int fan, double bytes) {
    List<Transfer> transfers = new ArrayList<>();
    for (int rank = 0; rank < senders(); rank++) {
      for (int ahead = 1; ahead < fan; ahead++) {
        transfers.add(transfer(rank, peer(rank, apart, fan, ahead), bytes));
      }
    }
    return transfers;
  }

  private List<Transfer> exchange(double bytes) {
    List<Transfer> transfers = new ArrayList<>();
    for (int from = 0; from < senders(); from++) {
      for (int ahead = 1; ahead < placed.ranks(); ahead++) {
        transfers.add(transfer(from, (from + ahead) % placed.ranks(), bytes));
      }
    }
    return transfers;
  }

  private List<Transfer> shift(double bytes) {
    List<Transfer> transfers = new ArrayList<>();
    for (int from = 0; from < senders(); from++) {
      transfers.add(transfer(from, (from + 1) % placed.ranks(), bytes));
    }
    return transfers;
  }

  private int senders() {
    return folded ? 1 : placed.ranks();
  }

  private static int peer(int rank, int apart, int fan, int ahead) {
    int position = rank / apart % fan;
    return rank + ((position + ahead) % fan - position) * apart;
  }

  private Transfer transfer(int from, int to, double bytes) {
    return new Transfer(first + from * placed.stride(), first + to * placed.stride(), bytes);
  }
}
