package dev.trn3.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import dev.trn3.notebook.run.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes what a notebook shows now what it is expected to show.
 *
 * <p>Only outputs that differ are replaced; those that mean the same stay byte for byte. Execution
 * counts become 1, 2, 3. Blessing twice changes nothing the second time.
 */
final class Bless {

  private Bless() {}

  /** The notebook to be stored. */
  static Notebook of(NotebookCheck check, NotebookVerdict verdict) {
    Map<String, CellVerdict> verdicts = new HashMap<>();
    verdict.cells().forEach(cell -> verdicts.put(cell.cell().id(), cell));
    Map<String, Cell> expected = new HashMap<>();
    check.expected().cells().forEach(cell -> expected.put(cell.id(), cell));
    boolean ownFile = check.target().equals(check.source().file());
    List<Cell> cells = new ArrayList<>();
    int count = 0;
    for (Cell cell : check.source().cells()) {
      boolean injected = cell.tags().contains(Parameters.INJECTED) && ownFile;
      CellVerdict found = verdicts.get(cell.id());
      boolean ran = found != null && (found.status() == Status.PASSED || found.isBad());
      count += counts(cell) ? 1 : 0;
      if (!injected) {
        Cell old = expected.getOrDefault(cell.id(), cell);
        cells.add(ran ? blessed(cell, old, found, count) : cell);
      }
    }
    Notebook base = ownFile ? check.expected() : check.source();
    return withKernel(base.withCells(cells), check.kernel());
  }

  /** One that was written without Jupyter may name no kernel; then it is the one that ran it. */
  private static Notebook withKernel(Notebook notebook, KernelSpec kernel) {
    if (!notebook.kernelName().isEmpty()) {
      return notebook;
    }
    boolean ours = kernel.name().equals(OwnKernel.NAME);
    ObjectNode metadata = notebook.metadata();
    metadata
        .putObject("kernelspec")
        .put("display_name", ours ? OwnKernel.DISPLAY_NAME : kernel.displayName())
        .put("language", kernel.language())
        .put("name", kernel.name());
    return notebook.withMetadata(metadata);
  }

  /** Also where only some cells were asked for, each keeps its place in the count. */
  private static boolean counts(Cell cell) {
    return cell.isRunnable()
        && !cell.tags().contains("skip-execution")
        && !cell.tags().contains("nbval-skip");
  }

  private static Cell blessed(Cell cell, Cell old, CellVerdict verdict, int count) {
    List<Output> outputs = verdict.status() == Status.DIFFERS ? verdict.shown() : old.outputs();
    boolean counted = old.executionCount().equals(OptionalInt.of(count));
    if (verdict.status() == Status.PASSED && counted) {
      return cell.withOutputs(old.outputs()).withExecutionCount(OptionalInt.of(count));
    }
    List<Output> numbered =
        outputs.stream().map(output -> output.withExecutionCount(count)).toList();
    return cell.withOutputs(numbered).withExecutionCount(OptionalInt.of(count));
  }
}
