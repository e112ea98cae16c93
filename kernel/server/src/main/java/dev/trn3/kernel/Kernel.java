package dev.trn3.kernel;

import dev.trn3.kernel.dispatch.Dispatcher;
import dev.trn3.kernel.dispatch.History;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.session.JShellEvaluator;
import dev.trn3.kernel.session.StartUp;
import dev.trn3.kernel.transport.LateTransport;
import dev.trn3.kernel.transport.ZeroMqTransport;
import java.nio.file.Path;

/**
 * The program that a front end starts: {@code java … dev.trn3.kernel.Kernel CONNECTION_FILE}.
 *
 * <p>System properties: {@code trn3.worker.classpath}, what the analyst's code sees; {@code
 * trn3.worker.flags}, options of the worker's JVM, separated by blanks, or by line ends where an
 * option has a blank in it; {@code trn3.history}, a file for the history, which is otherwise
 * forgotten with the kernel.
 *
 * <p>Exit codes: 0 ended as asked, 2 called wrongly or with a connection file that cannot be used,
 * 3 could not start.
 */
public final class Kernel {

  private static final int USAGE = 2;
  private static final int COULD_NOT_START = 3;

  private Kernel() {}

  /** Runs a kernel until a front end ends it. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      fail(USAGE, "usage: Kernel CONNECTION_FILE (a front end starts this, see trn3 install)");
    }
    try {
      run(Path.of(arguments[0]), StartUp.fromSystemProperties());
    } catch (IllegalArgumentException e) {
      fail(USAGE, e.getMessage());
    } catch (IllegalStateException | java.io.UncheckedIOException e) {
      fail(COULD_NOT_START, e.getMessage());
    }
    Runtime.getRuntime().halt(0); // Threads of libraries shall not keep a kernel that was ended.
  }

  /** Java takes longest to start, so it starts first: the sockets are bound meanwhile. */
  private static void run(Path connectionFile, StartUp startUp) throws InterruptedException {
    LateTransport transport = new LateTransport();
    Dispatcher dispatcher =
        new Dispatcher(
            transport,
            outputs -> new JShellEvaluator(startUp.worker(), startUp::imports, outputs),
            startUp.history().map(History::in).orElseGet(History::inMemory));
    try (ZeroMqTransport sockets =
        new ZeroMqTransport(ConnectionFile.read(connectionFile), dispatcher)) {
      transport.isNow(sockets);
      Signals.onInterrupt(dispatcher::interrupt);
      Signals.onParentsDeath(dispatcher::shutdown);
      dispatcher.awaitShutdown();
    } finally {
      dispatcher.close();
    }
  }

  private static void fail(int code, String message) {
    System.err.println("trn3 kernel: " + message);
    Runtime.getRuntime().halt(code);
  }
}
