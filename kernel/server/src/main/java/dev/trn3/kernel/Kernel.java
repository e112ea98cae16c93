package dev.trn3.kernel;

import dev.trn3.kernel.dispatch.Dispatcher;
import dev.trn3.kernel.dispatch.History;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.session.JShellEvaluator;
import dev.trn3.kernel.session.StartUp;
import dev.trn3.kernel.session.Unattended;
import dev.trn3.kernel.transport.LateTransport;
import dev.trn3.kernel.transport.Registration;
import dev.trn3.kernel.transport.ZeroMqTransport;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program that a front end starts: {@code java … dev.trn3.kernel.Kernel CONNECTION_FILE}.
 *
 * <p>System properties: {@code trn3.worker.classpath}, what the analyst's code sees; {@code
 * trn3.worker.flags}, options of the worker's JVM, separated by blanks, or by line ends where an
 * option has a blank in it; {@code trn3.resolver.classpath}, the jars of {@code %maven}, if they
 * are not on the class path of this program; {@code trn3.history}, a file for the history, or
 * {@code user} for the one that all kernels of a user share; else it is forgotten with the kernel;
 * {@code trn3.unattended}, see {@link Unattended}; {@code trn3.prepare}, false for a kernel that
 * does not prepare itself while nobody waits, so that its first table, completion and interrupt
 * take longer; {@code trn3.iopub.seconds}, how long output waits for a front end that reads none of
 * it, 30 where it is not set.
 *
 * <p>Exit codes: 0 ended as asked, 2 called wrongly or with a connection file that cannot be used,
 * 3 could not start, or could not go on.
 */
public final class Kernel {

  private static final int USAGE = 2;
  private static final int COULD_NOT_START = 3;

  private Kernel() {}

  /** Runs a kernel until a front end ends it. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      fail(
          new IllegalArgumentException(
              "usage: Kernel CONNECTION_FILE (a front end starts this, see trn3 install)"));
    }
    try {
      rememberResolver();
      Renewal.laterIfJavaHasChanged(System.getProperty("java.class.path"));
      if (Unattended.is()) {
        new SharedJvm().run(arguments[0]);
      } else {
        run(Path.of(arguments[0]), StartUp.fromSystemProperties());
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
    Runtime.getRuntime().halt(0); // Threads of libraries shall not keep a kernel that was ended.
  }

  /** Where the resolver is on this class path, {@code %maven} starts it from there. */
  private static void rememberResolver() {
    String property = "trn3.resolver.classpath";
    boolean isHere = Kernel.class.getResource("/dev/trn3/resolver/Resolve.class") != null;
    if (isHere && System.getProperty(property) == null) {
      System.setProperty(property, System.getProperty("java.class.path"));
    }
  }

  private static void run(Path connectionFile, StartUp startUp) throws InterruptedException {
    LateTransport transport = new LateTransport();
    Dispatcher dispatcher = dispatcher(transport, startUp);
    try {
      serve(connectionFile, transport, dispatcher);
    } finally {
      dispatcher.close(); // Also where the connection file is no good: a worker has been started.
    }
  }

  /** Java takes longest to start, so it starts here: the sockets are bound meanwhile. */
  static Dispatcher dispatcher(LateTransport transport, StartUp startUp) {
    return new Dispatcher(
        transport,
        outputs -> new JShellEvaluator(startUp.worker(), startUp::imports, outputs),
        startUp.history().map(History::in).orElseGet(History::inMemory));
  }

  /** Runs until the dispatcher is asked to shut down. */
  static void serve(Path connectionFile, LateTransport transport, Dispatcher dispatcher)
      throws InterruptedException {
    ConnectionFile asked = ConnectionFile.read(connectionFile);
    Optional<Path> own = ownFile(connectionFile, asked);
    try (ZeroMqTransport sockets = new ZeroMqTransport(asked, dispatcher)) {
      if (own.isPresent()) {
        Registration.announce(asked, sockets.connection());
        write(own.get(), sockets.connection());
      }
      if (!Unattended.is()) { // The output of a notebook under test is seldom that long.
        sockets.hurryLater();
      }
      transport.isNow(sockets);
      if (!Unattended.is()) {
        Signals.onInterrupt(dispatcher::interrupt);
        Signals.onParentsDeath(dispatcher::shutdown);
      }
      dispatcher.awaitShutdown();
    } finally {
      own.map(Path::toFile).ifPresent(File::delete);
    }
  }

  /** Where other front ends find a kernel that chooses its ports itself. */
  private static Optional<Path> ownFile(Path asked, ConnectionFile connection) {
    return Optional.ofNullable(connection.registration())
        .map(registration -> registration.kernelId().replaceAll("[^A-Za-z0-9._-]", "_"))
        .map(id -> asked.toAbsolutePath().resolveSibling("kernel-" + id + "-ports.json"));
  }

  private static void write(Path file, ConnectionFile connection) {
    try {
      connection.write(file);
    } catch (IOException e) {
      System.err.println("Other front ends will not find this kernel: " + e);
    }
  }

  /** Ends this JVM by the exit code that says why it could not start. */
  static void fail(Throwable reason) {
    int code = reason instanceof IllegalArgumentException ? USAGE : COULD_NOT_START;
    try {
      System.err.println("trn3 kernel: " + message(reason));
    } finally {
      Runtime.getRuntime().halt(code); // Also where there is no memory for the message.
    }
  }

  private static String message(Throwable reason) {
    if (reason instanceof IllegalArgumentException
        || reason instanceof IllegalStateException
        || reason instanceof UncheckedIOException) {
      return reason.getMessage();
    }
    if (reason instanceof IOException) {
      return "the name of the next connection file cannot be read: " + reason;
    }
    reason.printStackTrace();
    return reason.toString();
  }
}
