package dev.trn3.sweep;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Machine;
import dev.trn3.units.Dollars;
import dev.trn3.units.Quantity;

/** What a value on an axis is called in tables. */
final class Label {

  private Label() {}

  /** Its short name, in words. */
  static String of(Object value) {
    if (value instanceof Machine machine) {
      return machine.name();
    }
    return value instanceof Chip chip ? chip.name() : String.valueOf(value);
  }

  /** The cell of a table: numbers stay numbers, all else is called by its name. */
  static Object cell(Object value) {
    if (value instanceof Quantity quantity) {
      return quantity.si();
    }
    if (value instanceof Dollars dollars) {
      return dollars.amount().doubleValue();
    }
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    return value instanceof Number number ? (Object) number.doubleValue() : of(value);
  }

  /** The unit of such cells. */
  static String unit(Object value) {
    if (value instanceof Quantity quantity) {
      return quantity.unit();
    }
    return value instanceof Dollars ? "USD" : "";
  }
}
