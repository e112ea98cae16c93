package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Why no plan of a replica can be taken, and which could where only some were looked at.
 *
 * @param plans those that were looked at
 */
record PlanReasons(ServingPlans plans) {

  /** What is known at an interrupt. */
  String bestSoFar() {
    int looked = ServingPlans.candidates(plans.serving()).size() - plans.left();
    return "%d of %d were looked at, %s"
        .formatted(
            looked,
            looked + plans.left(),
            plans.possible().stream()
                .findFirst()
                .map(
                    each ->
                        "of which %s answers most on a chip: take it by .parallel(%s)"
                            .formatted(Deployment.words(each.plan()), java(each.plan())))
                .orElseGet(
                    () ->
                        kept().isEmpty()
                            ? "and none keeps the promise even for a request that is alone"
                            : "and " + tooMany()));
  }

  private static String java(Plan plan) {
    return "tensor(%d)".formatted(plan.tensor())
        + (plan.expert() > 1 ? ", expert(%d)".formatted(plan.expert()) : "");
  }

  /** Why none can be taken: no plan keeps the promise, or there is no room for those that do. */
  String none() {
    return kept().isEmpty() ? impossible() : tooMany();
  }

  private List<ServingPlans.Entry> kept() {
    return plans.entries().stream().filter(ServingPlans.Entry::keeps).toList();
  }

  private String tooMany() {
    Serving serving = plans.serving();
    long fewest = kept().stream().mapToLong(each -> each.plan().devices()).min().orElseThrow();
    return "%d replicas of a plan with %d %s each, the fewest that do, are more than the %d chips of %s; say fewer replicas, more chips, or a plan, which puts replicas on further machines: .parallel(tensor(%d))"
        .formatted(
            plans.replicas(),
            fewest,
            fewest == 1 ? "chip" : "chips",
            serving.said.where().chips(),
            serving.said.where().name(),
            fewest);
  }

  /** What is missed by how much. */
  String impossible() {
    ServingPlans.Entry first =
        plans.entries().stream()
            .min(Comparator.comparingDouble(each -> each.unloaded().timeToFirstToken()))
            .orElseThrow();
    ServingPlans.Entry token =
        plans.entries().stream()
            .min(Comparator.comparingDouble(each -> each.unloaded().timePerOutputToken()))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "no plan of %s on %s keeps the promise (%s) even for a request that is alone: the quickest"
            + " first token takes %.0f ms at the 99th percentile (%s), the quickest next ones %.2f"
            + " ms (%s); promise that, use a draft, narrower weights or shorter prompts",
        plans.serving().said.model,
        plans.serving().said.where().name(),
        plans.serving().said.level,
        1e3 * first.unloaded().timeToFirstToken(),
        Deployment.words(first.plan()),
        1e3 * token.unloaded().timePerOutputToken(),
        Deployment.words(token.plan()));
  }
}
