package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of notebooks whose kernels share a process, one ends it. */
@Tag("once")
class LostProcessTest {

  /** The first time, it is still running when the process ends. */
  private static final String INNOCENT =
      """
      var path = java.nio.file.Path.of("first");
      boolean isFirst = !java.nio.file.Files.exists(path);
      java.nio.file.Files.writeString(path, "");
      if (isFirst) Thread.sleep(60_000);""";

  private static final String GUILTY =
      """
      while (!java.nio.file.Files.exists(java.nio.file.Path.of("first"))) Thread.sleep(10);
      ProcessHandle.current().parent().orElseThrow().destroyForcibly();
      Thread.sleep(60_000);""";

  @TempDir Path folder;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private void write(String name, Cell... cells) throws IOException {
    Notebook.of("trn3", "Trn3", "java", List.of(cells)).write(folder.resolve(name));
  }

  private final class Telling implements CheckListener {
    @Override
    public void finished(NotebookCheck check, CellVerdict verdict) {
      told.add(check.name() + " " + verdict.cell().id());
    }
  }

  @Test
  void failsAloneAndTheOthersRunOnceMore() throws IOException {
    write("a.ipynb", Cell.code("one", "int one = 1;"), Cell.code("waits", INNOCENT));
    write("b.ipynb", Cell.code("ends", GUILTY));
    TestOptions options =
        TestOptions.of(KernelChoice.always(OwnKernel.onClassPath()), folder)
            .withParallel(2)
            .withoutLint()
            .laxly();

    TestResult result = NotebookTesting.run(options, new Telling());

    assertThat(result.verdicts().get(0).passed()).isTrue();
    assertThat(result.verdicts().get(1).cells().get(0).messages())
        .singleElement()
        .asString()
        .startsWith("kernel died with exit code 137");
    assertThat(told).containsExactlyInAnyOrder("a.ipynb one", "a.ipynb waits", "b.ipynb ends");
  }
}
