package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.protocol.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Want of memory may hit any thread of the kernel: a debugger throws that into it. */
class DeafKernelTest {

  private static final int COULD_NOT_GO_ON = 3;
  private static final long HIT_MILLIS = 60_000;
  private static final Duration HANGS_UP = Duration.ofSeconds(2); // Who is hung up on, at once.
  private static final long HEARTBEAT_MILLIS = 10_000; // However busy the machine is.

  @Tag("once")
  @ParameterizedTest
  @ValueSource(strings = {"sockets", "heartbeat", "cells"})
  void endsAndSaysWhyWhereAThreadFailsWithoutWhichItWouldBeDeaf(String thread) throws Exception {
    int port = freePort();
    try (KernelProcess kernel = KernelProcess.start(debuggedAt(port));
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      frontEnd.run("int kept = 7;");
      ProcessHandle worker = kernel.worker();

      throwInto(port, thread);
      frontEnd.send("kept");
      frontEnd.beat();

      assertThat(kernel.awaitEnd()).isEqualTo(COULD_NOT_GO_ON);
      assertThat(kernel.log())
          .contains(
              "trn3 kernel: the kernel ends, since its thread \""
                  + thread
                  + "\" has failed: java.lang.");
      assertThat(KernelProcess.ends(worker)).isTrue();
    }
  }

  @Tag("once")
  @Test
  void endsAndSaysWhyWhereNobodyTakesConnectionsOverIpcAnyMore(@TempDir Path folder)
      throws Exception {
    int port = freePort();
    String sockets = folder.resolve("kernel-ipc").toString();
    ConnectionFile ipc =
        new ConnectionFile("ipc", sockets, 1, 2, 3, 4, 5, KernelProcess.KEY, "hmac-sha256");
    Path heartbeat = Path.of(sockets + "-5");
    try (KernelProcess kernel = KernelProcess.start(ipc, debuggedAt(port))) {
      connect(heartbeat);

      throwInto(port, "ipc kernel-ipc-5");
      connect(heartbeat);

      assertThat(kernel.awaitEnd()).isEqualTo(COULD_NOT_GO_ON);
      assertThat(kernel.log()).contains("since its thread \"ipc kernel-ipc-5\" has failed:");
    }
  }

