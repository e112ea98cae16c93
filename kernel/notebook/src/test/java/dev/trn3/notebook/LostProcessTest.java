package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
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
import org.junit.jupiter.api.BeforeAll;
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
      if (isFirst) Thread.sleep(600_000);
      java.nio.file.Files.writeString(java.nio.file.Path.of("second"), "");""";

  private static final String PASSES_ONCE =
      "java.nio.file.Files.createFile(java.nio.file.Path.of(\"once\"));";

  private static final String WAITS =
      """
      java.nio.file.Files.writeString(java.nio.file.Path.of("waiting"), "");
      Thread.sleep(600_000);""";

  private static final String GUILTY =
      """
      while (!java.nio.file.Files.exists(java.nio.file.Path.of("first"))) Thread.sleep(10);
      while (!java.nio.file.Files.exists(java.nio.file.Path.of("waiting"))) Thread.sleep(10);
      ProcessHandle.current().parent().orElseThrow().destroyForcibly();
      Thread.sleep(600_000);""";

  private static final String TWICE =
      "ran a second time, since the server it shared with other notebooks ended with code 137";

  @TempDir static Path folder;
  private static final List<String> TOLD = Collections.synchronizedList(new ArrayList<>());
  private static TestResult result;

  private static void write(String name, Cell... cells) throws IOException {
    Notebook.of("trn3", "Trn3", "java", List.of(cells)).write(folder.resolve(name));
  }

  private static final class Telling implements CheckListener {
    @Override
    public void finished(NotebookCheck check, CellVerdict verdict) {
      TOLD.add(check.name() + " " + verdict.cell().id() + " " + verdict.status());
    }
  }

  @BeforeAll
  static void runAll() throws IOException {
    write("a.ipynb", Cell.code("one", "int one = 1;"), Cell.code("waits", INNOCENT));
    write("b.ipynb", Cell.code("ends", GUILTY));
    write("c.ipynb", Cell.code("once", PASSES_ONCE), Cell.code("waits", WAITS));
    TestOptions options =
        TestOptions.of(KernelChoice.always(OwnKernel.onClassPath()), folder)
            .withParallel(3)
            .withoutLint()
            .laxly();
    result = NotebookTesting.run(options, new Telling());
  }

  private static NotebookVerdict verdict(String name) {
    return result.verdicts().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> told(String name) {
    return TOLD.stream().filter(each -> each.startsWith(name)).toList();
  }

  @Test
  void failsAloneAndTheOthersRunOnceMore() {
    assertThat(verdict("a.ipynb").passed()).isTrue();
    assertThat(folder.resolve("second")).exists();
    assertThat(told("a.ipynb")).containsExactly("a.ipynb one PASSED", "a.ipynb waits PASSED");
    assertThat(verdict("b.ipynb").cells().get(0).messages())
        .singleElement()
        .asString()
        .startsWith("kernel died with exit code 137");
    assertThat(verdict("b.ipynb").problems()).containsExactly(TWICE);
    assertThat(told("b.ipynb")).containsExactly("b.ipynb ends FAILED");
  }

  @Test
  void whatFaresOtherwiseTheSecondTimeIsNotHidden() {
    assertThat(told("c.ipynb")).containsExactly("c.ipynb once PASSED", "c.ipynb waits ABORTED");
    assertThat(verdict("c.ipynb").problems())
        .singleElement()
        .asString()
        .startsWith(TWICE + "; cell once passed the first time and failed the second, ")
        .contains("FileAlreadyExistsException");
  }
}
