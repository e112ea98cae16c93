package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.serving.ServingRun;
import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The table of what a service gives: for each quantity a value, and the least and the most of the
 * runs at the ends of the error bars, where these were played.
 */
final class Quantities {

  /** Part of a value below which a difference is chance. */
  private static final double NOTABLE = 0.005;

  private final ServingResult result;
  private final List<String> oneSided = new ArrayList<>();
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
    double value = quantity.applyAsDouble(result.run());
    double quick = quantity.applyAsDouble(result.quick());
    double slow = quantity.applyAsDouble(result.slow());
    double enough = NOTABLE * Math.abs(value);
    if ((quick > value + enough && slow > value + enough)
        || (quick < value - enough && slow < value - enough)) {
      oneSided.add(what);
    }
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

  /** The table, and which of its quantities do not follow the error bars. */
  Sheet sheet() {
    return oneSided.isEmpty()
        ? sheet
        : sheet.note(
            "Both ends lie on one side of the value of: %s. There it is itself the low or the high; such a figure does not grow or shrink with the time of iterations."
                .formatted(String.join(", ", oneSided)));
  }
}
