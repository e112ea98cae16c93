package dev.trn3.experiment;

import static dev.trn3.view.Sheet.column;

import dev.trn3.display.Display;
import dev.trn3.serving.Saturation;
import dev.trn3.view.Sheet;
import dev.trn3.view.Tabular;

/** The most that can be answered without end, as far as a backlog was played. */
record LargestLoad(Serving serving, Saturation saturation) implements Tabular {

  static Saturation of(Serving serving) {
    Deployment deployment = Deployment.of(serving);
    Saturation most = deployment.saturationSoFar(serving);
    if (most.played() == 1) {
      return most;
    }
    if (serving.said.quiet || most.requestsPerSecond() == 0) {
      throw Deployment.interrupted(serving, most);
    }
    // An interrupted cell ends before it can show its value.
    Display.display(new LargestLoad(serving, most));
    return most;
  }

  @Override
  public Sheet sheet() {
    return Sheet.of(
            "Largest load, interrupted: " + serving,
            column("quantity"),
            column("value"),
            column("unit"))
        .row("answered of the backlog", 100 * saturation.played(), "%")
        .row("rate of these answers", saturation.requestsPerSecond(), "requests/s")
        .note("Interrupted: the largest load is near this rate if much was answered.");
  }
}
