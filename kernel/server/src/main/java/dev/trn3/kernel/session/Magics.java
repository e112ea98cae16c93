package dev.trn3.kernel.session;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import java.util.List;
import java.util.Optional;

/** Cells that speak to the kernel instead of to Java: they begin with a percent sign. */
final class Magics {

  private static final String HELP =
      """
      A cell is Java. Its last expression is shown; a semicolon at its end hides it.
        display(a, b)          shows several values, tables and charts among them
        input("name? ")        asks the person in front
        clearOutput()          removes what the cell has shown
      Variables, methods and classes stay until the kernel restarts. Declaring one again replaces it
      and keeps the others. Tab completes, Shift-Tab explains.
      A cell that begins with % speaks to the kernel:
        %help                  this page
        %spark                 brings in Apache Spark, for sweeps on many machines
      """;

  private Magics() {}

  /** Runs the cell if it is one of these; empty where it is Java. */
  static Optional<Outcome> evaluate(Cell cell) {
    String code = cell.code().strip();
    if (!code.startsWith("%")) {
      return Optional.empty();
    }
    String name = code.split("\\s", 2)[0];
    if (name.equals("%help")) {
      return Optional.of(new Done(Optional.empty(), Optional.of(MimeBundle.text(HELP))));
    }
    String message = name + " is not known here; %help lists what is";
    return Optional.of(new Failed("UnknownMagic", message, List.of(message)));
  }

  /** Names of all of these, for completion. */
  static List<String> names() {
    return List.of("%help", SparkMagic.NAME);
  }
}
