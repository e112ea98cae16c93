package dev.trn3.notebook.check;

import dev.trn3.notebook.check.CellVerdict.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A notebook that ran a second time, since the process that its kernel shared with others ended.
 * What counts is the second time. Who asks for one cell after the other has been told of the first,
 * though, so a cell that fares otherwise then is a problem of the notebook.
 *
 * @param first up to the cell that ran when the process ended
 * @param exitCode of that process
 * @param second in a process of its own
 */
record SecondRun(NotebookVerdict first, int exitCode, NotebookVerdict second) {

  /** What is to be said of both; a line on the error output where that is a pass. */
  NotebookVerdict verdict() {
    if (!second.kernelStarted() && Thread.currentThread().isInterrupted()) {
      return interruptedBetween();
    }
    List<String> changes = changes();
    String why =
        "ran a second time, since the server it shared with other notebooks ended with code "
            + exitCode;
    String said = changes.isEmpty() ? why : why + "; " + String.join("; ", changes);
    System.err.println(second.name() + " " + said);
    return changes.isEmpty() && second.passed() ? second : second.with(List.of(said));
  }

  private List<String> changes() {
    Map<String, Status> before = new HashMap<>();
    first.cells().forEach(cell -> before.put(cell.cell().id(), cell.status()));
    List<String> changes = new ArrayList<>();
    for (CellVerdict cell : second.cells()) {
      Status former = before.getOrDefault(cell.cell().id(), cell.status());
      if (cell.status() != former && cell.status() != Status.ABORTED) {
        changes.add(
            "cell %s %s the first time and %s the second"
                    .formatted(cell.cell().id(), fared(former), fared(cell.status()))
                + (cell.isBad() ? ", " + cell.report() : ""));
      }
    }
    return changes;
  }

  private static String fared(Status status) {
    return switch (status) {
      case PASSED -> "passed";
      case DIFFERS -> "showed something else";
      case FAILED -> "failed";
      case SKIPPED -> "was skipped";
      case ABORTED -> "was not reached";
    };
  }

  /** What ran the first time is all there is, and is kept. */
  private NotebookVerdict interruptedBetween() {
    List<CellVerdict> cells = new ArrayList<>(first.cells());
    List<String> known = cells.stream().map(cell -> cell.cell().id()).toList();
    second.cells().stream().filter(cell -> !known.contains(cell.cell().id())).forEach(cells::add);
    return new NotebookVerdict(
        first.name(),
        first.stored(),
        first.executed(),
        cells,
        second.problems(),
        true,
        first.kernel());
  }
}