  /** Waits until there is somebody to connect to. */
  private static void connect(Path socket) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        assertThat(channel.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        assertThat(System.nanoTime()).as(e.toString()).isLessThan(end);
        Thread.sleep(20);
      }
    }
  }

  @Tag("once")
  @Test
  void endsTheJvmOfItsCellsWhereNobodyReadsWhatTheDebuggerTells() throws Exception {
    int port = freePort();
    try (KernelProcess kernel = KernelProcess.start(debuggedAt(port));
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      frontEnd.run("int kept = 7;");
      frontEnd.interrupted("while (true) { }"); // Now there is a debugger.

      Message cell = frontEnd.send("Thread.sleep(60_000);");
      throwInto(port, "debugger events");

      Answered answered = frontEnd.answered(cell);
      assertThat(answered.errorName()).isEqualTo("WorkerEnded");
      assertThat(answered.errorValue())
          .startsWith(
              "It was ended, since what its debugger told was not read. Variables are lost");
      assertThat(kernel.log()).contains("nobody reads its debugger's events: java.lang.");
      assertThat(frontEnd.run("20 + 1").result()).isEqualTo("21");
    }
  }

  @Test
  void saysThatTheJvmOfItsCellsHasEndedThoughWhoTakesNoteOfThatFailsAtFirst() throws Exception {
    int port = freePort();
    try (KernelProcess kernel = KernelProcess.start(debuggedAt(port));
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Message cell = frontEnd.send("System.out.print(\"on\"); Thread.sleep(600_000);");
      frontEnd.awaitOutput(cell, "on");
      VirtualMachine machine = attached(port);
      BreakpointRequest beforeItIsSaid =
          breakpoint(machine, "dev.trn3.kernel.session.WorkerEnd", "awaitLastWords");

      kernel.worker().destroyForcibly();
      ThreadReference hit = awaitHit(machine);
      beforeItIsSaid.disable();
      hit.stop(error(machine));
      machine.dispose();

      assertThat(frontEnd.answered(cell).errorName()).isEqualTo("WorkerEnded");
      assertThat(kernel.log()).contains("The end of a worker was not taken note of: java.lang.");
      assertThat(frontEnd.run("20 + 1").result()).isEqualTo("21");
    }
  }

  @Test
  void saysThatTheJvmOfItsCellsHasEndedThoughWhoTakesNoteOfThatFailsEachTime() throws Exception {
    int port = freePort();
    try (KernelProcess kernel = KernelProcess.start(debuggedAt(port));
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Message cell = frontEnd.send("System.out.print(\"on\"); Thread.sleep(600_000);");
      frontEnd.awaitOutput(cell, "on");
      VirtualMachine machine = attached(port);
      breakpoint(machine, "dev.trn3.kernel.session.WorkerEnd", "awaitLastWords");
      Thread failing = new Thread(() -> failAtEachHit(machine));
      failing.start();

      kernel.worker().destroyForcibly();

      assertThat(frontEnd.answered(cell).errorName()).isEqualTo("WorkerEnded");
      assertThat(kernel.log()).contains("The end of a worker was not taken note of: java.lang.");
      machine.dispose();
      failing.join();
    }
  }

  private static void failAtEachHit(VirtualMachine machine) {
    try {
      while (true) {
        ThreadReference hit = awaitHit(machine);
        hit.stop(error(machine));
        hit.resume();
      }
    } catch (VMDisconnectedException e) {
      // The test has seen what it wanted to.
    } catch (InterruptedException | InvalidTypeException e) {
      throw new AssertionError(e);
    }
  }

  @Tag("once")
  @Test
  void saysWhyItEndsTheJvmOfItsCellsWhereWhatThatSaysCannotBeRead(@TempDir Path folder)
      throws Exception {
    int port = freePort();
    Path go = folder.resolve("go");
    try (KernelProcess kernel = KernelProcess.start(debuggedAt(port));
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Message cell =
          frontEnd.send(
              """
              while (!new java.io.File("%s").exists()) { Thread.sleep(20); }
              System.out.print("on");
              Thread.sleep(600_000);"""
                  .formatted(go.toString().replace('\\', '/')));
      ProcessHandle worker = kernel.worker();
      VirtualMachine machine = attached(port);
      String process = "dev.trn3.kernel.session.WorkerProcess";
      BreakpointRequest whereItReads = breakpoint(machine, process, "take");
      breakpoint(machine, "dev.trn3.kernel.session.WorkerEnd", "killAs");

      Files.createFile(go);
      ThreadReference hit = awaitHit(machine);
      whereItReads.disable();
      hit.stop(error(machine));
      hit.resume();
      awaitHit(machine);
      assertThat(worker.onExit()).as("its end before it is ended").failsWithin(HANGS_UP);
      machine.dispose();

      assertThat(frontEnd.answered(cell).errorValue())
          .startsWith("It was ended, since what it said could not be read. Variables are lost");
    }
  }

  private static BreakpointRequest breakpoint(VirtualMachine machine, String type, String method) {
    Location begin = machine.classesByName(type).get(0).methodsByName(method).get(0).location();
    BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(begin);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.enable();
    return request;
  }

  private static ThreadReference awaitHit(VirtualMachine machine) throws InterruptedException {
    while (true) {
      EventSet next = machine.eventQueue().remove(HIT_MILLIS);
      assertThat(next).as("what a debugger hears within " + HIT_MILLIS + " ms").isNotNull();
      for (Event event : next) {
        if (event instanceof BreakpointEvent hit) {
          return hit.thread();
        }
      }
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static String debuggedAt(int port) {
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
        + port;
  }

  private static VirtualMachine attached(int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    var arguments = connector.defaultArguments();
    ((Connector.IntegerArgument) arguments.get("port")).setValue(port);
    return connector.attach(arguments);
  }

  private static ThreadReference thread(VirtualMachine machine, String name) {
    return machine.allThreads().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no thread " + name));
  }

  /** Of the errors that each JVM has ready from its start. */
  private static ObjectReference error(VirtualMachine machine) {
    return machine.classesByName("java.lang.OutOfMemoryError").get(0).instances(1).get(0);
  }

  private static void throwInto(int port, String name) throws Exception {
    VirtualMachine machine = attached(port);
    ThreadReference hit = thread(machine, name);
    hit.suspend();
    hit.stop(error(machine));
    hit.resume();
    machine.dispose();
  }

  @Tag("once")
  @Test
  void answersHeartbeatsThoughTheThreadThatCarriesAllElseStandsStill() throws Exception {
    int port = freePort();
    try (KernelProcess kernel = KernelProcess.start(debuggedAt(port));
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      frontEnd.run("int kept = 7;");
      frontEnd.heartbeatMillis();
      VirtualMachine machine = attached(port);
      ThreadReference carrier = thread(machine, "iothread-2"); // As JeroMQ calls its first.
      carrier.suspend();

      Message cell = frontEnd.send("kept");

      assertThat(frontEnd.heartbeatMillis()).isLessThan(HEARTBEAT_MILLIS);
      carrier.resume();
      machine.dispose();
      assertThat(frontEnd.answered(cell).result()).isEqualTo("7");
    }
  }
}
