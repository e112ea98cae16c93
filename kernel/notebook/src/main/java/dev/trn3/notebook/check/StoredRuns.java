package dev.trn3.notebook.check;

import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.compare.Comparison;
import dev.trn3.notebook.compare.Expectation;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.format.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares two runs of notebooks that are both stored, as of two versions of a library or two
 * machines; nothing is run. What counts as a difference is what counts when a notebook is tested,
 * with the tags and tolerances of the run before.
 */
public final class StoredRuns {

  private final Notebook before;
  private final Notebook after;
  private final Titles titles;

  private StoredRuns(Notebook before, Notebook after) {
    this.before = before;
    this.after = after;
    this.titles = new Titles(before);
  }

  /**
   * Compares two notebooks, or the notebooks of two folders that have the same place in both.
   * {@code a.executed.ipynb} is taken for {@code a.ipynb} where that is not there.
   *
   * @throws NotebookFormatException where one is missing or cannot be read
   * @throws IllegalArgumentException where one path is a file and the other a folder, or the first
   *     folder holds no notebook
   */
  public static TestResult compared(Path before, Path after) {
    long start = System.nanoTime();
    List<NotebookVerdict> verdicts = new ArrayList<>();
    if (!isFolder(before) && !isFolder(after)) {
      verdicts.add(compared(Notebook.read(before), Notebook.read(after)));
    } else {
      Map<String, Path> then = notebooks(before);
      Map<String, Path> now = notebooks(after);
      if (then.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no notebook in " + before + "; name a folder that holds .ipynb files");
      }
      then.forEach(
          (name, file) ->
              verdicts.add(
                  now.containsKey(name)
                      ? compared(Notebook.read(file), Notebook.read(now.get(name)))
                      : onlyIn(Notebook.read(file), "there is no " + name + " in " + after)));
      now.forEach(
          (name, file) -> {
            if (!then.containsKey(name)) {
              verdicts.add(onlyIn(Notebook.read(file), "there is no " + name + " in " + before));
            }
          });
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new TestResult(verdicts, List.of(), List.of(), List.of(), false, elapsed);
  }

  private static boolean isFolder(Path path) {
    if (!Files.exists(path)) {
      throw new NotebookFormatException(
          path + " does not exist; name two notebooks or two folders of notebooks");
    }
    return Files.isDirectory(path);
  }

  private static Map<String, Path> notebooks(Path folder) {
    if (!isFolder(folder)) {
      throw new IllegalArgumentException(
          folder + " is a file and the other is a folder; name two notebooks or two folders");
    }
    Map<String, Path> found = new TreeMap<>();
    for (Path file : NotebookFiles.in(folder, true)) {
      String place = folder.normalize().relativize(file).toString();
      String plain = place.replaceFirst("\\.executed\\.ipynb$", ".ipynb");
      if (place.equals(plain)) {
        found.put(plain, file);
      } else {
        found.putIfAbsent(plain, file);
      }
    }
    return found;
  }

  private static NotebookVerdict onlyIn(Notebook notebook, String problem) {
    return new NotebookVerdict(
        notebook.name(), notebook, notebook, List.of(), List.of(problem), true, Duration.ZERO);
  }

  /** Compares two notebooks cell by cell; cells are the same where their ids are. */
  public static NotebookVerdict compared(Notebook before, Notebook after) {
    return new StoredRuns(before, after).verdict();
  }

  private NotebookVerdict verdict() {
    List<CellVerdict> cells = new ArrayList<>();
    before.cells().stream().filter(Cell::isRunnable).map(this::verdict).forEach(cells::add);
    List<String> problems = new ArrayList<>();
    for (Cell cell : after.cells()) {
      if (cell.isRunnable() && find(before, cell).isEmpty()) {
        problems.add("cell %s is new in %s".formatted(cell.id(), file(after)));
      }
    }
    return new NotebookVerdict(before.name(), before, after, cells, problems, true, Duration.ZERO);
  }

  private CellVerdict verdict(Cell then) {
    Optional<Cell> now = find(after, then);
    if (now.isEmpty()) {
      String missing = "this cell is not in " + file(after);
      return verdict(then, Status.DIFFERS, List.of(missing), List.of());
    }
    List<Output> shown = now.get().outputs();
    Expectation expectation;
    try {
      expectation = Expectation.of(before, then);
    } catch (IllegalArgumentException e) {
      return verdict(then, Status.FAILED, List.of(e.getMessage()), shown);
    }
    if (!expectation.runs()) {
      return verdict(then, Status.SKIPPED, List.of("tagged to be skipped"), shown);
    }
    List<String> messages = new ArrayList<>(Comparison.differences(then, now.get(), expectation));
    if (!messages.isEmpty() && !then.source().equals(now.get().source())) {
      messages.add("the code of the cell differs as well");
    }
    return verdict(then, messages.isEmpty() ? Status.PASSED : Status.DIFFERS, messages, shown);
  }

  private CellVerdict verdict(Cell cell, Status status, List<String> why, List<Output> shown) {
    return new CellVerdict(before, cell, titles.of(cell), status, why, "", shown, Duration.ZERO);
  }

  private static Optional<Cell> find(Notebook notebook, Cell wanted) {
    return notebook.cells().stream().filter(cell -> cell.id().equals(wanted.id())).findFirst();
  }

  private static String file(Notebook notebook) {
    return notebook.file().map(Path::toString).orElse(notebook.name());
  }
}
