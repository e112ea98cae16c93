package dev.trn3.notebook.client;

import static dev.trn3.notebook.client.SuccessionTest.printed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of ours that run beside each other in the same JVM. */
@Tag("once")
class SharedProcessTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final KernelSpec OURS = OwnKernel.onClassPath();
  private static final String WORKER = "System.out.print(ProcessHandle.current().pid());";
  private static final String STARTS =
      "System.out.print(new ProcessBuilder(\"sleep\", \"600\").start().pid());";
  private static final String HANGS = "Thread.sleep(600_000);";

  @TempDir Path folder;
  @TempDir Path jars;
  private final Succession succession = new Succession();

  @AfterEach
  void end() {
    succession.close();
  }

  private Kernel start() {
    return succession.start(OURS, folder, LONG);
  }

  private static ProcessHandle server(Kernel kernel) {
    return kernel.process().process().toHandle();
  }

  private static ProcessHandle worker(Kernel kernel) {
    return ProcessHandle.of(Long.parseLong(printed(kernel, WORKER))).orElseThrow();
  }

  private static void assertEnds(ProcessHandle process) throws Exception {
    assertThat(process.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void startTogetherAndSeeNothingOfEachOther() throws IOException {
    CompletableFuture<Kernel> second = CompletableFuture.supplyAsync(this::start);
    try (Kernel one = start();
        Kernel other = second.join()) {
      SuccessionTest.compileBehind(jars);
      printed(one, "%classpath \"" + jars + "\"");
      printed(one, "%jvm -y -Dleft=behind");
      assertThat(printed(one, SuccessionTest.BEHIND)).isEqualTo("64");
      printed(one, "int chips = 64;");

      assertThat(server(other)).isEqualTo(server(one));
      assertThat(worker(other)).isNotEqualTo(worker(one));
      assertThat(other.execute("chips", "", LONG, message -> {}).toString())
          .contains("cannot find symbol");
      try (Kernel third = start()) {
        assertThat(server(third)).isEqualTo(server(one));
        assertThat(third.execute(SuccessionTest.BEHIND, "", LONG, message -> {}).toString())
            .contains("package left does not exist");
        assertThat(third.execute("1", "", LONG, message -> {}))
            .isEqualTo(new Execution.Succeeded(2));
      }
    }
  }

  @Test
  void oneThatHangsIsKilledAloneAndItsProcessEndsWithTheOthers() throws Exception {
    Kernel hanging = start();
    Kernel other = start();
    ProcessHandle killed = worker(hanging);
    ProcessHandle spared = worker(other);
    ProcessHandle started =
        ProcessHandle.of(Long.parseLong(printed(hanging, STARTS))).orElseThrow();
    ProcessHandle server = server(hanging);
    CompletableFuture<Execution> end =
        CompletableFuture.supplyAsync(() -> hanging.execute(HANGS, "", LONG, message -> {}));
    printed(other, "Thread.sleep(200);");

    String dump = hanging.threadDump();
    hanging.kill();

    assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(Execution.Died.class);
    assertThat(dump).startsWith(killed.pid() + ":").contains("\n" + server.pid() + ":");
    assertThat(dump).doesNotContain(spared.pid() + ":");
    assertEnds(killed);
    assertEnds(started);
    assertThat(hanging.isAlive()).isFalse();
    assertThat(hanging.isLostWithOthers()).isFalse();
    assertThat(printed(other, "System.out.print(6 * 7);")).isEqualTo("42");
    try (Kernel next = start()) {
      assertThat(server(next)).isNotEqualTo(server);
    }
    hanging.close();
    assertThat(server.isAlive()).isTrue();
    other.close();
    assertEnds(server);
  }

  @Test
  void whatAMagicOfOneRunsEndsWithItAndThatOfTheOthersGoesOn() throws Exception {
    Kernel killed = start();
    Kernel other = start();
    ProcessHandle ofKilled = runningBehindAMagic(killed);
    ProcessHandle ofOther = runningBehindAMagic(other);
    List<ProcessHandle> children = ofKilled.children().toList();

    killed.kill();

    assertEnds(ofKilled);
    assertThat(children).hasSize(1);
    assertEnds(children.get(0));
    assertThat(ofOther.isAlive()).isTrue();
    killed.close();
    other.close();
    assertEnds(ofOther);
  }

  /** A shell that waits for a program. */
  private static ProcessHandle runningBehindAMagic(Kernel kernel) throws Exception {
    CompletableFuture<String> pid = new CompletableFuture<>();
    inAThread(
        () ->
            kernel.execute(
                "! sleep 600 & echo $$; wait",
                "",
                LONG,
                message -> {
                  if (message.type().equals("stream")) {
                    pid.complete(message.content().path("text").asText().strip());
                  }
                }));
    return ProcessHandle.of(Long.parseLong(pid.get(30, TimeUnit.SECONDS))).orElseThrow();
  }

  /** Not in the pool that is common to all: from Java 25 the end of processes is told there. */
  static void inAThread(Runnable waits) {
    Thread thread = new Thread(waits, "waits for a kernel");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void oneThatCannotStartIsToldAndTheOthersGoOn() throws Exception {
    try (Kernel kernel = start()) {
      Path missing = folder.resolve("missing.json");
      CompletableFuture<Void> told = new CompletableFuture<>();

      assertThat(kernel.process().begin(missing, 2)).isTrue();
      kernel.process().atEnd(missing, () -> told.complete(null));

      told.get(30, TimeUnit.SECONDS);
      for (ProcessHandle ofItsCells : Belonging.to(missing, server(kernel))) {
        assertEnds(ofItsCells);
      }
      assertThat(kernel.lastLines(1)).singleElement().asString().contains("missing.json failed: ");
      assertThat(kernel.process().ending(missing)).startsWith("failed: ").contains("missing.json");
      assertThat(printed(kernel, "System.out.print(6 * 7);")).isEqualTo("42");
    }
  }

  @Test
  void oneThatCannotBeginIsToldAndTheOthersGoOn() throws Exception {
    try (Kernel kernel = start()) {
      OutputStream lines = kernel.process().process().getOutputStream();
      lines.write("no\0file\n".getBytes(UTF_8));
      lines.flush();

      for (int tries = 0; tries < 1_000 && kernel.lastLines(1).isEmpty(); tries++) {
        Thread.sleep(10);
      }
      assertThat(kernel.lastLines(1).toString()).contains("no\0file failed: ");
      assertThat(printed(kernel, "System.out.print(6 * 7);")).isEqualTo("42");
    }
  }

  @Test
  void allAreToldWhereTheirProcessEnds() throws Exception {
    try (Kernel one = start();
        Kernel other = start()) {
      server(one).destroyForcibly();

      assertThat(one.execute("1", "", LONG, message -> {})).isInstanceOf(Execution.Died.class);
      assertThat(other.execute("1", "", LONG, message -> {})).isInstanceOf(Execution.Died.class);
      assertThat(one.isLostWithOthers()).isTrue();
      assertThat(other.isLostWithOthers()).isTrue();
    }
  }

  @Test
  void theLastOneNeedNotBeToBlameWhereAnotherWasKilled() {
    try (Kernel one = start();
        Kernel other = start()) {
      one.kill();
      server(other).destroyForcibly();

      assertThat(other.execute("1", "", LONG, message -> {})).isInstanceOf(Execution.Died.class);
      assertThat(other.isLostWithOthers()).isTrue();
    }
  }
}
