package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.experiment.ServingPlans.Entry;
import dev.trn3.experiment.ServingPlans.Unloaded;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.ServingRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Looks at the plans of a replica one by one, until all are known or an interrupt comes. */
final class ServingPlanSearch {

  static final String DOING = "looking for a plan; name one by .parallel(tensor(4))";

  private static final int PROBE = 200;

  private final Serving serving;
  private final Deque<Plan> left;
  private final List<Entry> entries = new ArrayList<>();

  private ServingPlanSearch(Serving serving) {
    this.serving = serving;
    left = new ArrayDeque<>(ServingPlans.candidates(serving));
  }

  /** All plans, without the ends of error bars. */
  static ServingPlans all(Serving serving) {
    ServingPlanSearch search = new ServingPlanSearch(serving);
    search.lookAtAll();
    return search.sorted();
  }

  /**
   * The plan to take if none is said.
   *
   * @throws Interrupted if the thread is interrupted: the best of some is not the best, but those
   *     that were looked at are shown, and the best of them is said
   * @throws IllegalArgumentException as {@link ServingPlans#best}
   */
  static Plan chosen(Serving serving) {
    ServingPlanSearch search = new ServingPlanSearch(serving);
    try {
      search.lookAtAll();
      return search.sorted().best();
    } catch (Interrupted e) {
      ServingPlans some = search.known();
      if (!serving.said.quiet) {
        Display.display(some);
      }
      throw interrupted(some);
    }
  }

  /** All plans, or those that were looked at before an interrupt. */
  static ServingPlans asFarAsKnown(Serving serving) {
    ServingPlanSearch search = new ServingPlanSearch(serving);
    try (Steps steps = Steps.of(serving, "plans", search.left.size())) {
      search.lookAtAll(search::withEnds, steps::done);
      return search.sorted();
    } catch (Interrupted e) {
      ServingPlans some = search.known();
      if (serving.said.quiet) {
        throw interrupted(some);
      }
      // An interrupted cell ends before it can show its value.
      Display.display(some);
      return some;
    }
  }

  /** What is known at an interrupt, if anything is. */
  private ServingPlans known() {
    if (entries.isEmpty()) {
      throw Interrupted.of(serving, "interrupted while %s; nothing is known yet".formatted(DOING));
    }
    return sorted();
  }

  private static Interrupted interrupted(ServingPlans some) {
    return Interrupted.of(
        some.serving(),
        "interrupted while looking for a plan; " + new PlanReasons(some).bestSoFar());
  }

  private ServingPlans sorted() {
    entries.sort(Comparator.comparingDouble(each -> -each.requestsPerChip()));
    return new ServingPlans(serving, entries, left.size());
  }

  private void lookAtAll() {
    lookAtAll(one -> entry(one, Deployment.End.NOMINAL), () -> {});
  }

  private void lookAtAll(Function<Deployment, Entry> look, Runnable step) {
    String reason = "";
    for (; !left.isEmpty(); left.removeFirst()) {
      Interrupted.check(serving, DOING);
      try {
        entries.add(look.apply(Deployment.of(serving, serving.said.where(), left.getFirst(), 1)));
      } catch (IllegalArgumentException e) {
        reason = e.getMessage();
      }
      step.run();
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("no plan fits: " + reason);
    }
  }

  private Entry entry(Deployment one, Deployment.End end) {
    Serving whole = serving.replicas(1);
    Unloaded unloaded = unloaded(whole, one, end);
    return new Entry(
        one.plan(),
        one.saturation(whole, end, one.fitting(whole, whole.said.anyRequests())),
        unloaded,
        unloaded.goodShare() >= serving.said.level.share(),
        List.of());
  }

  private Entry withEnds(Deployment one) {
    return entry(one, Deployment.End.NOMINAL)
        .with(entry(one, Deployment.End.QUICK), entry(one, Deployment.End.SLOW));
  }

  /** Requests that come one after the other has been answered. */
  private static Unloaded unloaded(Serving serving, Deployment one, Deployment.End end) {
    ServingRun run =
        one.engine(serving, end)
            .warmUp(0)
            .run(new OneByOne(one.fitting(serving, serving.said.anyRequests()), PROBE), 1e9);
    Interrupted.unless(run, serving, DOING);
    return new Unloaded(
        run.timeToFirstToken().percentile(99), run.timePerOutputToken().mean(), run.goodShare());
  }
}
