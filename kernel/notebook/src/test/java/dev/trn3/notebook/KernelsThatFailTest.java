package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.format.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said of notebooks whose kernel hangs, dies or is missing. */
@Tag("once")
class KernelsThatFailTest extends NotebookFolder {

  @Test
  void stopsACellThatHangsAndShowsWhere() throws IOException {
    write("a.ipynb", Cell.code("hang", "Thread.sleep(600_000);"), Cell.code("next", "1"));
    TestOptions brief = options.withRun(options.run().withCellTimeout(Duration.ofSeconds(3)));

    NotebookVerdict verdict = test(brief).verdicts().get(0);

    assertThat(verdict.cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.FAILED, Status.ABORTED);
    assertThat(verdict.cells().get(0).messages())
        .containsExactly("still running after 3 s, interrupted: Thread.sleep(600_000);");
    assertThat(verdict.cells().get(0).detail()).contains("java.lang.Thread.sleep");
  }

  @Test
  void saysThatAKernelDied() throws IOException {
    Path dying = Files.writeString(folder.resolve("dying.py"), FakeKernel.DYING);
    write("a.ipynb", Cell.code("end", "System.exit(3);"));
    KernelSpec kernel =
        KernelSpec.of(
            "dying",
            "java",
            List.of(
                dev.trn3.notebook.client.Python.COMMAND, dying.toString(), "{connection_file}"));
    dev.trn3.notebook.client.Python.require("zmq");

    NotebookVerdict verdict =
        test(TestOptions.of(KernelChoice.always(kernel), folder.resolve("a.ipynb")))
            .verdicts()
            .get(0);

    assertThat(verdict.cells().get(0).messages())
        .containsExactly("kernel died with exit code 3; its last lines:\n  out of memory");
  }

  @Test
  void saysWhichKernelIsMissing() throws IOException {
    write("a.ipynb", Cell.code("one", "1"));
    KernelSpec none = KernelSpec.of("none", "java", List.of("/no/such/java", "{connection_file}"));

    TestResult result = test(TestOptions.of(KernelChoice.always(none), folder));

    assertThat(result.exitCode()).isEqualTo(TestResult.COULD_NOT_START);
    assertThat(result.verdicts().get(0).problems().get(0))
        .startsWith("kernel \"none\" could not start:")
        .contains("/no/such/java");
  }
}
