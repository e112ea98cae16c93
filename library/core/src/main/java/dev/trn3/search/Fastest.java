package dev.trn3.search;

import dev.trn3.parallelism.PlanCursor;
import dev.trn3.simulation.StepEvaluator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The few fastest plans that fit, and the fastest of those that do not. Of plans that differ only
 * in what copies share and take equally long, the first stands for all.
 */
final class Fastest {

  /** How many are kept: the winner and some that it is compared with. */
  static final int KEPT = 4;

  private final List<Candidate> best = new ArrayList<>();
  private Candidate tooBig;

  /** A plan whose step takes longer than this is of no interest. */
  double slowestKept() {
    return best.size() < KEPT ? Double.POSITIVE_INFINITY : best.get(best.size() - 1).seconds();
  }

  /** True if it has seen nothing worth keeping. */
  boolean isEmpty() {
    return best.isEmpty() && tooBig == null;
  }

  List<Candidate> list() {
    return Collections.unmodifiableList(best);
  }

  /** The fastest plan that does not fit, if it is faster than all that do; else null. */
  Candidate tooBig() {
    return best.isEmpty() || (tooBig != null && tooBig.seconds() < best.get(0).seconds())
        ? tooBig
        : null;
  }

  /** Considers a plan; looks at its memory only if it is fast enough, and keeps few. */
  void consider(PlanRace race, StepEvaluator model, PlanCursor plan, int index, double seconds) {
    if (seconds > slowestKept()) {
      return;
    }
    double memory = model.bytes(race.job(), plan);
    if (memory <= race.memoryLimit()) {
      add(new Candidate(seconds, memory, index, plan.plan()));
    } else if (tooBig == null || tooBig.isBeatenBy(seconds, index)) {
      tooBig = new Candidate(seconds, memory, index, plan.plan());
    }
  }

  private void add(Candidate candidate) {
    for (Candidate each : best) {
      if (each.cutsLike(candidate) && each.compareTo(candidate) < 0) {
        return;
      }
    }
    best.removeIf(each -> each.cutsLike(candidate));
    int place = Collections.binarySearch(best, candidate);
    best.add(place < 0 ? -place - 1 : place, candidate);
    if (best.size() > KEPT) {
      best.remove(KEPT);
    }
  }

  void addAll(Fastest other) {
    other.best.forEach(this::add);
    if (other.tooBig != null && (tooBig == null || other.tooBig.compareTo(tooBig) < 0)) {
      tooBig = other.tooBig;
    }
  }
}
