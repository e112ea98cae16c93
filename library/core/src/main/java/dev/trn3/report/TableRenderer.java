package dev.trn3.report;

import dev.trn3.display.DisplayRenderer;
import dev.trn3.display.MimeBundle;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;
import java.util.Optional;
import tech.tablesaw.table.Relation;

/**
 * Shows tables: a {@link Sheet}, any {@link Tabular} result, any Tablesaw table. A result that is
 * also plottable is shown as its table; {@code plot(result)} gives the chart.
 */
public final class TableRenderer implements DisplayRenderer {

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value instanceof Sheet sheet) {
      return Optional.of(Tables.render(Grid.of(sheet)));
    }
    if (value instanceof Tabular result) {
      return Optional.of(Tables.render(Grid.of(result.sheet())));
    }
    if (value instanceof Relation table) {
      return Optional.of(Tables.render(Grid.of(table)));
    }
    return Optional.empty();
  }

  /** Before renderers of plots, so that a table wins. */
  @Override
  public int priority() {
    return 10;
  }
}
