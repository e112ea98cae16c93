package dev.trn3.network;

import dev.trn3.network.FlowJob.Phase;
import dev.trn3.network.FlowJob.Step;
import dev.trn3.network.FlowJob.Transfer;
import java.util.ArrayList;
import java.util.List;

/**
 * The transfers of a reduce-scatter where every group of every level is full: levels one after the
 * other, the rings of a torus at the same time, each on its share.
 */
final class EvenPass {

  /** A part of the buffer on its way over one level. */
  private record Work(Level level, int apart, double bytes, List<Round> rounds) {}

  private final Communicator group;
  private final int senders;
  private final FlowSteps.Maker maker;

  /**
   * @param senders the first of the ranks, for which transfers are made; all, or one for all
   */
  EvenPass(Communicator group, int ranks, int senders, FlowSteps.Maker maker) {
    this.group = group;
    this.senders = Math.min(senders, ranks);
    this.maker = maker;
  }

  List<Phase> phases(double size) {
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
    return List.of(Phase.of(steps));
  }

  private Work work(int index, double buffer, double bytes) {
    Level level = group.levels().get(index);
    Algorithm algorithm = group.algorithm(index, buffer, bytes);
    return new Work(
        level,
        group.members().apart(index),
        bytes,
        Round.of(algorithm, level.fan(), level.shape() == Level.Shape.RING));
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
          for (int rank = 0; rank < senders; rank++) {
            int position = rank / work.apart() % fan;
            int peer = rank + (send.receiver(position, fan) - position) * work.apart();
            transfers.add(maker.transfer(rank, peer, bytes, false));
          }
        }
      }
    }
    return transfers;
  }
}
