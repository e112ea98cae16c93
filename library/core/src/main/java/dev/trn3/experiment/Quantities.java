package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The table of what a service gives: for each quantity a value, and the least and the most of the
 * runs at the ends of the error bars, where these were played.
 */
final class Quantities {

  private final ServingResult result;
  private Sheet sheet;

  Quantities(String title, ServingResult result) {
    this.result = result;
    this.sheet =
        Sheet.of(
            title,
            column("quantity"),
            column("value"),
            column("unit"),
            column("low"),
            column("high"));
  }

  /** The table where there is nothing to tell but counts. */
  static Sheet counts(String title) {
    return Sheet.of(title, column("quantity"), column("value"), column("unit"));
  }

  void add(String what, String unit, ToDoubleFunction<ServingRun> quantity) {
    add(what, unit, Range.of(result, quantity));
  }

  void add(String what, String unit, Range range) {
    if (result.complete()) {
      List<Object> cells = range.cells();
      sheet = sheet.row(what, cells.get(0), unit, cells.get(1), cells.get(2));
    } else {
      addPlain(what, unit, range.value());
    }
  }

  /** A quantity of the run itself, which has no range. */
  void addPlain(String what, String unit, Object value) {
    sheet = sheet.row(what, value, unit, null, null);
  }

  Sheet sheet() {
    return sheet;
  }
}
