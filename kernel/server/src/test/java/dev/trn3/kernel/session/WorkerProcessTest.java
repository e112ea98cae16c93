package dev.trn3.kernel.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jdi.ReferenceType;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

  private static final int LISTENS = 0x0A;

  @TempDir private Path folder;

  /** A worker whose JVM begins when this file is deleted, so that others come before it. */
  private WorkerProcess held(Path until) {
    List<String> flags =
        List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+PauseAtStartup",
            "-XX:PauseAtStartupFile=" + until);
    return WorkerProcess.start(
        new WorkerOptions(System.getProperty("java.class.path"), flags), unasked -> {});
  }

  @Test
  void takesNobodyForTheWorkerWhoDoesNotKnowItsToken() throws Exception {
    Path paused = folder.resolve("paused");
    try (WorkerProcess worker = held(paused);
        Socket guessing = new Socket(InetAddress.getLoopbackAddress(), worker.port());
        Socket debugging =
            new Socket(InetAddress.getLoopbackAddress(), worker.debuggee().call().port())) {
      Frame.of(Kind.HELLO, 0, Fields.none().text("0".repeat(64)))
          .write(new DataOutputStream(guessing.getOutputStream()));
      debugging.getOutputStream().write("JDWP-Handshook".getBytes(US_ASCII));
      while (!Files.exists(paused)) {
        Thread.onSpinWait();
      }
      Files.delete(paused);

      assertThat(worker.ask(Kind.REPORT, Fields.none().text("memory")).text()).contains("Heap");
      assertThat(guessing.getInputStream().read()).as("what it is told").isEqualTo(-1);
    }
  }

  @Test
  void leavesNoPortOpenOnceItsWorkerHasCome() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "only Linux says so");
    try (WorkerProcess worker =
        WorkerProcess.start(
            new WorkerOptions(System.getProperty("java.class.path"), List.of()), unasked -> {})) {
      worker.ask(Kind.REPORT, Fields.none().text("memory"));

      assertThat(listeningPorts()).doesNotContain(worker.port(), worker.debuggee().call().port());
    }
  }

  @Test
  void leavesNoPortOpenWhereItsWorkerDoesNotStart() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "only Linux says so");
    WorkerOptions tooLong = new WorkerOptions("x".repeat(1 << 20), List.of());
    Set<String> before = ownListening();

    assertThatThrownBy(() -> WorkerProcess.start(tooLong, unasked -> {}))
        .hasMessageStartingWith("the worker JVM could not be started: ");

    assertThat(ownListening()).isEqualTo(before);
  }

  /** What a stop breaks off while it is initialised could never be used again. */
  @Test
  void initialisesBeforeTheFirstCellWhatEachCellUses() throws Exception {
    try (WorkerProcess worker =
        WorkerProcess.start(
            new WorkerOptions(System.getProperty("java.class.path"), List.of()), unasked -> {})) {
      worker.ask(Kind.REPORT, Fields.none().text("memory"));

      for (String used : List.of("Stop", "Reserve", "Bound", "CellThread", "Allowance$Answer")) {
        assertThat(worker.debuggee().machine().classesByName("dev.trn3.worker." + used))
            .as(used)
            .singleElement()
            .matches(ReferenceType::isInitialized, "is initialised");
      }
    }
  }

  /** Whose long line of superclasses leaves no room on the stack of the thread that loads it. */
  @Test
  @Timeout(60)
  void answersAfterClassesThatItCannotLoadInAnyWay() throws Exception {
    int depth = 20_000;
    Fields classes = Fields.none().number(depth);
    for (int i = 0; i < depth; i++) {
      String name = "Deep" + i;
      String above = i + 1 < depth ? "Deep" + (i + 1) : "java/lang/Object";
      classes.text(name).bytes(emptyClass(name, above));
    }
    try (WorkerProcess worker =
        WorkerProcess.start(
            new WorkerOptions(System.getProperty("java.class.path"), List.of()), unasked -> {})) {
      assertThatThrownBy(() -> worker.ask(Kind.LOAD, classes))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("StackOverflowError");
      assertThat(worker.ask(Kind.REPORT, Fields.none().text("memory")).text()).contains("Heap");
    }
  }

  /** As the format of class files has it: two names, and no members. */
  private static byte[] emptyClass(String name, String above) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0xCAFEBABE);
      out.writeShort(0);
      out.writeShort(61);
      out.writeShort(5); // Constants, from 1.
      for (String each : List.of(name, above)) {
        out.writeByte(1); // Text.
        out.writeUTF(each);
      }
      for (int text = 1; text <= 2; text++) {
        out.writeByte(7); // A class of this name.
        out.writeShort(text);
      }
      out.writeShort(0x21); // Public.
      out.writeShort(3);
      out.writeShort(4);
      for (int none = 0; none < 4; none++) { // Interfaces, fields, methods, attributes.
        out.writeShort(0);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Java listens by the later protocol, where there is one, also where the address is of the
   * former.
   */
  private static List<Integer> listeningPorts() throws IOException {
    return listening().map(words -> Integer.parseInt(words[1].split(":")[1], 16)).toList();
  }

  /** The sockets at which this process listens. */
  private static Set<String> ownListening() throws IOException {
    Set<String> own = new HashSet<>();
    for (File open : Path.of("/proc/self/fd").toFile().listFiles()) {
      if (Files.isSymbolicLink(open.toPath())) { // Not that of this list itself.
        own.add(Files.readSymbolicLink(open.toPath()).toString());
      }
    }
    own.retainAll(listening().map(words -> "socket:[" + words[9] + "]").toList());
    return own;
  }

  private static Stream<String[]> listening() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        Files.readAllLines(Path.of(table)).stream()
            .skip(1)
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> Integer.parseInt(words[3], 16) == LISTENS)
            .forEach(rows::add);
      }
    }
    return rows.stream();
  }
}
