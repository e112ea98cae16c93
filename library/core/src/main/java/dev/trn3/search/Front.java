package dev.trn3.search;

import dev.trn3.parallelism.PlanCursor;
import java.util.ArrayList;
import java.util.List;

/** Plans of which none is both slower and hungrier for memory than another: a Pareto front. */
final class Front {

  private final List<Candidate> members = new ArrayList<>();

  /** Considers a plan, and makes an object of it only if none is better. */
  void consider(double seconds, double memory, int index, PlanCursor plan) {
    if (!isDominated(seconds, memory, index)) {
      add(new Candidate(seconds, memory, index, plan.plan()));
    }
  }

  void addAll(Front other) {
    for (Candidate each : other.members) {
      if (!isDominated(each.seconds(), each.memory(), each.index())) {
        add(each);
      }
    }
  }

  private boolean isDominated(double seconds, double memory, int index) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).dominates(seconds, memory, index)) {
        return true;
      }
    }
    return false;
  }

  private void add(Candidate candidate) {
    members.removeIf(candidate::dominates);
    members.add(candidate);
  }

  /** From the fastest to the one that needs least memory. */
  List<Candidate> list() {
    return members.stream().sorted().toList();
  }
}
