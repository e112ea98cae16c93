package dev.trn3.notebooks;

import dev.trn3.notebook.junit.NotebookTests;
import java.nio.file.Path;

/** Every published notebook shows what is stored in it: one test for each cell. */
class PublishedNotebooksTest implements NotebookTests {

  @Override
  public Path folder() {
    return Path.of("");
  }
}
