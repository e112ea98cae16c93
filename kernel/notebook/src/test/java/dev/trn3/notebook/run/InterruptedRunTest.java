package dev.trn3.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.client.Termination;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class InterruptedRunTest {

  @TempDir Path folder;

  /** A program as the command line is one: it runs a notebook and stores it. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      Termination.inGoodOrder(
          () -> {
            NotebookRun run =
                new NotebookRunner(OwnKernel.onClassPath(), RunOptions.DEFAULTS)
                    .run(
                        Notebook.read(file),
                        new RunListener() {
                          @Override
                          public void running(Cell cell, int position, int of) {
                            System.out.println(cell.id());
                          }
                        });
            run.notebook().write(file);
            return run;
          });
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send")
  void leavesThePartlyExecutedNotebook() throws IOException, InterruptedException {
    Path file = folder.resolve("n.ipynb");
    Notebook.of(
            "trn3",
            "Trn3",
            "java",
            List.of(Cell.code("quick", "6 * 7"), Cell.code("slow", "Thread.sleep(600_000);")))
        .write(file);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process program =
        new ProcessBuilder(java, "-cp", classPath, Program.class.getName(), file.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.equals("slow")) {
        line = lines.readLine();
      }
      new ProcessBuilder("kill", "-INT", Long.toString(program.pid())).start().waitFor();
      boolean ended = program.waitFor(30, TimeUnit.SECONDS);

      assertThat(ended).isTrue();
      assertThat(program.exitValue()).isEqualTo(130);
    } finally {
      program.destroyForcibly();
    }
    Notebook left = Notebook.read(file);
    assertThat(left.cells().get(0).outputs().get(0).text("text/plain")).isEqualTo("42");
    assertThat(left.cells().get(1).outputs())
        .allMatch(output -> output.kind() == dev.trn3.notebook.format.Output.Kind.ERROR);
  }
}
