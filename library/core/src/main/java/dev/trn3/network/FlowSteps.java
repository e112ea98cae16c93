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
  private final Communicator group;
  private final boolean folded;

  /** A part of the buffer on its way over one level. */
  private record Work(Level level, int apart, double bytes, List<Round> rounds) {}

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
    checkThatLevelsAreFull();
    List<Step> steps = new ArrayList<>();
    List<Level> levels = group.levels();
    int torus = group.torus();
    for (int stage = 0; stage < torus; stage++) {
      List<Work> together = new ArrayList<>();
      for (int share = 0; share < torus; share++) {
        double here = size / torus;
        for (int done = 0; done < stage; done++) {
          here /= levels.get((share + done) % torus).fan();
        }
        together.add(work((share + stage) % torus, size, here));
      }
      addRounds(together, steps);
    }
    double here = size;
    for (int i = 0; i < levels.size(); i++) {
      if (i >= torus) {
        addRounds(List.of(work(i, size, here)), steps);
      }
      here /= levels.get(i).fan();
    }
    return steps;
  }

  private void checkThatLevelsAreFull() {
    int inner = 1;
    for (Level level : group.levels()) {
      if (placed.ranks() / inner % level.fan() != 0 || placed.ranks() % inner != 0) {
        throw new IllegalArgumentException(
            "%d ranks do not fill the %s level evenly; simulate a multiple of %d"
                .formatted(placed.ranks(), level.name(), inner * level.fan()));
      }
      inner *= level.fan();
    }
  }

  private Work work(int index, double buffer, double bytes) {
    int apart = 1;
    for (int inner = 0; inner < index; inner++) {
      apart *= group.levels().get(inner).fan();
    }
    Level level = group.levels().get(index);
    Algorithm algorithm = group.algorithm(index, buffer, bytes);
    return new Work(
        level, apart, bytes, Round.of(algorithm, level.fan(), level.shape() == Level.Shape.RING));
  }

  private void addRounds(List<Work> together, List<Step> steps) {
    int most = together.stream().mapToInt(work -> work.rounds().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      int round = i;
      steps.add(() -> transfers(together, round));
    }
  }

  private List<Transfer> transfers(List<Work> together, int round) {
    List<Transfer> transfers = new ArrayList<>();
    for (Work work : together) {
      if (round < work.rounds().size()) {
        int fan = work.level().fan();
        for (Round.Send send : work.rounds().get(round).sends()) {
          double bytes = work.bytes() * send.blocks() / fan;
          for (int rank = 0; rank < senders(); rank++) {
            int position = rank / work.apart() % fan;
            int peer = rank + (send.receiver(position, fan) - position) * work.apart();
            transfers.add(transfer(rank, peer, bytes));
          }
        }
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

  private Transfer transfer(int from, int to, double bytes) {
    return new Transfer(first + from * placed.stride(), first + to * placed.stride(), bytes);
  }
}
