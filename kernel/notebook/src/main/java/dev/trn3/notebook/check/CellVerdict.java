package dev.trn3.notebook.check;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import dev.trn3.notebook.html.Ansi;
import java.time.Duration;
import java.util.List;

/**
 * What a cell was found to be.
 *
 * @param notebook the notebook as stored
 * @param cell the cell as stored
 * @param title nearest heading and cell id
 * @param messages one for each difference, or the reason of another status
 * @param detail a trace or thread dump; empty where there is none
 * @param shown what the cell showed now; empty where it did not run
 * @param elapsed how long it ran
 */
public record CellVerdict(
    Notebook notebook,
    Cell cell,
    String title,
    Status status,
    List<String> messages,
    String detail,
    List<Output> shown,
    Duration elapsed) {

  /** How a cell fared. */
  public enum Status {
    /** It showed what is stored. */
    PASSED,
    /** It ran and showed something else. Later cells ran as well. */
    DIFFERS,
    /** It did not end as it should. Later cells did not run. */
    FAILED,
    /** It asked not to be run. */
    SKIPPED,
    /** It was not reached. */
    ABORTED
  }

  public CellVerdict {
    messages = List.copyOf(messages);
    shown = List.copyOf(shown);
  }

  /** Whether the cell is a reason for red. */
  public boolean isBad() {
    return status == Status.DIFFERS || status == Status.FAILED;
  }

  /** This verdict once what the cell shows has been made what it is expected to show. */
  public CellVerdict accepted() {
    return new CellVerdict(notebook, cell, title, Status.PASSED, List.of(), detail, shown, elapsed);
  }

  /** {@code notebooks/memory.ipynb:214 (cell roofline-table)}, which consoles make a link. */
  public String place() {
    String file = notebook.file().map(Object::toString).orElse(notebook.name());
    return "%s:%d (cell %s)".formatted(file, cell.line(), cell.id());
  }

  /** Place and first message on one line, then the other messages, then the detail. */
  public String report() {
    String report = place() + ": " + String.join("\n  ", messages);
    String plain = Ansi.stripped(detail).stripTrailing();
    return plain.isBlank() ? report : report + "\n\n" + plain;
  }
}
