package dev.trn3.sweep;

import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What came of each combination, to be brought into the columns and rows of a result.
 *
 * @param task what was computed
 * @param axes the axes, first of the columns
 * @param all the combinations, and those that a rule excluded
 * @param found an outcome for each combination, at its index; null where it was not reached
 */
record Outcomes(Task<?> task, List<Axis> axes, Combinations all, List<Outcome> found) {

  SweepResult result() {
    List<Sheet.Column> columns = new ArrayList<>();
    axes.forEach(axis -> columns.add(Sheet.column(axis.name(), axis.unit())));
    for (Measure<?> measure : task.measures()) {
      int place = columns.size() - axes.size();
      String unit = measure.unit().isEmpty() ? unit(place) : measure.unit();
      Sheet.Column column = Sheet.column(measure.name(), unit);
      boolean ends = task.intervals() && measure.low().isPresent();
      columns.addAll(ends ? column.withEnds() : List.of(column));
    }
    List<List<Object>> rows = new ArrayList<>();
    List<SweepResult.Left> failures = new ArrayList<>();
    long missing = 0;
    for (Point point : all.points()) {
      Outcome outcome = found.get(point.index());
      if (outcome == null) {
        missing++;
      } else if (outcome.isMeasured()) {
        rows.add(row(point, outcome));
      } else {
        failures.add(new SweepResult.Left(point, outcome.failure()));
      }
    }
    List<String> notes = new ArrayList<>(task.subject().notes(all.points(), task.measures()));
    if (task.intervals() && task.measures().stream().anyMatch(each -> each.low().isPresent())) {
      notes.addAll(task.subject().ends(task.measures()));
    }
    return new SweepResult(
        task.subject().title(),
        columns,
        axes.size(),
        rows,
        failures,
        all.skipped().stream()
            .map(each -> new SweepResult.Left(each.point(), each.rule()))
            .toList(),
        missing,
        notes);
  }

  private List<Object> row(Point point, Outcome outcome) {
    List<Object> row = new ArrayList<>(axes.size() + outcome.values().size());
    for (Axis axis : axes) {
      row.add(point.cell(axis.name()));
    }
    row.addAll(outcome.values());
    return Collections.unmodifiableList(row);
  }

  /** The unit that all values of a column came with; empty where they had none or several. */
  private String unit(int place) {
    List<String> units =
        found.stream()
            .filter(outcome -> outcome != null && outcome.isMeasured())
            .filter(outcome -> outcome.values().get(place) != null)
            .map(outcome -> outcome.unit(place))
            .distinct()
            .limit(2)
            .toList();
    return units.size() == 1 ? units.get(0) : "";
  }
}
