package dev.trn3.search;

import dev.trn3.inference.ServingErrorBar;
import dev.trn3.sweep.ServingMeasures;
import dev.trn3.sweep.SweepResult;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a search for the best way to serve found.
 *
 * @param all every design that was simulated
 * @param designs those that keep all limits, the best first; with two objectives only those that
 *     none beats in both
 * @param objectives names of the columns that were sought
 * @param notes why the first is the best, and what was left out
 */
public record ServingSearchResult(
    SweepResult all, SweepResult designs, List<String> objectives, List<String> notes)
    implements Tabular, Plottable {

  private static final int ROWS = 20;

  private static final String PACE = ServingMeasures.slowEndKeepsPace().name();

  public ServingSearchResult {
    objectives = List.copyOf(objectives);
    notes = List.copyOf(notes);
  }

  /**
   * Of designs that were simulated.
   *
   * @param quiet what an interrupt left is not shown, but thrown alone
   */
  static ServingSearchResult of(
      SweepResult all, List<ServingGoal> objectives, List<ServingGoal> limits, boolean quiet) {
    SweepResult kept = all;
    Map<String, Integer> broken = new LinkedHashMap<>();
    for (ServingGoal limit : limits) {
      String name = limit.measure().name();
      SweepResult those =
          limit.higherIsBetter()
              ? kept.atLeast(name, limit.limit())
              : kept.atMost(name, limit.limit());
      int lost = kept.rows().size() - those.rows().size();
      if (lost > 0) {
        broken.put(limit.words(), lost);
      }
      kept = those;
    }
    if (kept.rows().isEmpty() && !all.isComplete()) {
      throw Interruption.of(quiet, Words.interrupted(all.missing()) + nothing(all, broken), null);
    }
    if (kept.rows().isEmpty()) {
      throw new IllegalArgumentException(nothing(all, broken));
    }
    ServingGoal first = objectives.get(0);
    SweepResult ranked = kept.sorted(first.measure().name(), first.higherIsBetter());
    SweepResult chosen = objectives.size() == 1 ? ranked : front(ranked, objectives);
    boolean told =
        fallsBehind(chosen)
            || Stream.concat(objectives.stream(), limits.stream())
                .anyMatch(goal -> goal.measure().name().equals(PACE));
    return new ServingSearchResult(
        told ? all : all.without(PACE),
        told ? chosen : chosen.without(PACE),
        objectives.stream().map(goal -> goal.measure().name()).toList(),
        notes(all, told ? ranked : ranked.without(PACE), first, broken));
  }

  /** True if any design falls behind at the slow end: a column then says which. */
  private static boolean fallsBehind(SweepResult some) {
    int place = some.columns().indexOf(some.column(PACE));
    return some.rows().stream().anyMatch(row -> Boolean.FALSE.equals(row.get(place)));
  }

  /** The rows that no other beats in all objectives. */
  private static SweepResult front(SweepResult ranked, List<ServingGoal> objectives) {
    return ranked.where(
        one ->
            ranked.rows().stream()
                .noneMatch(
                    other -> {
                      boolean better = false;
                      for (ServingGoal goal : objectives) {
                        double here = goal.cost(ranked.number(one, goal.measure().name()));
                        double there = goal.cost(ranked.number(other, goal.measure().name()));
                        if (!(there <= here)) {
                          return false;
                        }
                        better |= there < here;
                      }
                      return better;
                    }));
  }

  private static String nothing(SweepResult all, Map<String, Integer> broken) {
    List<String> reasons =
        all.rows().isEmpty()
            ? all.failures().stream().map(SweepResult.Left::reason).distinct().limit(3).toList()
            : broken.entrySet().stream()
                .map(each -> "%d break \"%s\"".formatted(each.getValue(), each.getKey()))
                .toList();
    return "no design of %s keeps all limits: of %d that were simulated %s"
        .formatted(
            all.title(),
            all.rows().size(),
            reasons.isEmpty() ? "none has a result" : String.join("; ", reasons));
  }

  private static List<String> notes(
      SweepResult all, SweepResult ranked, ServingGoal first, Map<String, Integer> broken) {
    List<String> notes = new ArrayList<>();
    String name = first.measure().name();
    List<Object> winner = ranked.rows().get(0);
    double best = ranked.number(winner, name);
    notes.add(
        "%s: %s, %s%s."
            .formatted(
                first.higherIsBetter() ? "Highest" : "Lowest",
                name,
                Words.number(best),
                first.unit()));
    if (ranked.rows().size() > 1) {
      List<Object> second = ranked.rows().get(1);
      notes.add(
          "Runner-up: %s is %s. %s"
              .formatted(
                  settings(ranked, second),
                  first.margin(best, ranked.number(second, name)),
                  others(ranked, winner, second, name)));
    }
    notes.add(ranges(ranked));
    if (ranked.columns().contains(Sheet.column(PACE)) && fallsBehind(ranked)) {
      notes.add(
          "Where \"%s\" is no, the queue of the slow end was still growing when the requests ended: if the load stays, latencies grow there with the time that is played."
              .formatted(PACE));
    }
    broken.forEach(
        (limit, count) ->
            notes.add(
                "%d %s left out: not %s."
                    .formatted(count, count == 1 ? "design is" : "designs are", limit)));
    notes.addAll(all.sheet().notes().stream().filter(note -> !note.contains(" skipped")).toList());
    return notes;
  }

  private static String settings(SweepResult result, List<Object> row) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < result.axisCount(); i++) {
      words.add(result.columns().get(i).name() + " " + row.get(i));
    }
    return String.join(", ", words);
  }

  /** What else differs between two rows. */
  private static String others(
      SweepResult result, List<Object> winner, List<Object> second, String but) {
    List<String> words = new ArrayList<>();
    for (int i = result.axisCount(); i < result.columns().size(); i++) {
      Sheet.Column column = result.columns().get(i);
      if (!column.name().equals(but)
          && !column.isEnd()
          && winner.get(i) instanceof Double one
          && second.get(i) instanceof Double other) {
        words.add(
            "%s %s instead of %s %s"
                .formatted(column.name(), Words.number(other), Words.number(one), column.unit()));
      }
    }
    return words.isEmpty() ? "" : "It has " + String.join(", ", words) + ".";
  }

  /** Every figure of the best with its interval. */
  private static String ranges(SweepResult ranked) {
    List<Object> best = ranked.rows().get(0);
    Ranges ranges = new Ranges(ServingErrorBar.OF_ITERATIONS);
    for (Sheet.Column column : ranked.columns()) {
      if (ranked.columns().contains(column.low())) {
        ranges.add(
            column.name(),
            column.unit(),
            ranked.number(best, column.name()),
            ranked.number(best, column.low().name()),
            ranked.number(best, column.high().name()));
      }
    }
    return ranges.sentence();
  }

  @Override
  public Sheet sheet() {
    return new Sheet(
        (objectives.size() > 1 ? "Pareto front: " : "Best designs: ") + all.title(),
        designs.columns(),
        designs.rows().stream().limit(ROWS).toList(),
        notes);
  }

  /** With two objectives both against each other; else the best designs as bars. */
  @Override
  public Figure figure() {
    Sheet.Column first = designs.column(objectives.get(0));
    BestFigure<List<Object>> figure =
        new BestFigure<>(
            all.title(),
            row -> settings(designs, row),
            first,
            row -> designs.number(row, first.name()),
            row ->
                designs.columns().contains(first.low())
                    ? List.of(
                        designs.number(row, first.low().name()),
                        designs.number(row, first.high().name()))
                    : List.of());
    if (objectives.size() == 1) {
      return figure.bars(designs.rows());
    }
    Sheet.Column second = designs.column(objectives.get(1));
    return figure.front(
        designs.rows(),
        all.rows().stream().filter(row -> !designs.rows().contains(row)).toList(),
        second,
        row -> designs.number(row, second.name()));
  }

  /** An objective of the best, with its ends where it has any. */
  private String bestWords(String name) {
    List<Object> best = designs.rows().get(0);
    Sheet.Column column = designs.column(name);
    return designs.columns().contains(column.low())
        ? Words.between(
            name,
            column.unit(),
            designs.number(best, name),
            designs.number(best, column.low().name()),
            designs.number(best, column.high().name()))
        : "%s %s %s"
            .formatted(name, Words.number(designs.number(best, name)), column.unit())
            .strip();
  }

  @Override
  public String toString() {
    return "%s: %s; %s"
        .formatted(
            all.title(),
            settings(designs, designs.rows().get(0)),
            String.join(", ", objectives.stream().map(this::bestWords).toList()));
  }
}
