package dev.trn3.search;

import dev.trn3.simulation.Job;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.StepEvaluator;
import dev.trn3.simulation.StepModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAccumulator;

/**
 * All plans of a space for one job on one machine.
 *
 * <p>Groups of plans are taken in the order of what they cannot beat, by all processors and without
 * waiting for each other, until the next cannot beat what was found: then none after it can. The
 * fastest plans are in groups that are looked at whoever comes first, so that the answer is the
 * same in every run. A group that cannot beat the answer is looked at only where another processor,
 * at work on an earlier group, has not found it yet; it counts as left out, as it is where one
 * processor searches.
 *
 * @param memoryLimit bytes that a chip may need
 */
record PlanRace(
    Job job, MachineModel machine, Software software, PlanSpace space, double memoryLimit) {

  /**
   * What came of it.
   *
   * @param considered plans of the space
   * @param evaluated those whose step had to be computed; all others cannot be among the fastest
   */
  record Finish(List<Candidate> best, Candidate tooBig, long considered, long evaluated) {}

  /** The fastest plans that fit; exact. To be called from within a fork-join pool. */
  Finish fastest(boolean pruned) {
    return pruned ? inOrder() : all();
  }

  private Finish inOrder() {
    ThreadLocal<StepEvaluator> models = evaluators();
    List<Bounded> groups = bounded(models);
    Leaders leaders = new Leaders();
    AtomicInteger taken = new AtomicInteger();
    ForkJoinPool pool = ForkJoinTask.getPool();
    Range.onEachProcessor(
        pool,
        any -> {
          StepEvaluator model = models.get();
          int next = taken.getAndIncrement();
          while (next < groups.size() && groups.get(next).bound() <= leaders.enough()) {
            if (pool.isShutdown()) {
              throw new CancellationException("the search was interrupted");
            }
            Fastest found = new Fastest();
            run(groups.get(next).group(), model, leaders.enough(), found);
            leaders.add(found);
            next = taken.getAndIncrement();
          }
        });
    Fastest fastest = leaders.fastest();
    double enough = fastest.slowestKept();
    long evaluated = 0;
    long considered = 0;
    for (Bounded each : groups) {
      considered += each.group().size();
      evaluated += each.bound() <= enough ? each.group().size() : 0;
    }
    return new Finish(fastest.list(), fastest.tooBig(), considered, evaluated);
  }

  /**
   * Each thread keeps the fastest that it saw; the fastest of all are the same whoever saw them.
   * What threads know of each other only saves them looking at the memory of slow plans.
   */
  private Finish all() {
    List<PlanGroup> groups = space.groups(job.cuttable(), machine.devices());
    DoubleAccumulator enough = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);
    StepModel model = machine.with(software);
    Queue<Fastest> seen = new ConcurrentLinkedQueue<>();
    ThreadLocal<Runner> runners =
        ThreadLocal.withInitial(
            () -> {
              Runner runner = new Runner(model.evaluator(), new Fastest());
              seen.add(runner.fastest());
              return runner;
            });
    Range.forEach(
        groups.size(),
        i -> {
          Runner runner = runners.get();
          run(groups.get(i), runner.model(), enough.get(), runner.fastest());
          enough.accumulate(runner.fastest().slowestKept());
        });
    Fastest fastest = new Fastest();
    seen.forEach(fastest::addAll);
    long considered = groups.stream().mapToLong(PlanGroup::size).sum();
    return new Finish(fastest.list(), fastest.tooBig(), considered, considered);
  }

  /** The plans that fit of which none is both faster and smaller; evaluates all. */
  Finish front() {
    ThreadLocal<StepEvaluator> model = evaluators();
    List<PlanGroup> groups = space.groups(job.cuttable(), machine.devices());
    Front[] found = new Front[groups.size()];
    Range.forEach(groups.size(), i -> found[i] = frontOf(groups.get(i), model.get()));
    Front all = new Front();
    for (Front each : found) {
      all.addAll(each);
    }
    long considered = groups.stream().mapToLong(each -> each.size()).sum();
    return new Finish(all.list(), null, considered, considered);
  }

  /** One for each processor, which goes from group to group with it. */
  private ThreadLocal<StepEvaluator> evaluators() {
    StepModel model = machine.with(software);
    return ThreadLocal.withInitial(model::evaluator);
  }

  /** The fastest that all processors have found so far. */
  private static final class Leaders {

    private final Fastest fastest = new Fastest();
    private volatile double enough = Double.POSITIVE_INFINITY;

    /** A plan whose step takes longer than this is of no interest. */
    double enough() {
      return enough;
    }

    synchronized void add(Fastest found) {
      if (!found.isEmpty()) {
        fastest.addAll(found);
        enough = fastest.slowestKept();
      }
    }

    synchronized Fastest fastest() {
      return fastest;
    }
  }

  /** What a thread has, and what it saw. */
  private record Runner(StepEvaluator model, Fastest fastest) {}

  private record Bounded(double bound, PlanGroup group) {}

  private List<Bounded> bounded(ThreadLocal<StepEvaluator> model) {
    List<PlanGroup> groups = space.groups(job.cuttable(), machine.devices());
    double[] bounds = new double[groups.size()];
    Range.forEach(groups.size(), i -> bounds[i] = groups.get(i).bound(job, model.get()));
    List<Bounded> bounded = new ArrayList<>();
    for (int i = 0; i < bounds.length; i++) {
      bounded.add(new Bounded(bounds[i], groups.get(i)));
    }
    bounded.sort(Comparator.comparingDouble(Bounded::bound));
    return bounded;
  }

  private void run(PlanGroup group, StepEvaluator model, double enough, Fastest fastest) {
    group.forEach(
        (plan, index) -> {
          double seconds = model.seconds(job, plan);
          if (seconds <= enough) {
            fastest.consider(this, model, plan, index, seconds);
          }
        });
  }

  private Front frontOf(PlanGroup group, StepEvaluator model) {
    Front front = new Front();
    group.forEach(
        (plan, index) -> {
          double memory = model.bytes(job, plan);
          if (memory <= memoryLimit) {
            front.consider(model.seconds(job, plan), memory, index, plan);
          }
        });
    return front;
  }
}
