package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.compare.Comparison;
import dev.trn3.notebook.compare.Expectation;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Notebooks of these tests, and how two of them compare. */
final class Notebooks {

  private Notebooks() {}

  /** A notebook of {@code src/test/resources/notebooks}. */
  static Path of(String name) {
    return Repository.MODULE.resolve("src/test/resources/notebooks").resolve(name);
  }

  /** Asserts that an executed notebook shows what is stored, by meaning. */
  static void assertShowsTheSame(Path stored, Path executed) {
    Notebook before = Notebook.read(stored);
    Notebook after = Notebook.read(executed);
    assertThat(after.cells()).hasSameSizeAs(before.cells());
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < before.cells().size(); i++) {
      Cell cell = before.cells().get(i);
      if (cell.isRunnable()) {
        Comparison.differences(cell, after.cells().get(i), Expectation.of(before, cell))
            .forEach(difference -> differences.add(cell.id() + ": " + difference));
      }
    }
    assertThat(differences).isEmpty();
  }
}
