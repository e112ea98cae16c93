package dev.trn3.network;

import dev.trn3.network.FlowJob.Phase;
import dev.trn3.network.FlowJob.Transfer;
import java.util.ArrayList;
import java.util.List;

/** Takes a collective apart into phases of transfers between chips. */
final class FlowSteps {

  private final Placed placed;
  private final int first;
  private final Communicator group;
  private final boolean folded;

  /**
   * @param first the chip of rank 0
   * @param group its levels, and how it works on each
   * @param folded true to make only the transfers of rank 0, which stand for those of all
   */
  FlowSteps(Placed placed, int first, Communicator group, boolean folded) {
    this.placed = placed;
    this.first = first;
    this.group = group;
    this.folded = folded;
  }

  /**
   * True where every rank does the same, so that one can stand for all. In a broadcast some only
   * receive, and of those who send to the next rank some send farther.
   */
  static boolean alike(Placed placed, Communicator group) {
    boolean everyone =
        !(placed.collective() instanceof Collective.Broadcast)
            && !(placed.collective() instanceof Collective.SendReceive);
    return everyone && group.members().even();
  }

  List<Phase> phases() {
    double size = placed.collective().size().si();
    Collective collective = placed.collective();
    if (collective instanceof Collective.AllToAll) {
      return List.of(Phase.of(List.of(() -> exchange(size / placed.ranks()))));
    }
    if (collective instanceof Collective.SendReceive) {
      return List.of(Phase.of(List.of(() -> shift(size))));
    }
    if (collective instanceof Collective.Broadcast) {
      return new BroadcastTrees(group, this::transfer).phases(size);
    }
    List<Phase> scatter = pass(size);
    if (collective instanceof Collective.AllReduce) {
      List<Phase> both = new ArrayList<>(scatter);
      FlowJob.reversed(scatter).forEach(phase -> both.add(phase.reversed()));
      return both;
    }
    return scatter;
  }

  private List<Phase> pass(double size) {
    EvenPass even =
        new EvenPass(group, placed.ranks(), folded ? 1 : placed.ranks(), this::transfer);
    if (group.members().even()) {
      return even.phases(size);
    }
    List<Phase> phases = even.onTorus(size);
    phases.addAll(new UnevenPass(group, this::transfer).phases(size));
    return phases;
  }

  private List<Transfer> exchange(double bytes) {
    List<Transfer> transfers = new ArrayList<>();
    for (int from = 0; from < senders(); from++) {
      for (int ahead = 1; ahead < placed.ranks(); ahead++) {
        transfers.add(transfer(from, (from + ahead) % placed.ranks(), bytes, false));
      }
    }
    return transfers;
  }

  private List<Transfer> shift(double bytes) {
    List<Transfer> transfers = new ArrayList<>();
    for (int from = 0; from < senders(); from++) {
      transfers.add(transfer(from, (from + 1) % placed.ranks(), bytes, false));
    }
    return transfers;
  }

  private int senders() {
    return folded ? 1 : placed.ranks();
  }

  private Transfer transfer(int from, int to, double bytes, boolean streaming) {
    return new Transfer(
        first + from * placed.stride(), first + to * placed.stride(), bytes, streaming);
  }

  /** Makes a transfer between ranks one between chips. */
  interface Maker {
    Transfer transfer(int from, int to, double bytes, boolean streaming);
  }
}
