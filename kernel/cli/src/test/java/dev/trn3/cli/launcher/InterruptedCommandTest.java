package dev.trn3.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in a terminal: SIGINT to the command and to everything it has started. */
@DisabledOnOs(
    value = {OS.WINDOWS, OS.MAC},
    disabledReason = "setsid, which makes a group of processes as a terminal does, is Linux's")
@DisplayName("Ctrl-C")
@Tag("once")
class InterruptedCommandTest {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  @BeforeEach
  void writeANotebookThatTakesTenMinutes() throws IOException {
    String slow = "Files.writeString(Path.of(\"running\"), \"\");\nThread.sleep(600_000);";
    Notebook.of(
            "trn3",
            "trn3",
            "java",
            List.of(
                Cell.code("imports", "import java.nio.file.*;"),
                Cell.code("quick", "6 * 7"),
                Cell.code("slow", slow),
                Cell.code("never", "1")))
        .write(folder.resolve("n.ipynb"));
  }

  /** How the command ended, and what of it was left running. */
  private record Interrupted(int exitCode, List<String> leftRunning, String out, String err) {}

  private Interrupted interrupted(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("setsid", Launched.SCRIPT.toString()));
    command.addAll(List.of(arguments));
    File out = folder.resolve("out.txt").toFile();
    File err = folder.resolve("err.txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    Process process = builder.start();
    try {
      awaitSlowCell(process);
      List<ProcessHandle> started = process.descendants().toList();
      assertThat(started).isNotEmpty();
      new ProcessBuilder("kill", "-INT", "--", "-" + process.pid()).start().waitFor();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("ended within %d s", PATIENCE_SECONDS).isTrue();
      List<String> left =
          started.stream()
              .filter(InterruptedCommandTest::isLeft)
              .map(InterruptedCommandTest::name)
              .toList();
      return new Interrupted(
          process.exitValue(),
          left,
          Files.readString(out.toPath()),
          Files.readString(err.toPath()));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Also a process that was killed is there for a moment, until the system has noticed. */
  private static boolean isLeft(ProcessHandle process) {
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
      return false;
    } catch (TimeoutException e) {
      return process.info().commandLine().isPresent(); // One that has none has ended.
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(ProcessHandle process) {
    return process.pid() + " " + process.info().commandLine().orElse("");
  }

  private void awaitSlowCell(Process process) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(folder.resolve("running"))) {
      assertThat(process.isAlive()).as("still running").isTrue();
      assertThat(System.nanoTime()).as("the slow cell began in time").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static void assertPartlyExecuted(Path file) {
    Notebook left = Notebook.read(file);
    assertThat(left.cells().get(1).outputs())
        .singleElement()
        .satisfies(output -> assertThat(output.text("text/plain")).isEqualTo("42"));
    assertThat(left.cells().get(2).outputs())
        .allMatch(output -> output.kind() == Output.Kind.ERROR);
    assertThat(left.cells().get(3).outputs()).isEmpty();
  }

  @Test
  void endsARunAndLeavesThePartlyExecutedNotebook() throws Exception {
    Interrupted run = interrupted("run", "n.ipynb", "--output", "o.ipynb", "--html", "o.html");

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(130);
    assertThat(run.leftRunning()).isEmpty();
    assertPartlyExecuted(folder.resolve("o.ipynb"));
    assertThat(folder.resolve("o.html")).content().contains("Not executed to the end");
    assertThat(run.err()).contains("(cell slow): interrupted").doesNotContain("\tat ");
  }

  @Test
  void endsATestAndLeavesThePartlyExecutedNotebookAndItsReports() throws Exception {
    Interrupted run = interrupted("test", ".", "--html", "o.html", "--junit-xml", "o.xml");

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(130);
    assertThat(run.leftRunning()).isEmpty();
    Path kept = folder.resolve("state/trn3/notebooks/n.executed.ipynb");
    assertPartlyExecuted(kept);
    assertThat(run.err()).contains("Kept what ran: " + kept).doesNotContain("\tat ");
    assertThat(folder.resolve("o.html")).content().contains("interrupted");
    assertThat(folder.resolve("o.xml")).content().contains("skipped=\"2\"");
  }
}
