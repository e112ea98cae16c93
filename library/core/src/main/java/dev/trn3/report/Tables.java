package dev.trn3.report;

import dev.trn3.display.MimeBundle;
import dev.trn3.view.Names;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/**
 * Tablesaw tables from results, and tables as text.
 *
 * <p>The columns of a table are typed by what they hold and carry their unit in the header: {@code
 * HBM bandwidth [TB/s]}.
 */
public final class Tables {

  /** Characters in a line of plain text where the width of the terminal is not known. */
  public static final int TEXT_WIDTH = 120;

  private Tables() {}

  /** The table of a result. */
  public static Table of(Tabular result) {
    return of(result.sheet());
  }

  /**
   * A Tablesaw table with the cells of a sheet: whole numbers become a LongColumn, other numbers a
   * DoubleColumn, truth values a BooleanColumn, all else a StringColumn. A missing cell stays
   * missing; the notes stay with the sheet.
   */
  public static Table of(Sheet sheet) {
    List<Column<?>> columns = new ArrayList<>();
    for (int i = 0; i < sheet.columns().size(); i++) {
      columns.add(column(sheet, i));
    }
    return Table.create(sheet.title(), columns);
  }

  /**
   * The column of this name, with or without its unit, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Column<?> column(Relation table, String name) {
    List<Column<?>> found = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
      if (Grid.Heading.parse(column.name(), Grid.Kind.STRING).name().equalsIgnoreCase(name)) {
        found.add(column);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new IllegalArgumentException(Names.unknown("column", name, table.columnNames()));
  }

  /**
   * The column of numbers of this name, as {@link #column}.
   *
   * @throws IllegalArgumentException also if the column holds something else
   */
  static NumericColumn<?> numbers(Relation table, String name) {
    Column<?> column = column(table, name);
    if (column instanceof NumericColumn<?> numbers) {
      return numbers;
    }
    List<String> numeric =
        table.columns().stream().filter(NumericColumn.class::isInstance).map(Column::name).toList();
    throw new IllegalArgumentException(
        "column \"%s\" holds no numbers; those that do: %s"
            .formatted(column.name(), numeric.isEmpty() ? "none" : String.join(", ", numeric)));
  }

  /** The table as aligned plain text, fitted to this many characters in a line. */
  public static String text(Relation table, int width) {
    return TableText.write(Grid.of(table), width);
  }

  /** The sheet as aligned plain text, fitted to this many characters in a line. */
  public static String text(Sheet sheet, int width) {
    return TableText.write(Grid.of(sheet), width);
  }

  static MimeBundle render(Grid grid) {
    return MimeBundle.text(TableText.write(grid, TEXT_WIDTH))
        .with("text/html", TableHtml.write(grid))
        .with("text/markdown", TableMarkdown.write(grid))
        .with("application/vnd.trn3.table+json", TableJson.write(grid));
  }

  private static Column<?> column(Sheet sheet, int index) {
    String header = sheet.columns().get(index).header();
    List<Object> cells = sheet.rows().stream().map(row -> Grid.plain(row.get(index))).toList();
    Grid.Kind kind = Grid.kind(sheet, index);
    if (kind == Grid.Kind.INTEGER) {
      LongColumn numbers = LongColumn.create(header);
      cells.forEach(cell -> append(numbers, (Long) cell));
      return numbers;
    }
    if (kind == Grid.Kind.DOUBLE) {
      DoubleColumn numbers = DoubleColumn.create(header);
      cells.forEach(cell -> append(numbers, (Number) cell));
      return numbers;
    }
    if (kind == Grid.Kind.BOOLEAN) {
      BooleanColumn truths = BooleanColumn.create(header);
      cells.forEach(cell -> append(truths, (Boolean) cell));
      return truths;
    }
    StringColumn texts = StringColumn.create(header);
    cells.forEach(cell -> append(texts, cell));
    return texts;
  }

  private static void append(DoubleColumn numbers, Number cell) {
    if (cell == null) {
      numbers.appendMissing();
    } else {
      numbers.append(cell.doubleValue());
    }
  }

  private static void append(LongColumn numbers, Long cell) {
    if (cell == null) {
      numbers.appendMissing();
    } else {
      numbers.append(cell.longValue());
    }
  }

  private static void append(BooleanColumn truths, Boolean cell) {
    if (cell == null) {
      truths.appendMissing();
    } else {
      truths.append(cell.booleanValue());
    }
  }

  private static void append(StringColumn texts, Object cell) {
    if (cell == null) {
      texts.appendMissing();
    } else {
      texts.append(Grid.text(cell));
    }
  }
}
