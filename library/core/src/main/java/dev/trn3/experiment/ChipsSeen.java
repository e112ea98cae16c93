package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.parallelism.Plan;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What a search for the fewest chips has seen so far, plan by plan: all that it can say early. */
final class ChipsSeen implements Tabular {

  /**
   * Counts of one plan. Between the two lies the fewest.
   *
   * @param failing the most chips that did not keep the promise; 0 if none was seen
   * @param keeping the fewest chips that did; empty if none was seen
   */
  record Seen(int failing, OptionalInt keeping) {

    Seen and(int chips, boolean keeps) {
      return keeps
          ? new Seen(failing, OptionalInt.of(Math.min(chips, keeping.orElse(chips))))
          : new Seen(Math.max(failing, chips), keeping);
    }

    @Override
    public String toString() {
      String fewer = failing == 0 ? "" : failing + " chips do not";
      return keeping.isEmpty()
          ? fewer
          : keeping.getAsInt() + " chips keep it" + (fewer.isEmpty() ? "" : ", " + fewer);
    }
  }

  private final Serving serving;
  private final int plans;
  private final Map<Plan, Seen> seen = new LinkedHashMap<>();
  private Optional<String> fewest = Optional.empty();
  private Optional<Capacity> best = Optional.empty();
  private OptionalInt atQuickEnd = OptionalInt.empty();

  /**
   * @param plans that are to be looked at
   */
  ChipsSeen(Serving serving, int plans) {
    this.serving = serving;
    this.plans = plans;
  }

  void saw(Plan plan, int chips, boolean keeps) {
    seen.put(plan, seen.getOrDefault(plan, new Seen(0, OptionalInt.empty())).and(chips, keeps));
  }

  /** Replicas that keep the promise; the fewest chips of all are the best so far. */
  void kept(Capacity some) {
    if (best.isEmpty() || some.chips() < best.get().chips()) {
      best = Optional.of(some);
    }
  }

  /** The fewest chips that are known to keep the promise, and what is known beside. */
  Optional<Capacity> best() {
    return best.map(it -> it.interrupted(words(), fewest.isPresent(), atQuickEnd));
  }

  /** The fewest chips that kept the promise so far. */
  Optional<Capacity> least() {
    return best;
  }

  /** All plans were looked at, and these chips are the fewest. */
  void found(Plan plan, int chips) {
    fewest = Optional.of("%d chips of %s".formatted(chips, Deployment.words(plan)));
  }

  /** Of the plan with the fewest, so many would do at the quick end of the error bars. */
  void foundAtQuickEnd(int chips) {
    atQuickEnd = OptionalInt.of(chips);
  }

  /** What an interrupt left open of the range, once all plans were looked at. */
  private String missing() {
    return atQuickEnd.isPresent()
        ? "%d would do at the quick end of the error bars, and only what the slow end needs is missing"
            .formatted(atQuickEnd.getAsInt())
        : "only their range is missing";
  }

  Map<Plan, Seen> byPlan() {
    return seen;
  }

  /** One line: what is known, and what it says about the fewest. */
  String words() {
    if (seen.isEmpty()) {
      return "nothing is known yet";
    }
    return seen.entrySet().stream()
            .map(each -> "of %s %s".formatted(Deployment.words(each.getKey()), each.getValue()))
            .collect(Collectors.joining("; "))
        + "; "
        + rest();
  }

  private String rest() {
    if (fewest.isPresent()) {
      return "the fewest are %s, %s".formatted(fewest.get(), missing());
    }
    boolean kept = seen.values().stream().anyMatch(each -> each.keeping().isPresent());
    return kept ? "fewer may do" : "more are needed";
  }

  @Override
  public Sheet sheet() {
    Sheet sheet =
        Sheet.of(
            "Fewest chips, interrupted: " + serving,
            column("plan of a replica"),
            column("do not keep the promise", "chips"),
            column("keep it", "chips"));
    for (Map.Entry<Plan, Seen> each : seen.entrySet()) {
      Seen counts = each.getValue();
      sheet =
          sheet.row(
              Deployment.words(each.getKey()),
              counts.failing() == 0 ? null : (long) counts.failing(),
              counts.keeping().isPresent() ? (long) counts.keeping().getAsInt() : null);
    }
    if (fewest.isPresent()) {
      sheet = sheet.note("The fewest are %s; %s.".formatted(fewest.get(), missing()));
    }
    return sheet
        .note("Promise: %s.".formatted(serving.said.level))
        .note(
            "The fewest chips of a plan lie between the two, or above the first where nothing keeps the promise yet; %d of %d plans were looked at."
                .formatted(seen.size(), plans));
  }
}
