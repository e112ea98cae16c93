package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.ArrivalBound;
import dev.trn3.serving.ServingRun;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks for the fewest chips that keep a promise, over plans and replicas. */
final class CapacitySearch {

  private static final int MOST_REPLICAS = 8192;

  private static final List<Machine> USUAL =
      List.of(
          UltraServers.TRN3_ULTRASERVER_GEN2,
          UltraServers.TRN2_ULTRASERVER,
          Servers.TRN1_32XLARGE,
          Servers.INF2_48XLARGE,
          Servers.P4DE_24XLARGE,
          Servers.P5_48XLARGE,
          Servers.P5EN_48XLARGE,
          Servers.P6_B200_48XLARGE,
          UltraServers.GB200_NVL72,
          UltraServers.GB300_NVL72);

  private final Serving serving;
  private final Machine machine;
  private final List<Plan> plans;
  private final ChipsSeen seen;
  private final ArrivalBound most;

  private CapacitySearch(Serving serving) {
    this.serving = serving;
    machine = serving.said.where();
    plans =
        serving.said.plan.map(List::of).orElseGet(() -> ServingPlans.candidates(serving, machine));
    seen = new ChipsSeen(serving, plans.size());
    most = ReplicaSearch.most(serving);
  }

  /** The machine that is meant where only its chip is said. */
  static Machine usualMachine(Chip chip) {
    Objects.requireNonNull(chip, "fewestChips(...) needs a chip or a machine, not null");
    return USUAL.stream()
        .filter(each -> each.chip().name().equals(chip.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no machine with %s is known; name one, such as fewestChips(TRN3_ULTRASERVER_GEN2)"
                        .formatted(chip.name())));
  }

  /** The fewest chips; after an interrupt what is known of them is shown as well. */
  static Capacity shown(Serving serving) {
    Capacity capacity = of(serving);
    if (!capacity.complete()) {
      // An interrupted cell ends before it can show its value.
      Display.display(capacity);
    }
    return capacity;
  }

  /**
   * The fewest chips, or after an interrupt the fewest that are known to do.
   *
   * @throws Interrupted if the thread is interrupted before any were seen to keep the promise; what
   *     was seen until then is shown and said
   */
  static Capacity of(Serving serving) {
    serving.said.requests();
    return new CapacitySearch(serving).asFarAsKnown();
  }

  private Capacity asFarAsKnown() {
    try {
      return overAllPlans();
    } catch (Interrupted e) {
      if (serving.said.quiet || seen.byPlan().isEmpty()) {
        throw e.knowing(seen.words());
      }
      // Which counts do and which do not, plan by plan.
      Display.display(seen);
      return seen.best().orElseThrow(() -> e.knowing(seen.words()));
    }
  }

  private Capacity overAllPlans() {
    Capacity best = null;
    String reason = "";
    // After the plans the chips found are played at both ends of the error bars, then searches
    // begin.
    try (Steps steps = Steps.of(serving, "searches on " + machine.name(), plans.size() + 4L)) {
      for (Plan plan : plans) {
        Interrupted.check(serving, ReplicaSearch.DOING);
        try {
          if (best == null || plan.devices() < best.chips()) {
            best = fewest(plan, Optional.ofNullable(best)).orElse(best);
          }
        } catch (IllegalArgumentException e) {
          reason = e.getMessage();
        }
        steps.done();
      }
      if (best == null) {
        throw new IllegalArgumentException(
            reason.isEmpty() || serving.said.level.isPromised()
                ? missed(reason)
                : "no plan fits: " + reason);
      }
      return withRange(best, steps);
    }
  }

  /** The fewest chips of a plan, if they are fewer than those of another. */
  private Optional<Capacity> fewest(Plan plan, Optional<Capacity> other) {
    ReplicaSearch search =
        new ReplicaSearch(serving, Deployment.of(serving, machine, plan, 1), seen, most);
    OptionalInt replicas =
        other.isEmpty()
            ? search.from(Deployment.End.NOMINAL, 1, MOST_REPLICAS)
            : search.upTo(Deployment.End.NOMINAL, (other.get().chips() - 1) / (int) plan.devices());
    // The search has just seen these keep the promise, and they are fewer than any before.
    return replicas.isEmpty() ? Optional.empty() : seen.least();
  }

  private String missed(String reason) {
    try {
      return new PlanReasons(ServingPlanSearch.all(serving.searched())).impossible();
    } catch (IllegalArgumentException e) {
      return reason.isEmpty() ? e.getMessage() : reason;
    }
  }

  /** With what would do at the ends of the error bars. */
  private Capacity withRange(Capacity found, Steps steps) {
    Deployment deployment = found.deployment();
    seen.found(deployment.plan(), found.chips());
    ReplicaSearch search = new ReplicaSearch(serving, deployment.withReplicas(1), seen, most);
    int each = deployment.chipsPerReplica();
    int nominal = deployment.replicas();
    // Before the searches, which begin with them: so no interrupt takes away what these found.
    ServingRun quick = search.run(Deployment.End.QUICK, nominal);
    steps.done();
    ServingRun slow = search.run(Deployment.End.SLOW, nominal);
    steps.done();
    int low = search.upTo(Deployment.End.QUICK, nominal).orElse(nominal);
    seen.foundAtQuickEnd(low * each);
    steps.done();
    OptionalInt high = search.from(Deployment.End.SLOW, nominal, 8 * nominal + 8);
    steps.done();
    OptionalInt chips =
        high.isPresent() ? OptionalInt.of(high.getAsInt() * each) : OptionalInt.empty();
    EndRuns ends = new EndRuns(found.run(), quick, slow);
    return new Capacity(serving, deployment, ends, low * each, true, chips, "", true);
  }
}
