package dev.trn3.search;

import dev.trn3.display.Progress;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Softwares;
import dev.trn3.sweep.Combinations;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.TrainingSubject;
import dev.trn3.threads.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** One run of a search: a race of plans for each combination of settings, then the choice. */
record SearchRun(
    TrainingSubject subject,
    Combinations settings,
    PlanSpace space,
    List<Objective> objectives,
    List<Limit> limits,
    Search.Options options) {

  /** Reasons that a message spells out, each with a setting. */
  private static final int REASONS = 3;

  private static final Problem NONE = new Problem("", "");

  /**
   * What one combination of settings gave: designs, or why there are none.
   *
   * @param failure the same for all combinations that have none for the same reason
   * @param by how much, where that is known
   */
  record Entry(
      Point point,
      List<Design> designs,
      String failure,
      String by,
      Explanation.TooBig tooBig,
      long[] counts) {}

  SearchResult result() {
    List<Entry> entries = entries();
    List<Design> all = new ArrayList<>();
    entries.forEach(entry -> all.addAll(entry.designs()));
    int missing = settings.points().size() - entries.size();
    if (all.isEmpty() && missing > 0) {
      throw Interruption.of(options.quiet(), Words.interrupted(missing) + nothing(entries), null);
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(nothing(entries));
    }
    all.sort(
        Comparator.<Design>comparingDouble(design -> objectives.get(0).cost(design.values().get(0)))
            .thenComparingDouble(design -> design.estimate().cost().seconds())
            .thenComparingInt(design -> design.point().index()));
    List<Design> each = settings.points().size() > 1 ? bestOfEach(all) : all;
    List<Design> chosen = objectives.size() > 1 ? front(all) : each;
    SearchResult result =
        SearchResult.of(
            subject.title(),
            objectives,
            limits,
            new SearchResult.Ranking(chosen, each, all),
            entries,
            missing);
    return Interruption.shown(result, missing > 0 && !options.quiet());
  }

  private List<Entry> entries() {
    List<Point> points = settings.points();
    AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(points.size());
    ForkJoinPool pool = Workers.take(options.processors());
    boolean done = false;
    try (Progress progress = options.quiet() ? null : Progress.of("settings", points.size())) {
      List<Point> order = largestFirst(points);
      AtomicInteger taken = new AtomicInteger();
      // A processor takes one setting after the other; when none is left it steals plans of those
      // that others are at.
      pool.submit(
              new Range(
                  options.processors(),
                  any -> {
                    int next = taken.getAndIncrement();
                    while (next < order.size() && !pool.isShutdown()) {
                      Point point = order.get(next);
                      entries.set(point.index(), entry(point));
                      if (progress != null) {
                        progress.step();
                      }
                      next = taken.getAndIncrement();
                    }
                  }))
          .get();
      done = true;
    } catch (InterruptedException e) {
      // The best of what is done is the result; it says that it is not all.
      if (done(entries).isEmpty()) {
        throw Interruption.of(
            options.quiet(),
            "the search was interrupted before its first of %d combinations of settings was done"
                .formatted(points.size()),
            e);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the search broke off: " + e.getCause(), e.getCause());
    } finally {
      Workers.giveBack(pool, done);
    }
    return done(entries);
  }

  /** Those with most chips, which take longest, first: then all processors are done together. */
  private List<Point> largestFirst(List<Point> points) {
    int[] chips = new int[points.size()];
    for (Point point : points) {
      if (Thread.currentThread().isInterrupted()) {
        break; // Waiting for the pool then ends at once, and says so.
      }
      try {
        chips[point.index()] = subject.with(point).machine().orElseThrow().chips();
      } catch (RuntimeException e) {
        chips[point.index()] = 0; // Its turn says what is wrong with it.
      }
    }
    return points.stream()
        .sorted(Comparator.comparingInt((Point point) -> -chips[point.index()]))
        .toList();
  }

  private static List<Entry> done(AtomicReferenceArray<Entry> entries) {
    return IntStream.range(0, entries.length())
        .mapToObj(entries::get)
        .filter(Objects::nonNull)
        .toList();
  }

  private Entry entry(Point point) {
    try {
      Training job = subject.with(point);
      job.machine().orElseThrow().chip().peak(job.precision());
      PlanRace race = race(job);
      boolean needsMemory = objectives.stream().anyMatch(Objective::isMemory);
      PlanRace.Finish finish = needsMemory ? race.front() : race.fastest(options.pruned());
      long[] counts = {finish.considered(), finish.evaluated()};
      Explanation.TooBig tooBig = Explanation.TooBig.of(point, finish, race.memoryLimit());
      if (finish.best().isEmpty()) {
        return new Entry(point, List.of(), none(job, race, finish), "", tooBig, counts);
      }
      return judged(point, job, finish, tooBig, counts);
    } catch (IllegalArgumentException e) {
      return new Entry(point, List.of(), e.getMessage(), "", null, new long[2]);
    }
  }

  private PlanRace race(Training job) {
    MachineModel machine = MachineModel.of(job.machine().orElseThrow());
    double memory = machine.device().capacity();
    for (Limit limit : limits) {
      if (limit.objective().isMemory()) {
        memory = Math.min(memory, limit.value() * 0x1p30);
      }
    }
    return new PlanRace(job.job(), machine, Softwares.newest(machine.generation()), space, memory);
  }

  private Entry judged(
      Point point, Training job, PlanRace.Finish finish, Explanation.TooBig tooBig, long[] counts) {
    List<Design> designs = new ArrayList<>();
    Problem failure = NONE;
    for (Candidate candidate : finish.best()) {
      TrainingEstimate estimate = job.parallel(candidate.plan()).estimate();
      List<Double> values =
          objectives.stream().map(objective -> objective.of(estimate, point)).toList();
      Problem problem = problem(estimate, point, values);
      if (problem.equals(NONE)) {
        designs.add(new Design(point, estimate, values));
      } else if (failure.equals(NONE)) {
        failure = problem;
      }
    }
    Problem told = designs.isEmpty() ? failure : NONE;
    return new Entry(point, designs, told.words(), told.by(), tooBig, counts);
  }

  /** Why a design is none, and by how much. */
  private record Problem(String words, String by) {}

  private Problem problem(TrainingEstimate estimate, Point point, List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      if (Double.isNaN(values.get(i))) {
        return new Problem(objectives.get(i).measure().name() + " is not known", "");
      }
    }
    for (Limit limit : limits) {
      double value = limit.objective().of(estimate, point);
      if (!limit.holds(estimate, point)) {
        return new Problem("breaks " + limit.words(), " with " + Words.number(value));
      }
    }
    return NONE;
  }

  private String none(Training job, PlanRace race, PlanRace.Finish finish) {
    if (finish.considered() == 0) {
      int chips = race.machine().devices();
      if (job.globalBatch() % chips == 0) {
        return "no plan of the space divides %s over %d chips: no combination of its degrees and micro-batches divides heads, layers, chips and the batch; use a wider space: PlanSpace.wide()"
            .formatted(job.model(), chips);
      }
      int near = Math.max(1, Math.round((float) job.globalBatch() / chips)) * chips;
      return "no plan of the space divides %s with %d sequences over %d chips; use a globalBatch that is a multiple of the number of copies, such as %d, or a wider space"
          .formatted(job.model(), job.globalBatch(), chips, near);
    }
    boolean limited = race.memoryLimit() < race.machine().device().capacity();
    return "none of %s plans fits into %s GiB a chip; %s"
        .formatted(
            Words.count(finish.considered()),
            Words.number(race.memoryLimit() / 0x1p30),
            limited
                ? "allow more memory"
                : "use more chips, recompute(FULL) or offloadOptimizer()");
  }

  private String nothing(List<Entry> entries) {
    if (entries.isEmpty()) {
      return "the rules leave no combination of settings";
    }
    List<String> reasons =
        entries.stream()
            .map(
                each ->
                    each.point().values().isEmpty()
                        ? each.failure() + each.by()
                        : "%s %s%s".formatted(each.point(), each.failure(), each.by()))
            .toList();
    return "no design of %s keeps all limits: %s%s"
        .formatted(
            subject.title(),
            String.join("; ", reasons.subList(0, Math.min(REASONS, reasons.size()))),
            reasons.size() > REASONS
                ? "; and %s more".formatted(Words.count(reasons.size() - REASONS))
                : "");
  }

  /** The first of each combination of settings. */
  private static List<Design> bestOfEach(List<Design> all) {
    Map<Point, Design> best = new LinkedHashMap<>();
    all.forEach(design -> best.putIfAbsent(design.point(), design));
    return List.copyOf(best.values());
  }

  /** Those that no other beats in all objectives, by the first objective. */
  private List<Design> front(List<Design> all) {
    List<Design> front = new ArrayList<>();
    for (Design each : all) {
      if (front.stream().noneMatch(other -> isNoWorse(other, each))) {
        front.removeIf(other -> isNoWorse(each, other));
        front.add(each);
      }
    }
    return front;
  }

  private boolean isNoWorse(Design one, Design other) {
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      if (objective.cost(one.values().get(i)) > objective.cost(other.values().get(i))) {
        return false;
      }
    }
    return true;
  }
}
