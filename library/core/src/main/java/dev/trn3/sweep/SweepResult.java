package dev.trn3.sweep;

import dev.trn3.view.Names;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a sweep found: a row for each combination that could be computed, in the order of the axes.
 * {@code table(result)} is the Tablesaw table, {@code plot(result)} begins a chart.
 *
 * @param title what was swept
 * @param columns axes first, then what was measured
 * @param axisCount how many of the columns are axes
 * @param rows those combinations that gave a result
 * @param failures combinations whose simulation failed, with its reason
 * @param skipped combinations that a rule excluded, with the rule
 * @param missing combinations that were not reached before an interrupt
 * @param notes what was assumed
 */
public record SweepResult(
    String title,
    List<Sheet.Column> columns,
    int axisCount,
    List<List<Object>> rows,
    List<Left> failures,
    List<Left> skipped,
    long missing,
    List<String> notes)
    implements Tabular {
  /** Different reasons that the notes spell out. */
  private static final int REASONS = 3;

  /** A combination without a result, and why. */
  public record Left(Point point, String reason) {}

  public SweepResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    failures = List.copyOf(failures);
    skipped = List.copyOf(skipped);
    notes = List.copyOf(notes);
  }

  /** True unless it was interrupted. */
  public boolean isComplete() {
    return missing == 0;
  }

  /** Everything without a result: which combination, and why. */
  public Sheet left() {
    Sheet sheet =
        Sheet.of(
            "Without a result: " + title,
            Sheet.column("combination"),
            Sheet.column("what"),
            Sheet.column("reason"));
    List<List<Object>> lines = new ArrayList<>();
    failures.forEach(each -> lines.add(List.of(each.point().toString(), "failed", each.reason())));
    skipped.forEach(each -> lines.add(List.of(each.point().toString(), "skipped", each.reason())));
    return new Sheet(sheet.title(), sheet.columns(), lines, List.of());
  }

  /**
   * The row with the lowest number in a column; the first of several.
   *
   * @throws IllegalArgumentException if there is no such column of numbers or no number in it
   */
  public SweepResult lowest(String column) {
    return only(best(column, 1));
  }

  /** The row with the highest number in a column, as {@link #lowest}. */
  public SweepResult highest(String column) {
    return only(best(column, -1));
  }

  /** The rows whose number in a column is at most this. */
  public SweepResult atMost(String column, double most) {
    int place = place(column);
    return with(rows.stream().filter(row -> number(row, place) <= most).toList());
  }

  /** The rows whose number in a column is at least this. */
  public SweepResult atLeast(String column, double least) {
    int place = place(column);
    return with(rows.stream().filter(row -> number(row, place) >= least).toList());
  }

  /**
   * The rows that no other beats in all of these columns, lower being better: the Pareto front.
   *
   * @throws IllegalArgumentException if no column is named, or there is none of a name
   */
  public SweepResult front(String... lowerIsBetter) {
    if (lowerIsBetter.length == 0) {
      throw new IllegalArgumentException(
          "a front is of columns; name them: front(\"step time\", \"cost per million tokens\")");
    }
    List<Integer> places = new ArrayList<>();
    for (String column : lowerIsBetter) {
      places.add(place(column));
    }
    return with(
        rows.stream()
            .filter(one -> places.stream().noneMatch(place -> Double.isNaN(number(one, place))))
            .filter(one -> rows.stream().noneMatch(other -> beats(other, one, places)))
            .toList());
  }

  /** The rows in the order of a column; those without a number in it are left out. */
  public SweepResult sorted(String column, boolean highestFirst) {
    int place = place(column);
    int sign = highestFirst ? -1 : 1;
    return with(
        rows.stream()
            .filter(row -> !Double.isNaN(number(row, place)))
            .sorted(Comparator.comparingDouble(row -> sign * number(row, place)))
            .toList());
  }

  /** The rows that fulfil a condition. */
  public SweepResult where(Predicate<List<Object>> condition) {
    return with(rows.stream().filter(condition).toList());
  }

  /**
   * The same without something that was measured.
   *
   * @throws IllegalArgumentException if there is no such column, or if it is an axis
   */
  public SweepResult without(String column) {
    int place = place(column);
    if (place < axisCount) {
      throw new IllegalArgumentException(
          "\"%s\" is an axis, which tells rows apart; leave out what was measured"
              .formatted(column));
    }
    return new SweepResult(
        title,
        but(columns, place),
        axisCount,
        rows.stream().map(row -> but(row, place)).toList(),
        failures,
        skipped,
        missing,
        notes);
  }

  private static <T> List<T> but(List<T> all, int place) {
    List<T> some = new ArrayList<>(all);
    some.remove(place);
    return java.util.Collections.unmodifiableList(some);
  }

  /**
   * The number of a row in a column, of true 1 and of false 0; NaN if there is none.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public double number(List<Object> row, String column) {
    return number(row, place(column));
  }

  /**
   * The heading of a column.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Sheet.Column column(String name) {
    return columns.get(place(name));
  }

  private static boolean beats(List<Object> better, List<Object> worse, List<Integer> places) {
    boolean somewhere = false;
    for (int place : places) {
      if (!(number(better, place) <= number(worse, place))) {
        return false;
      }
      somewhere |= number(better, place) < number(worse, place);
    }
    return somewhere;
  }

  private List<Object> best(String column, int sign) {
    int place = place(column);
    return rows.stream()
        .filter(row -> !Double.isNaN(number(row, place)))
        .min(Comparator.comparingDouble(row -> sign * number(row, place)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no number in column \"%s\"; %s"
                        .formatted(
                            column,
                            rows.isEmpty()
                                ? "there is no row; left() lists combinations without a result, and"
                                    + " why"
                                : "columns with numbers are " + columnsWithNumbers())));
  }

  private String columnsWithNumbers() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int place = i;
      if (rows.stream().anyMatch(row -> !Double.isNaN(number(row, place)))) {
        names.add(columns.get(i).name());
      }
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private int place(String column) {
    Objects.requireNonNull(column, "null names no column; the heads of the table do");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column) || columns.get(i).header().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        Names.unknown("column", column, columns.stream().map(Sheet.Column::name).toList()));
  }

  private static double number(List<Object> row, int place) {
    if (row.get(place) instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return row.get(place) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private SweepResult only(List<Object> row) {
    return with(List.of(row));
  }

  private SweepResult with(List<List<Object>> some) {
    return new SweepResult(title, columns, axisCount, some, failures, skipped, missing, notes);
  }

  @Override
  public Sheet sheet() {
    List<String> sentences = new ArrayList<>(notes);
    sentences.addAll(reasons("failed", failures));
    sentences.addAll(reasons("skipped", skipped));
    if (!isComplete()) {
      sentences.add("Stopped: %,d combinations were not reached.".formatted(missing));
    }
    return new Sheet(title, columns, rows, sentences);
  }

  private static List<String> reasons(String what, List<Left> left) {
    Map<String, List<Point>> byReason = new LinkedHashMap<>();
    left.forEach(
        each ->
            byReason.computeIfAbsent(each.reason(), any -> new ArrayList<>()).add(each.point()));
    List<String> sentences = new ArrayList<>();
    byReason.forEach(
        (reason, points) -> {
          if (sentences.size() < REASONS) {
            sentences.add(
                points.size() == 1
                    ? "%s %s: %s".formatted(points.get(0), what, reason)
                    : "%d combinations %s, such as %s: %s"
                        .formatted(points.size(), what, points.get(0), reason));
          }
        });
    if (byReason.size() > REASONS) {
      sentences.add(
          "%d combinations %s for %d reasons in all; left() lists them."
              .formatted(left.size(), what, byReason.size()));
    }
    return sentences;
  }

  @Override
  public String toString() {
    return "%s: %d rows, %d failed, %d skipped%s"
        .formatted(
            title,
            rows.size(),
            failures.size(),
            skipped.size(),
            isComplete() ? "" : ", %d not reached".formatted(missing));
  }
}
