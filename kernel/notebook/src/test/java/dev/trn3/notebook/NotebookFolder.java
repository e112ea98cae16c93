package dev.trn3.notebook;

import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of notebooks that are tested with our kernel. */
class NotebookFolder {

  @TempDir Path folder;
  TestOptions options;

  @BeforeEach
  void runWithOurKernel() {
    options = TestOptions.of(KernelChoice.always(OwnKernel.onClassPath()), folder);
  }

  Path write(String name, Cell... cells) throws IOException {
    Path file = folder.resolve(name);
    Notebook.of("trn3", "Trn3", "java", List.of(cells)).write(file);
    return file;
  }

  static TestResult test(TestOptions options) {
    return NotebookTesting.run(options, CheckListener.SILENT);
  }

  /** On a build server a bless is refused, and these tests run there too. */
  static Path bless(TestOptions options) throws IOException {
    List<Path> written = new ArrayList<>();
    NotebookTesting.blessAll(options, CheckListener.SILENT, null).blessed().forEach(written::add);
    return written.isEmpty() ? null : written.get(0);
  }
}
