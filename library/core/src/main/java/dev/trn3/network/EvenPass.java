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

  /** On all levels. */
  List<Phase> phases(double size) {
    List<Phase> phases = onTorus(size);
    List<Level> levels = group.levels();
    double here = size;
    for (int i = 0; i < levels.size(); i++) {
      if (i >= group.torus()) {
        phases.add(Phase.of(steps(i, size, here)));
      }
      here /= levels.get(i).fan();
    }
    return phases;
  }

  /** On the rings of a torus only, which a group always fills evenly. */
  List<Phase> onTorus(double size) {
    List<Phase> phases = new ArrayList<>();
    List<Level> levels = group.levels();
    int torus = group.torus();
    for (int stage = 0; stage < torus; stage++) {
      List<List<Step>> together = new ArrayList<>();
      for (int share = 0; share < torus; share++) {
        double here = size / torus;
        for (int done = 0; done < stage; done++) {
          here /= levels.get((share + done) % torus).fan();
        }
        together.add(steps((share + stage) % torus, size, here));
      }
      phases.add(new Phase(together));
    }
    return phases;
  }

  private List<Step> steps(int index, double buffer, double bytes) {
    Level level = group.levels().get(index);
    Algorithm algorithm = group.algorithm(index, buffer, index < group.torus() ? bytes : buffer);
    int apart = group.members().apart(index);
    List<Step> steps = new ArrayList<>();
    for (Round round : Round.of(algorithm, level.fan(), level.bothWays())) {
      steps.add(() -> transfers(round, level.fan(), apart, bytes));
    }
    return steps;
  }

  private List<Transfer> transfers(Round round, int fan, int apart, double buffer) {
    List<Transfer> transfers = new ArrayList<>();
    for (Round.Send send : round.sends()) {
      double bytes = buffer * send.blocks() / fan;
      for (int rank = 0; rank < senders; rank++) {
        int position = rank / apart % fan;
        int peer = rank + (send.receiver(position, fan) - position) * apart;
        transfers.add(maker.transfer(rank, peer, bytes, false));
      }
    }
    return transfers;
  }
}
