package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.inference.InferenceModel;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.Saturation;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import dev.trn3.workload.FeedForward;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The plans of a replica that fit on a machine, and what each answers at most: tensor parallelism
 * by powers of two inside the scale-up domain, experts cut or spread over all chips of the replica.
 *
 * @param serving what is served
 * @param entries the plans, most answers on a chip first
 * @param left plans that were not looked at before an interrupt; usually 0
 */
public record ServingPlans(Serving serving, List<Entry> entries, int left) implements Tabular {

  /** Requests that are played to compare plans. */
  private static final double PLAYED = 2000;

  private static final double CLOSED_LOOP_SECONDS = 300;

  /**
   * One plan.
   *
   * @param plan its degrees
   * @param saturation what a replica answers at most
   * @param unloaded seconds to first token and between tokens of a request that is alone
   * @param keeps true if requests that are alone get what was promised
   * @param ends the same at the quick and at the slow end of the error bars; empty where they were
   *     not played, as in looking for a plan
   */
  public record Entry(
      Plan plan, Saturation saturation, Unloaded unloaded, boolean keeps, List<Entry> ends) {

    /** Copies the list. */
    public Entry {
      ends = List.copyOf(ends);
    }

    /** A figure with its ends, where they were played. */
    Range range(ToDoubleFunction<Entry> figure) {
      double value = figure.applyAsDouble(this);
      return ends.isEmpty()
          ? Range.only(value)
          : Range.of(value, figure.applyAsDouble(ends.get(0)), figure.applyAsDouble(ends.get(1)));
    }

    Entry with(Entry quick, Entry slow) {
      return new Entry(plan, saturation, unloaded, keeps, List.of(quick, slow));
    }

    /** Requests that a chip answers per second at most. */
    public double requestsPerChip() {
      return saturation.requestsPerSecond() / plan.devices();
    }
  }

  /**
   * Requests that never meet.
   *
   * @param timeToFirstToken the 99th percentile over prompts, seconds
   * @param timePerOutputToken mean, seconds
   */
  public record Unloaded(double timeToFirstToken, double timePerOutputToken, double goodShare) {}

  /** Checks that there is a plan. */
  public ServingPlans {
    entries = List.copyOf(entries);
  }

  /**
   * The plans of a replica that are tried on the machine of a service, whether they fit or not.
   *
   * @throws IllegalStateException if no machine was said
   * @throws IllegalArgumentException if its chip cannot join so many cores as were said
   */
  public static List<Plan> candidates(Serving serving) {
    return candidates(serving, serving.said.where());
  }

  static List<Plan> candidates(Serving serving, Machine machine) {
    // What no plan can mend is not said to be a plan's fault.
    serving.said.lnc.ifPresent(lnc -> InferenceModel.ranksPerChip(machine.chip(), lnc));
    List<Plan> plans = new ArrayList<>();
    int most = Math.min(machine.scaleUpChips(), 64);
    for (int tensor = 1; tensor <= most; tensor *= 2) {
      plans.add(Plan.of(Parallelism.tensor(tensor)));
      boolean spreads =
          serving.said.model.feedForward() instanceof FeedForward.MixtureOfExperts mixture
              && mixture.experts() % tensor == 0;
      if (tensor > 1 && spreads) {
        plans.add(Plan.of(Parallelism.tensor(tensor), Parallelism.expert(tensor)));
      }
    }
    return plans;
  }

  /**
   * The plan to take if none is said. Played with the requests that come, it is the one that keeps
   * the promise with most room for more; without a promise the one with the shortest latency, of
   * those that can answer all; without requests the one that answers most on a chip.
   *
   * @throws IllegalArgumentException if no plan keeps the promise for a request that is alone,
   *     saying by how much, or if the machine has no room for so many replicas of any that does
   */
  Plan best() {
    List<Entry> possible = possible();
    if (possible.isEmpty()) {
      throw new IllegalArgumentException(new PlanReasons(this).none());
    }
    return serving.said.isAsked()
        ? possible.stream().min(Comparator.comparingDouble(this::regret)).orElseThrow().plan()
        : possible.get(0).plan();
  }

  /** Those that keep the promise and have room for their replicas, most answers on a chip first. */
  List<Entry> possible() {
    int chips = serving.said.where().chips();
    int copies = replicas();
    return entries.stream()
        .filter(each -> each.keeps() && each.plan().devices() * copies <= chips)
        .toList();
  }

  /** As many as were said; 1 where none were. */
  int replicas() {
    return Math.max(1, serving.said.replicas);
  }

  /** Below 0 the room that is left, from 0 to 1 the share that is missed, above 1 seconds. */
  private double regret(Entry entry) {
    Deployment deployment =
        Deployment.of(serving, serving.said.where(), entry.plan(), serving.said.replicas);
    Traffic traffic = deployment.fitting(serving, serving.said.requests());
    double offered = traffic.perSecond();
    double most = entry.saturation().requestsPerSecond() * deployment.replicas();
    double seconds = offered > 0 ? Math.max(30, PLAYED / offered) : CLOSED_LOOP_SECONDS;
    ServingRun run =
        deployment.engine(serving, Deployment.End.NOMINAL).warmUp(0).run(traffic, seconds);
    Interrupted.unless(run, serving, ServingPlanSearch.DOING);
    boolean stable = !serving.said.isOpenLoop() || offered < most;
    if (!serving.said.level.isPromised()) {
      return run.latency().mean() + (stable ? 0 : 1e9);
    }
    return stable && run.goodShare() >= serving.said.level.share() ? -most : 1 - run.goodShare();
  }

  @Override
  public Sheet sheet() {
    EndTable table =
        new EndTable(
                "Plans of a replica: %s on %s"
                    .formatted(serving.said.model, serving.said.where().name()))
            .plain("plan")
            .plain("chips")
            .figure("requests per chip", "1/s")
            .figure("output tokens per chip", "1/s")
            .figure("alone: first token p99", "ms")
            .figure("alone: time per token", "ms")
            .plain("limited by")
            .plain("keeps the promise");
    for (Entry each : entries) {
      table.row(
          Deployment.words(each.plan()),
          each.plan().devices(),
          each.range(Entry::requestsPerChip),
          each.range(it -> it.saturation().tokensPerSecond() / it.plan().devices()),
          each.range(it -> 1e3 * it.unloaded().timeToFirstToken()),
          each.range(it -> 1e3 * it.unloaded().timePerOutputToken()),
          each.saturation().kvBound() ? "memory of keys and values" : "time of iterations",
          each.keeps());
    }
    Sheet sheet = table.sheet();
    sheet =
        sheet
            .note("Most answers on a chip first; at the largest load that can be answered.")
            .note(Deployment.certainty(serving))
            .note(
                entries.stream().anyMatch(each -> each.ends().isEmpty())
                    ? "Low and high are played by .plans(), and not where a plan is looked for."
                    : ServingErrorBar.ENDS_AT_ANY_LOAD);
    return left == 0
        ? sheet
        : sheet.note("Interrupted: %d plans were not looked at.".formatted(left));
  }

  @Override
  public String toString() {
    Entry first = entries.get(0);
    return "%s on %s: %d plans, %s answers %s requests per second and chip%s"
        .formatted(
            serving.said.model,
            serving.said.where().name(),
            entries.size(),
            Deployment.words(first.plan()),
            first.range(Entry::requestsPerChip).words(Text::digits),
            first.ends().isEmpty() ? "" : " (" + ServingErrorBar.OF_ITERATIONS + ")");
  }
}
