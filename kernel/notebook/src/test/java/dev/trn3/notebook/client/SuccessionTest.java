package dev.trn3.notebook.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of ours that follow one another in the same JVM. */
class SuccessionTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final KernelSpec OURS = OwnKernel.onClassPath();
  private static final String PROCESSES =
      "System.out.print(ProcessHandle.current().parent().orElseThrow().pid() + \" \""
          + " + ProcessHandle.current().pid());";

  @TempDir Path folder;
  @TempDir Path other;
  private final Succession succession = new Succession();

  @AfterEach
  void end() {
    succession.close();
  }

  /** The processes of a kernel: of its own, and of its cells. */
  private record Processes(String server, String worker) {
    static Processes of(Kernel kernel) {
      String[] both = printed(kernel, PROCESSES).split(" ");
      return new Processes(both[0], both[1]);
    }

    boolean isServerAlive() {
      return ProcessHandle.of(Long.parseLong(server)).isPresent();
    }
  }

  private static String printed(Kernel kernel, String code) {
    List<Message> heard = new ArrayList<>();
    assertThat(kernel.execute(code, "", LONG, heard::add)).isInstanceOf(Execution.Succeeded.class);
    return heard.stream()
        .filter(message -> message.type().equals("stream"))
        .map(message -> message.content().path("text").asText())
        .collect(Collectors.joining());
  }

  private Kernel start(Path where) {
    return succession.start(OURS, where, LONG);
  }

  @Test
  void theNextKernelHasTheSameServerAndNothingElseOfTheFormer() {
    Processes former;
    try (Kernel kernel = start(folder)) {
      former = Processes.of(kernel);
      assertThat(printed(kernel, "int chips = 64;")).isEmpty();
      assertThat(printed(kernel, "%env LEFT=behind")).isNotNull();
    }
    try (Kernel kernel = start(folder)) {
      assertThat(kernel.execute("1", "", LONG, message -> {}))
          .isEqualTo(new Execution.Succeeded(1));
      Processes next = Processes.of(kernel);

      assertThat(next.server()).isEqualTo(former.server());
      assertThat(next.worker()).isNotEqualTo(former.worker());
      assertThat(printed(kernel, "System.out.print(System.getenv(\"LEFT\"));")).isEqualTo("null");
      assertThat(kernel.execute("chips", "", LONG, message -> {}))
          .isInstanceOf(Execution.Failed.class);
      assertThat(ProcessHandle.of(Long.parseLong(former.worker()))).isEmpty();
    }
  }

  @Test
  void aKernelThatDiedOrRunsElsewhereLeavesNothing() {
    Processes dead;
    try (Kernel kernel = start(folder)) {
      dead = Processes.of(kernel);
      assertThat(
              kernel.execute(
                  "ProcessHandle.current().parent().orElseThrow().destroyForcibly();\n"
                      + "Thread.sleep(60_000);",
                  "",
                  LONG,
                  message -> {}))
          .isInstanceOf(Execution.Died.class);
    }
    Processes next;
    try (Kernel kernel = start(folder)) {
      next = Processes.of(kernel);
      assertThat(next.server()).isNotEqualTo(dead.server());
    }
    try (Kernel kernel = start(other)) {
      assertThat(Processes.of(kernel).server()).isNotEqualTo(next.server());
      assertThat(printed(kernel, "System.out.print(new java.io.File(\"\").getAbsolutePath());"))
          .isEqualTo(other.toAbsolutePath().toString());
    }
  }

  @Test
  void nothingIsLeftWhereItEnds() {
    Processes first;
    Processes late;
    try (Kernel still = start(folder)) {
      try (Kernel kernel = start(folder)) {
        first = Processes.of(kernel);
      }
      late = Processes.of(still);
      assertThat(first.isServerAlive()).isTrue();

      succession.close();

      assertThat(first.isServerAlive()).isFalse();
      assertThat(late.isServerAlive()).isTrue();
    }
    ProcessHandle.of(Long.parseLong(late.server())).ifPresent(last -> last.onExit().join());
  }
}
