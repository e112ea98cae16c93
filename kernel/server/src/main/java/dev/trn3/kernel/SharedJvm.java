package dev.trn3.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trn3.kernel.classpath.Jar;
import dev.trn3.kernel.dispatch.Dispatcher;
import dev.trn3.kernel.session.StartUp;
import dev.trn3.kernel.transport.LateTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernels that run notebooks in this JVM, beside and after one another, see {@link
 * dev.trn3.kernel.session.Unattended}. What is compiled for one is compiled for all; each has its
 * own sockets, its own JShell and its own JVM for its cells.
 *
 * <p>Each line of the input names the connection file of one more kernel, or, behind the word
 * {@code abandon}, of one that hangs: the JVM of its cells is ended, its threads are left to
 * themselves, and the others go on. Where the input ends, this JVM ends with the last kernel.
 */
final class SharedJvm {

  private static final String ABANDON = "abandon ";

  private final Map<String, Dispatcher> running = new HashMap<>();

  /** Runs this kernel and those that are named later, until all have ended. */
  void run(String first) throws IOException, InterruptedException {
    begin(first);
    Signals.onInterrupt(() -> all().forEach(Dispatcher::interrupt));
    Signals.onParentsDeath(() -> all().forEach(Dispatcher::shutdown));
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(ABANDON)) {
        abandon(line.substring(ABANDON.length()));
      } else {
        beginOneMore(line);
      }
    }
    awaitEnd();
  }

  private void begin(String file) {
    StartUp startUp = StartUp.fromSystemProperties().of(Path.of(file));
    Jar.keepOnly(startUp.libraries());
    LateTransport transport = new LateTransport();
    Dispatcher dispatcher = Kernel.dispatcher(transport, startUp);
    synchronized (this) {
      running.put(file, dispatcher);
    }
    new Thread(() -> serve(file, transport, dispatcher), "kernel").start();
  }

  private void beginOneMore(String file) {
    try {
      begin(file);
    } catch (RuntimeException | Error e) {
      Dispatcher made = ended(file);
      if (made != null) {
        close(made, e); // A JVM for cells has been started.
      }
      failed(file, e);
    }
  }

  private static void close(Dispatcher made, Throwable reason) {
    try {
      made.close();
    } catch (RuntimeException | Error worse) {
      reason.addSuppressed(worse); // The others go on all the same.
    }
  }

  private void serve(String file, LateTransport transport, Dispatcher dispatcher) {
    try {
      try {
        Kernel.serve(Path.of(file), transport, dispatcher);
      } finally {
        dispatcher.close(); // Before this JVM may end: a JVM for cells has been started.
      }
    } catch (RuntimeException | Error e) {
      failed(file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody does: the thread is known to nobody else.
    } finally {
      ended(file);
    }
  }

  /** Ends this JVM only where no other kernel runs in it; who waits for this one reads the line. */
  private void failed(String file, Throwable reason) {
    synchronized (this) {
      if (running.keySet().stream().anyMatch(other -> !other.equals(file))) {
        System.err.println("trn3 kernel: " + file + " failed: " + said(reason));
        return;
      }
    }
    Kernel.fail(reason);
  }

  /** Errors of a JVM seldom say more than their names. */
  private static String said(Throwable reason) {
    return reason instanceof Error || reason.getMessage() == null
        ? reason.toString()
        : reason.getMessage();
  }

  /** What holds it up may hold up its end as well, so that is waited for in no thread of others. */
  private void abandon(String file) {
    Dispatcher hanging = ended(file);
    if (hanging != null) {
      hanging.shutdown();
      Thread end = new Thread(hanging::close, "end of a kernel that hangs");
      end.setDaemon(true);
      end.start();
    }
  }

  private synchronized Dispatcher ended(String file) {
    Dispatcher former = running.remove(file);
    notifyAll();
    return former;
  }

  private synchronized List<Dispatcher> all() {
    return List.copyOf(running.values());
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (!running.isEmpty()) {
      wait();
    }
  }
}
