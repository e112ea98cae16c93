package dev.trn3.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.client.KernelSpec;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {

  @TempDir private Path folder;

  @Test
  void countsTheCodeThatCellsCallAndNoOther() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String agent =
        Arrays.stream(classPath.split(java.io.File.pathSeparator))
            .filter(jar -> jar.matches(".*org\\.jacoco\\.agent-[^/\\\\]*-runtime\\.jar"))
            .findFirst()
            .orElseThrow();
    Path counted = folder.resolve("counted.exec");
    KernelSpec kernel =
        OwnKernel.on(
            classPath,
            List.of("-javaagent:%s=destfile=%s,includes=dev.trn3.*".formatted(agent, counted)));
    Cell cell =
        Cell.code(
            "call", "dev.trn3.notebook.client.Spelled.duration(java.time.Duration.ofSeconds(2))");

    NotebookRun run =
        new NotebookRunner(kernel, RunOptions.DEFAULTS)
            .run(Notebook.of("trn3", "Trn3", "java", List.of(cell)), RunListener.SILENT);

    assertThat(run.passed()).as("%s", run.failure()).isTrue();
    ExecFileLoader loader = new ExecFileLoader();
    loader.load(counted.toFile());
    assertThat(loader.getExecutionDataStore().getContents())
        .filteredOn(ExecutionData::hasHits)
        .extracting(ExecutionData::getName)
        .contains("dev/trn3/notebook/client/Spelled")
        .doesNotContain("dev/trn3/notebook/client/FreePorts");
  }
}
