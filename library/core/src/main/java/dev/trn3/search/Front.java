package dev.trn3.search;

import java.util.ArrayList;
import java.util.List;

/** Plans of which none is both slower and hungrier for memory than another: a Pareto front. */
final class Front {

  private final List<Candidate> members = new ArrayList<>();

  void add(Candidate candidate) {
    for (Candidate each : members) {
      if (each.dominates(candidate)) {
        return;
      }
    }
    members.removeIf(candidate::dominates);
    members.add(candidate);
  }

  void addAll(Front other) {
    other.members.forEach(this::add);
  }

  /** From the fastest to the one that needs least memory. */
  List<Candidate> list() {
    return members.stream().sorted().toList();
  }
}
