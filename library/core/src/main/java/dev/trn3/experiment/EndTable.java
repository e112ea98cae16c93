package dev.trn3.experiment;

import dev.trn3.view.Sheet;
import java.util.ArrayList;
import java.util.List;

/** A table in the making, of figures with their ends and of what has none. */
final class EndTable {

  private final String title;
  private final List<Sheet.Column> columns = new ArrayList<>();
  private final List<List<Object>> rows = new ArrayList<>();

  EndTable(String title) {
    this.title = title;
  }

  /** A column of what is said, counted or in words. */
  EndTable plain(String name, String unit) {
    columns.add(Sheet.column(name, unit));
    return this;
  }

  EndTable plain(String name) {
    return plain(name, "");
  }

  /** Three columns: a figure and its ends. */
  EndTable figure(String name, String unit) {
    columns.addAll(Range.columns(name, unit));
    return this;
  }

  /** A row; each cell that is a {@link Range} fills three columns. */
  void row(Object... cells) {
    List<Object> row = new ArrayList<>();
    for (Object cell : cells) {
      if (cell instanceof Range range) {
        row.addAll(range.cells());
      } else {
        row.add(cell);
      }
    }
    rows.add(row);
  }

  Sheet sheet() {
    return new Sheet(title, columns, rows, List.of());
  }
}
