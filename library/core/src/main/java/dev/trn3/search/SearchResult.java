package dev.trn3.search;

import static dev.trn3.view.Sheet.column;

import dev.trn3.experiment.ErrorBar;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.sweep.Measure;
import dev.trn3.sweep.PriceNotes;
import dev.trn3.sweep.TrainingMeasures;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a search found. With one objective its rows are the best design of each combination of
 * settings, or of one combination the best few; with several objectives they are the Pareto front.
 *
 * @param title what was searched
 * @param measures the objectives
 * @param designs the best first
 * @param others what they are shown among
 * @param considered plans in the space, over all settings
 * @param evaluated those whose step had to be computed; the others are proven to be no better
 * @param notes why the first is the best, and what was left out
 */
public record SearchResult(
    String title,
    List<Measure<TrainingEstimate>> measures,
    List<Design> designs,
    List<Design> others,
    long considered,
    long evaluated,
    List<String> notes)
    implements Tabular, Plottable {

  private static final int ROWS = 20;

  /**
   * Designs, the best first.
   *
   * @param chosen the answer
   * @param others what it is shown among
   * @param all all that were kept, several for one combination of settings
   */
  record Ranking(List<Design> chosen, List<Design> others, List<Design> all) {}

  public SearchResult {
    measures = List.copyOf(measures);
    designs = List.copyOf(designs);
    others = List.copyOf(others);
    notes = List.copyOf(notes);
  }

  static SearchResult of(
      String title,
      List<Objective> objectives,
      List<Limit> limits,
      Ranking ranking,
      List<SearchRun.Entry> entries,
      int missing) {
    long considered = entries.stream().mapToLong(entry -> entry.counts()[0]).sum();
    long evaluated = entries.stream().mapToLong(entry -> entry.counts()[1]).sum();
    List<Design> all = ranking.all();
    Design winner = ranking.chosen().get(0);
    List<String> notes = new ArrayList<>();
    Objective first = objectives.get(0);
    notes.add(
        "%s: %s, %s%s."
            .formatted(
                first.higherIsBetter() ? "Highest" : "Lowest",
                first.measure().name(),
                Words.number(winner.values().get(0)),
                first.measure().unit().isEmpty() ? "" : " " + first.measure().unit()));
    if (all.size() > 1) {
      Design second = all.get(0).equals(winner) ? all.get(1) : all.get(0);
      notes.add(Explanation.of(first, winner, second));
    }
    entries.stream()
        .filter(entry -> entry.point().equals(winner.point()) && entry.tooBig() != null)
        .findFirst()
        .ifPresent(entry -> notes.add(Explanation.of(entry.tooBig(), winner)));
    notes.add(Explanation.ranges(winner));
    notes.addAll(Explanation.unmeasured(winner.estimate().plan()));
    notes.addAll(failures(entries));
    notes.add(
        "%s plans for %s; %s evaluated, the others cannot be among the best%s."
            .formatted(
                Words.count(considered),
                entries.size() == 1
                    ? "one setting"
                    : Words.count(entries.size()) + " combinations of settings",
                Words.count(evaluated),
                limits.isEmpty()
                    ? ""
                    : "; limits: "
                        + String.join(", ", limits.stream().map(Limit::words).toList())));
    if (missing > 0) {
      notes.add(
          "Stopped: %s not reached; the best may be among them."
              .formatted(
                  missing == 1
                      ? "1 combination of settings was"
                      : Words.count(missing) + " combinations of settings were"));
    }
    if (!winner.point().has("price")) {
      notes.addAll(
          PriceNotes.of(
              Optional.empty(),
              objectives.stream().map(Objective::measure).toList(),
              Stream.of(winner.estimate().machine())));
    }
    notes.add("Certainty: " + winner.estimate().errorBar() + ".");
    notes.add(ErrorBar.NOT_COVERED);
    return new SearchResult(
        title,
        objectives.stream().map(Objective::measure).toList(),
        ranking.chosen(),
        ranking.others(),
        considered,
        evaluated,
        notes);
  }

  private static List<String> failures(List<SearchRun.Entry> entries) {
    Map<String, List<SearchRun.Entry>> byReason = new LinkedHashMap<>();
    entries.stream()
        .filter(entry -> !entry.failure().isEmpty())
        .forEach(
            entry ->
                byReason.computeIfAbsent(entry.failure(), any -> new ArrayList<>()).add(entry));
    List<String> sentences = new ArrayList<>();
    byReason.forEach(
        (reason, some) -> {
          if (sentences.size() < 3) {
            sentences.add(
                some.size() == 1
                    ? "Left out: %s, %s.".formatted(some.get(0).point(), reason)
                    : "Left out: %d combinations, such as %s, %s."
                        .formatted(some.size(), some.get(0).point(), reason));
          }
        });
    return sentences;
  }

  /** The best design. */
  public Design best() {
    return designs.get(0);
  }

  /** What the best design gives. */
  public TrainingEstimate estimate() {
    return best().estimate();
  }

  @Override
  public Sheet sheet() {
    List<String> axes = List.copyOf(best().point().values().keySet());
    List<Sheet.Column> columns = new ArrayList<>();
    axes.forEach(name -> columns.add(column(name)));
    List<Measure<TrainingEstimate>> shown = shown();
    for (Measure<TrainingEstimate> measure : shown) {
      Sheet.Column figure = column(measure.name(), measure.unit());
      columns.addAll(measure.low().isPresent() ? figure.withEnds() : List.of(figure));
    }
    columns.add(column("memory", "GiB"));
    columns.add(column("plan"));
    List<List<Object>> rows = new ArrayList<>();
    for (Design design : designs.subList(0, Math.min(ROWS, designs.size()))) {
      List<Object> row = new ArrayList<>();
      axes.forEach(name -> row.add(design.point().cell(name)));
      for (Measure<TrainingEstimate> measure : shown) {
        row.add(measure.value().of(design.estimate(), design.point()));
        row.addAll(ends(measure, design));
      }
      row.add(design.estimate().memory().total().si() / 0x1p30);
      row.add(design.estimate().plan().toString());
      rows.add(row);
    }
    String heading = measures.size() > 1 ? "Pareto front: " : "Best designs: ";
    return new Sheet(heading + title, columns, rows, notes);
  }

  /** The objectives, and the time of a step where it is none. */
  private List<Measure<TrainingEstimate>> shown() {
    Measure<TrainingEstimate> time = TrainingMeasures.stepTime();
    List<Measure<TrainingEstimate>> shown = new ArrayList<>(measures);
    if (measures.stream().noneMatch(measure -> measure.name().equals(time.name()))) {
      shown.add(time);
    }
    return shown;
  }

  /** The ends of the 80 % interval of a measure, where it has one. */
  private static List<Object> ends(Measure<TrainingEstimate> measure, Design design) {
    return Stream.of(measure.low(), measure.high())
        .flatMap(Optional::stream)
        .map(end -> end.of(design.estimate(), design.point()))
        .toList();
  }

  /** With several objectives the first two against each other; else the best designs as bars. */
  @Override
  public Figure figure() {
    BestFigure<Design> figure =
        new BestFigure<>(
            title,
            SearchResult::label,
            objective(0),
            design -> design.values().get(0),
            design ->
                ends(measures.get(0), design).stream()
                    .filter(Number.class::isInstance)
                    .map(end -> ((Number) end).doubleValue())
                    .toList());
    return measures.size() == 1
        ? figure.bars(designs)
        : figure.front(
            designs,
            others.stream().filter(design -> !designs.contains(design)).toList(),
            objective(1),
            design -> design.values().get(1));
  }

  private Sheet.Column objective(int number) {
    return column(measures.get(number).name(), measures.get(number).unit());
  }

  /** What tells a design from the others of the chart. */
  private static String label(Design design) {
    return design.point().values().isEmpty()
        ? design.estimate().plan().toString()
        : design.point().toString();
  }

  /** An objective of the best, with its ends where it has any. */
  private String bestWords(Measure<TrainingEstimate> measure) {
    double value = best().values().get(measures.indexOf(measure));
    List<Object> ends = ends(measure, best());
    return ends.size() < 2
        ? "%s %s %s".formatted(measure.name(), Words.number(value), measure.unit()).strip()
        : Words.between(
            measure.name(),
            measure.unit(),
            value,
            ((Number) ends.get(0)).doubleValue(),
            ((Number) ends.get(1)).doubleValue());
  }

  @Override
  public String toString() {
    return "%s: %s; %s"
        .formatted(
            title, best(), String.join(", ", measures.stream().map(this::bestWords).toList()));
  }
}
