package dev.trn3.report;

import dev.trn3.display.DisplayRenderer;
import dev.trn3.display.MimeBundle;
import dev.trn3.view.Figure;
import dev.trn3.view.Plottable;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.IChart;

/** Shows charts: a {@link Figure}, any {@link Plottable} result, any XChart chart. */
public final class ChartRenderer implements DisplayRenderer {

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value instanceof Figure figure) {
      return Optional.of(Charts.render(figure));
    }
    if (value instanceof Plottable result) {
      return Optional.of(Charts.render(result.figure()));
    }
    if (value instanceof IChart chart) {
      return Optional.of(Charts.render(chart));
    }
    return Optional.empty();
  }
}
