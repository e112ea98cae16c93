package dev.trn3.report;

import dev.trn3.display.Renderers;
import dev.trn3.view.Figure;
import dev.trn3.view.Figure.Axis;
import dev.trn3.view.Figure.Series;
import dev.trn3.view.Figure.Shape;
import dev.trn3.view.Sheet;
import java.util.List;

/**
 * Loads what the first table and the first chart need, so that they appear at once. The kernel
 * calls this in the background after its start.
 */
public final class WarmUp {

  private WarmUp() {}

  /** Renders a small table and a small chart and throws them away. */
  public static void warmUp() {
    Sheet sheet =
        Sheet.of("", Sheet.column("a"), Sheet.column("b", "s")).row("x", 1.5).row("y", 2.5);
    Renderers.render(Tables.of(sheet));
    Renderers.render(
        Figure.of("", Shape.LINE, Axis.linear("x", ""), Axis.logarithmic("y", "s"))
            .with(Series.points("a", List.of(1.0, 2.0), List.of(1.0, 20.0)))
            .with(Series.points("b", List.of(1.0, 2.0), List.of(2.0, 30.0))));
  }
}
