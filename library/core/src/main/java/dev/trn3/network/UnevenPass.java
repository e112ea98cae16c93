package dev.trn3.network;

import dev.trn3.network.FlowJob.Phase;
import dev.trn3.network.FlowJob.Step;
import dev.trn3.network.FlowJob.Transfer;
import java.util.ArrayList;
import java.util.List;

/**
 * The transfers of a reduce-scatter where groups hold unequal numbers, such as racks of 10 and 9
 * sleds. A chip of a smaller group owns more of the buffer, and exchanges it with the owners of the
 * same bytes in the other groups; groups of a level do not wait for each other.
 */
final class UnevenPass {

  /** Bytes of the buffer between two offsets, and the rank that has their sum so far. */
  private record Piece(double begins, double ends, int owner) {}

  /** Bytes that one owner in each group has. */
  private record Shared(int[] owners, double begins, double ends) {

    double bytes() {
      return ends - begins;
    }
  }

  /** Offsets that differ by less than this share of the buffer are the same, but for rounding. */
  private static final double ROUNDING = 1e-12;

  private final Communicator group;
  private final FlowSteps.Maker maker;

  UnevenPass(Communicator group, FlowSteps.Maker maker) {
    this.group = group;
    this.maker = maker;
  }

  List<Phase> phases(double size) {
    Members members = group.members();
    List<List<Piece>> groups = onMachines(size);
    List<Phase> phases = new ArrayList<>();
    for (int level = group.torus(); level < members.levels(); level++) {
      Algorithm algorithm = group.algorithm(level, size, size);
      List<List<Piece>> outer = new ArrayList<>();
      List<List<Step>> lanes = new ArrayList<>();
      int first = 0;
      for (int each = 0; each < members.groups(level); each++) {
        int end = first + members.joined(level, each);
        List<List<Piece>> joined = groups.subList(first, end);
        first = end;
        List<Shared> shared = shared(joined, size);
        lanes.add(steps(shared, algorithm, joined.size()));
        outer.add(scattered(shared));
      }
      phases.add(new Phase(lanes));
      groups = outer;
    }
    return phases;
  }

  /** What each rank has before the first level of switches: all of it, or its part of a torus. */
  private List<List<Piece>> onMachines(double size) {
    List<List<Piece>> groups = new ArrayList<>();
    Members members = group.members();
    int level = group.torus() - 1;
    int rank = 0;
    for (int machine = 0; machine < members.groups(level); machine++) {
      int ranks = level < 0 ? 1 : members.size(level, machine);
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < ranks; i++) {
        pieces.add(new Piece(size * i / ranks, size * (i + 1) / ranks, rank++));
      }
      groups.add(pieces);
    }
    return groups;
  }

  /** Cuts the buffer wherever its owner changes in any of the groups. */
  private static List<Shared> shared(List<List<Piece>> joined, double size) {
    List<Shared> shared = new ArrayList<>();
    int[] at = new int[joined.size()];
    double begins = 0;
    while (size - begins > size * ROUNDING) {
      int[] owners = new int[joined.size()];
      double ends = size;
      for (int i = 0; i < at.length; i++) {
        while (joined.get(i).get(at[i]).ends() - begins <= size * ROUNDING) {
          at[i]++;
        }
        owners[i] = joined.get(i).get(at[i]).owner();
        ends = Math.min(ends, joined.get(i).get(at[i]).ends());
      }
      shared.add(new Shared(owners, begins, ends));
      begins = ends;
    }
    return shared;
  }

  /** Who has which sum after the level: each owner an equal part of what they shared. */
  private static List<Piece> scattered(List<Shared> shared) {
    List<Piece> pieces = new ArrayList<>();
    for (Shared each : shared) {
      int n = each.owners().length;
      for (int i = 0; i < n; i++) {
        pieces.add(
            new Piece(
                each.begins() + each.bytes() * i / n,
                each.begins() + each.bytes() * (i + 1) / n,
                each.owners()[i]));
      }
    }
    return pieces;
  }

  private List<Step> steps(List<Shared> shared, Algorithm algorithm, int members) {
    List<Step> steps = new ArrayList<>();
    if (members > 1) {
      for (Round round : Round.of(algorithm, members, false)) {
        steps.add(() -> transfers(shared, round));
      }
    }
    return steps;
  }

  private List<Transfer> transfers(List<Shared> shared, Round round) {
    List<Transfer> transfers = new ArrayList<>();
    for (Shared each : shared) {
      int n = each.owners().length;
      for (Round.Send send : round.sends()) {
        for (int i = 0; i < n; i++) {
          int to = each.owners()[send.receiver(i, n)];
          transfers.add(
              maker.transfer(each.owners()[i], to, each.bytes() * send.blocks() / n, false));
        }
      }
    }
    return transfers;
  }
}
