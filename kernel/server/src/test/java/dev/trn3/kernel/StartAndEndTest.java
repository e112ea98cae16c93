package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StartAndEndTest {

  private static final int USAGE = 2;
  private static final int COULD_NOT_START = 3;

  @TempDir private Path folder;

  private String failsWith(int exitCode, Path connectionFile, String... options)
      throws IOException {
    Process process = KernelProcess.launch(folder, connectionFile, options);
    assertThat(KernelProcess.awaitEnd(process)).isEqualTo(exitCode);
    List<String> log = Files.readAllLines(folder.resolve("log"));
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).startsWith("trn3 kernel: ");
    return log.get(0);
  }

  private Path written(ConnectionFile connection) throws IOException {
    Path file = folder.resolve("connection.json");
    connection.write(file);
    return file;
  }

  @Test
  @Tag("once")
  void namesAPortThatIsInUse() throws IOException {
    ConnectionFile free = KernelProcess.freeConnection();
    try (ServerSocket taken =
        new ServerSocket(free.controlPort(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(failsWith(COULD_NOT_START, written(free)))
          .contains("tcp://127.0.0.1:" + taken.getLocalPort() + " is in use");
    }
  }

  @Test
  @Tag("once")
  void namesAConnectionFileThatItCannotUse() throws IOException {
    Path missing = folder.resolve("missing.json");
    Path empty = Files.createFile(folder.resolve("empty.json"));

    assertThat(failsWith(USAGE, missing)).contains(missing + " does not exist");
    assertThat(failsWith(USAGE, empty)).contains(empty.toString());
  }

  /** An error, as want of memory is one. */
  @Test
  void saysWhyItCannotStartWhereAClassIsMissing() throws IOException {
    ProcessBuilder kernel = KernelProcess.builder(folder, written(KernelProcess.freeConnection()));
    String others = "[^" + File.pathSeparator + "]*";
    kernel.command().replaceAll(each -> each.replaceAll(others + "jeromq-" + others, ""));

    assertThat(KernelProcess.awaitEnd(kernel.start())).isEqualTo(COULD_NOT_START);
    assertThat(Files.readString(folder.resolve("log")))
        .contains("trn3 kernel: java.lang.NoClassDefFoundError: org/zeromq/");
  }

  @Test
  @Tag("once")
  void namesASchemeAnAddressAndATransportThatItCannotUse() throws IOException {
    ConnectionFile free = KernelProcess.freeConnection();
    assertThat(failsWith(USAGE, written(with(free, "tcp", "127.0.0.1", "rot13"))))
        .contains("\"rot13\" is not supported");
    assertThat(failsWith(COULD_NOT_START, written(with(free, "tcp", "192.0.2.1", "hmac-sha256"))))
        .contains("192.0.2.1");
    assertThat(
            failsWith(
                COULD_NOT_START, written(with(free, "tcp", "no.such.host.invalid", "hmac-sha256"))))
        .contains("no.such.host.invalid");
    assertThat(failsWith(USAGE, written(with(free, "carrier-pigeon", "127.0.0.1", "hmac-sha256"))))
        .contains("\"carrier-pigeon\" is not supported; use tcp or ipc");
  }

  private static ConnectionFile with(ConnectionFile c, String transport, String ip, String scheme) {
    return new ConnectionFile(
        transport,
        ip,
        c.shellPort(),
        c.controlPort(),
        c.stdinPort(),
        c.iopubPort(),
        c.heartbeatPort(),
        c.key(),
        scheme);
  }

  @Test
  @Tag("once")
  void namesAJarOfTheWorkerThatIsMissing() throws IOException {
    Path jar = folder.resolve("trn3-worker.jar");

    assertThat(
            failsWith(
                USAGE, written(KernelProcess.freeConnection()), "-Dtrn3.worker.classpath=" + jar))
        .contains(jar + " does not exist");
  }

  @Test
  void introducesItselfAndEndsAsAskedWithItsWorker() {
    try (KernelProcess kernel = KernelProcess.start();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Answered info = frontEnd.ask("kernel_info_request", Json.object());
      assertThat(info.reply().at("/language_info/name").asText()).isEqualTo("java");
      assertThat(info.reply().path("protocol_version").asText()).isEqualTo("5.5");
      assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
      ProcessHandle worker = kernel.worker();

      Message request =
          frontEnd.send(Channel.CONTROL, "shutdown_request", Json.object().put("restart", true));

      assertThat(frontEnd.answered(request).reply().path("restart").asBoolean()).isTrue();
      assertThat(kernel.awaitEnd()).isZero();
      assertThat(KernelProcess.ends(worker)).isTrue();
      assertThat(kernel.log()).isEmpty();
    }
  }

  /** However early it comes, and whatever it declares with them. */
  @Test
  void findsTheNamesOfLibrariesInTheFirstCell() {
    String[] firstCells = {
      "display(\"shown\");",
      "void show() { display(\"shown\"); }\nshow();",
      "int x = 1;\nif (x > 0) { display(\"shown\"); }\nx++;",
      "class Shown { static { display(\"shown\"); } }\nnew Shown();"
    };
    for (String code : firstCells) {
      try (KernelProcess kernel = KernelProcess.start();
          FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
        Answered cell = frontEnd.run(code);

        assertThat(cell.traceback()).isEmpty();
        assertThat(cell.stderr()).isEmpty();
        assertThat(cell.contents("display_data").toString()).contains("shown");
      }
    }
  }

  @Test
  void saysWhetherCodeIsCompleteBeforeItsWorkerHasStarted() throws IOException {
    Path paused = folder.resolve("paused");
    String flags =
        "-XX:+UnlockDiagnosticVMOptions -XX:+PauseAtStartup -XX:PauseAtStartupFile=" + paused;
    try (KernelProcess kernel = KernelProcess.start("-Dtrn3.worker.flags=" + flags);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      String status =
          frontEnd.ask("is_complete_request", Json.object().put("code", "1 + 1")).status();
      assertThat(status).isIn("complete", "unknown");
      while (!Files.deleteIfExists(paused)) {
        Thread.onSpinWait(); // Until the worker stands still.
      }

      assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
    }
  }

  @Test
  void endsWhileACellRunsThatListensToNobody() {
    try (KernelProcess kernel = KernelProcess.start();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Message cell = frontEnd.send("System.out.println(\"on\"); while (true) { }");
      frontEnd.awaitOutput(cell, "on\n");
      ProcessHandle worker = kernel.worker();

      frontEnd.answered(frontEnd.send(Channel.CONTROL, "shutdown_request", Json.object()));

      assertThat(kernel.awaitEnd()).isZero();
      assertThat(KernelProcess.ends(worker)).isTrue();
    }
  }

  @Test
  void leavesNoWorkerBehindWhenItIsKilled() {
    try (KernelProcess kernel = KernelProcess.start();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Message cell = frontEnd.send("System.out.println(\"on\"); while (true) { }");
      frontEnd.awaitOutput(cell, "on\n");
      ProcessHandle worker = kernel.worker();

      kernel.process.destroyForcibly();

      assertThat(KernelProcess.ends(worker)).isTrue();
    }
  }

  @Test
  void leavesNoWorkerBehindWhenItIsKilledAtTheStart() throws InterruptedException {
    try (KernelProcess kernel = KernelProcess.start()) {
      while (kernel.workers().isEmpty()) {
        Thread.sleep(5);
      }
      ProcessHandle worker = kernel.worker();

      kernel.process.destroyForcibly();

      assertThat(KernelProcess.ends(worker)).isTrue();
    }
  }

  @Test
  void endsWithTheFrontEndThatStartedIt() throws IOException {
    Process frontEnd = new ProcessBuilder("sleep", "600").start();
    ProcessBuilder builder = KernelProcess.builder(folder, written(KernelProcess.freeConnection()));
    builder.environment().put("JPY_PARENT_PID", String.valueOf(frontEnd.pid()));
    Process kernel = builder.start();
    frontEnd.destroyForcibly();

    assertThat(KernelProcess.awaitEnd(kernel)).isZero();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
  void leavesNoProgramOfAMagicWhereItIsKilled() {
    try (KernelProcess kernel = KernelProcess.start();
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Message cell = frontEnd.send("! sleep 600 & echo $$ $!.; wait");
      frontEnd.awaitOutput(cell, ".");
      List<ProcessHandle> programs =
          Stream.of(frontEnd.printed(cell).replace(".", "").split("\\s+"))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();

      kernel.process.destroyForcibly();

      assertThat(programs).hasSize(2).allMatch(KernelProcess::ends);
    }
  }

  @Test
  @Tag("once")
  void keepsHistoryFromOneKernelToTheNext() {
    String option = "-Dtrn3.history=" + folder.resolve("history.jsonl");
    try (KernelProcess kernel = KernelProcess.start(option);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      frontEnd.run("int yesterday = 1;");
    }
    try (KernelProcess kernel = KernelProcess.start(option);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Answered tail =
          frontEnd.ask("history_request", Json.object().put("hist_access_type", "tail"));
      assertThat(tail.reply().path("history").toString())
          .isEqualTo("[[1,1,\"int yesterday = 1;\"]]");
    }
  }
}
