package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Want of memory may hit any thread of the kernel: a debugger throws that into it. */
class DeafKernelTest {

  private static final int COULD_NOT_GO_ON = 3;

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

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static String debuggedAt(int port) {
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
        + port;
  }

  /** Of the errors that each JVM has ready from its start. */
  private static void throwInto(int port, String name) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    var arguments = connector.defaultArguments();
    ((Connector.IntegerArgument) arguments.get("port")).setValue(port);
    VirtualMachine machine = connector.attach(arguments);
    ObjectReference error =
        machine.classesByName("java.lang.OutOfMemoryError").get(0).instances(1).get(0);
    ThreadReference hit =
        machine.allThreads().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no thread " + name));
    hit.suspend();
    hit.stop(error);
    hit.resume();
    machine.dispose();
  }
}
