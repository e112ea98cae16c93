package dev.trn3.search;

import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.DeviceMemory;
import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.StepEvaluator;
import dev.trn3.simulation.StepModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All plans of a space for one job on one machine.
 *
 * <p>Groups of plans come in the order of what they cannot beat, and one that cannot beat what was
 * found is left out with all its plans. They are taken in rounds, whose members run on all
 * processors and know only what earlier rounds found: so the same plans are evaluated in every run.
 *
 * @param memoryLimit bytes that a chip may need
 */
record PlanRace(
    Job job, MachineModel machine, Software software, PlanSpace space, double memoryLimit) {

  private static final int ROUND = 16;

  /**
   * What came of it.
   *
   * @param considered plans of the space
   * @param evaluated those whose step was computed; all others cannot be among the fastest
   */
  record Finish(List<Candidate> best, Candidate tooBig, long considered, long evaluated) {}

  /** The fastest plans that fit; exact. To be called from within a fork-join pool. */
  Finish fastest(boolean pruned) {
    StepModel model = machine.with(software);
    List<Bounded> groups = bounded(model, pruned);
    Fastest fastest = new Fastest();
    long evaluated = 0;
    // Where nothing is to be left out, nobody waits for the end of a round.
    int round = pruned ? ROUND : Math.max(1, groups.size());
    for (int from = 0; from < groups.size(); from += round) {
      int to = Math.min(groups.size(), from + round);
      double enough = fastest.slowestKept();
      Fastest[] found = new Fastest[to - from];
      int first = from;
      Range.forEach(
          to - from,
          i -> {
            if (groups.get(first + i).bound() <= enough) {
              found[i] = run(groups.get(first + i).group(), model.evaluator(), enough);
            }
          });
      for (int i = 0; i < found.length; i++) {
        if (found[i] != null) {
          evaluated += groups.get(from + i).group().plans().size();
          fastest.addAll(found[i]);
        }
      }
    }
    long considered = groups.stream().mapToLong(each -> each.group().plans().size()).sum();
    return new Finish(fastest.list(), fastest.tooBig(), considered, evaluated);
  }

  /** The plans that fit of which none is both faster and smaller; evaluates all. */
  Finish front() {
    StepModel model = machine.with(software);
    List<PlanGroup> groups = space.groups(job.cuttable(), machine.devices());
    Front[] found = new Front[groups.size()];
    Range.forEach(groups.size(), i -> found[i] = frontOf(groups.get(i), model.evaluator()));
    Front all = new Front();
    for (Front each : found) {
      all.addAll(each);
    }
    long considered = groups.stream().mapToLong(each -> each.plans().size()).sum();
    return new Finish(all.list(), null, considered, considered);
  }

  private record Bounded(double bound, PlanGroup group) {}

  private List<Bounded> bounded(StepModel model, boolean pruned) {
    List<PlanGroup> groups = space.groups(job.cuttable(), machine.devices());
    double[] bounds = new double[groups.size()];
    if (pruned) {
      Range.forEach(groups.size(), i -> bounds[i] = groups.get(i).bound(job, model.evaluator()));
    }
    List<Bounded> bounded = new ArrayList<>();
    for (int i = 0; i < bounds.length; i++) {
      bounded.add(new Bounded(bounds[i], groups.get(i)));
    }
    bounded.sort(Comparator.comparingDouble(Bounded::bound));
    return bounded;
  }

  private Fastest run(PlanGroup group, StepEvaluator model, double enough) {
    Fastest fastest = new Fastest();
    List<Plan> plans = group.plans();
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      double seconds = model.seconds(job, plan);
      if (seconds <= enough) {
        fastest.consider(this, plan, group.first() + i, seconds);
      }
    }
    return fastest;
  }

  private Front frontOf(PlanGroup group, StepEvaluator model) {
    Front front = new Front();
    for (int i = 0; i < group.plans().size(); i++) {
      Plan plan = group.plans().get(i);
      double memory = DeviceMemory.of(job, plan, software, memoryLimit).total();
      if (memory <= memoryLimit) {
        front.add(new Candidate(model.seconds(job, plan), memory, group.first() + i, plan));
      }
    }
    return front;
  }
}
