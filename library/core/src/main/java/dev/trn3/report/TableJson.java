package dev.trn3.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Describes a table as data, so that programs compare it by value and not by its looks.
 *
 * <pre>{@code
 * {"title": "...", "columns": [{"name": "HBM", "unit": "GB", "type": "double"}],
 *  "rowCount": 2, "rows": [[144.0], [null]], "notes": ["..."]}
 * }</pre>
 *
 * <p>Types are {@code double}, {@code integer}, {@code boolean}, {@code string} and {@code mixed}.
 * Doubles have their full precision; those that JSON cannot hold are the strings {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}. At most {@link Grid#LIMIT} rows are held; {@code
 * rowCount} counts them all.
 */
final class TableJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TableJson() {}

  static String write(Grid grid) {
    ObjectNode table = JSON.objectNode();
    table.put("title", grid.title());
    ArrayNode columns = table.putArray("columns");
    for (Grid.Heading heading : grid.headings()) {
      ObjectNode column = columns.addObject();
      column.put("name", heading.name());
      column.put("unit", heading.unit());
      column.put("type", heading.kind().name().toLowerCase(Locale.ROOT));
    }
    table.put("rowCount", grid.rowCount());
    ArrayNode rows = table.putArray("rows");
    for (List<Object> row : grid.rows()) {
      ArrayNode cells = rows.addArray();
      row.forEach(cell -> add(cells, cell));
    }
    if (!grid.notes().isEmpty()) {
      ArrayNode notes = table.putArray("notes");
      grid.notes().forEach(notes::add);
    }
    return table.toString();
  }

  private static void add(ArrayNode cells, Object cell) {
    if (cell instanceof Double number) {
      number(cells, number);
    } else if (cell instanceof Long number) {
      cells.add(number);
    } else if (cell instanceof Boolean truth) {
      cells.add(truth);
    } else if (cell == null) {
      cells.addNull();
    } else {
      cells.add(cell.toString());
    }
  }

  /** Adds a number, as text where JSON has no word for it. */
  static void number(ArrayNode array, double number) {
    if (Double.isFinite(number)) {
      array.add(number);
    } else {
      array.add(Double.toString(number));
    }
  }
}
