package dev.trn3.notebook.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.Message;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
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

  private static final String LEFT =
      "System.out.print(System.getenv(\"LEFT\") + \" \" + System.getProperty(\"left\"));";
  static final String BEHIND = "System.out.print(left.Behind.chips());";

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

  static String printed(Kernel kernel, String code) {
    List<Message> heard = new ArrayList<>();
    assertThat(kernel.execute(code, "", LONG, heard::add)).isInstanceOf(Execution.Succeeded.class);
    return heard.stream()
        .filter(message -> message.type().equals("stream"))
        .map(message -> message.content().path("text").asText())
        .collect(Collectors.joining());
  }

  private static String failure(Kernel kernel, String code) {
    Execution end = kernel.execute(code, "", LONG, message -> {});
    assertThat(end).isInstanceOf(Execution.Failed.class);
    return end.toString();
  }

  private Kernel start(Path where) {
    return succession.start(OURS, where, LONG);
  }

  @Test
  void theNextKernelHasTheSameServerAndNothingElseOfTheFormer() throws Exception {
    compileBehind(other);
    Ended ended = kernelThatLeavesMuchBehind();
    Processes former = ended.processes();
    try (Kernel kernel = start(folder)) {
      assertThat(kernel.execute("1", "", LONG, message -> {}))
          .isEqualTo(new Execution.Succeeded(1));
      Processes next = Processes.of(kernel);

      assertThat(next.server()).isEqualTo(former.server());
      assertThat(next.worker()).isNotEqualTo(former.worker());
      assertThat(printed(kernel, LEFT)).isEqualTo("null null");
      assertThat(failure(kernel, "chips")).contains("chips");
      assertThat(failure(kernel, BEHIND)).contains("package left does not exist");
      assertThat(ProcessHandle.of(Long.parseLong(former.worker()))).isEmpty();
      assertIsCollected(ended.kernel());
    }
  }

  private static void assertIsCollected(WeakReference<Kernel> kernel) throws InterruptedException {
    for (int tries = 0; tries < 100 && kernel.get() != null; tries++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(kernel.get()).as("the former kernel, held").isNull();
  }

  /** A class that {@link #BEHIND} finds where this folder is on the class path. */
  static void compileBehind(Path folder) throws IOException {
    Path source = folder.resolve("Behind.java");
    Files.writeString(
        source, "package left; public class Behind { public static int chips() { return 64; } }");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", folder.toString(), source.toString())).isZero();
  }

  /** What is left of a kernel whose process waits for the next one. */
  private record Ended(Processes processes, WeakReference<Kernel> kernel) {}

  private Ended kernelThatLeavesMuchBehind() {
    try (Kernel kernel = start(folder)) {
      printed(kernel, "%env LEFT=behind");
      printed(kernel, "%jvm -y -Dleft=behind");
      printed(kernel, "%classpath \"" + other + "\"");
      printed(kernel, "int chips = 64;");
      assertThat(printed(kernel, LEFT)).isEqualTo("behind behind");
      assertThat(printed(kernel, BEHIND)).isEqualTo("64");
      return new Ended(Processes.of(kernel), new WeakReference<>(kernel));
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
    Processes idle;
    try (Kernel kernel = start(other)) {
      idle = Processes.of(kernel);
    }
    assertThat(idle.isServerAlive()).isTrue();
    succession.endFree();
    Processes late;
    try (Kernel still = start(folder)) {
      late = Processes.of(still);

      succession.close();

      assertThat(idle.isServerAlive()).isFalse();
      assertThat(late.isServerAlive()).isTrue();
    }
    assertThat(late.isServerAlive()).isFalse();
  }
}
