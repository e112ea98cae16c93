package dev.trn3.notebook.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operating system's side of a kernel: its process, its children, and what it printed. */
final class KernelProcess {

  private static final int LINES_KEPT = 200;
  private static final int LONGEST_LINE = 2_000;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
  private static final Set<KernelProcess> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    // Whatever ends this JVM, no kernel is left behind.
    Runtime.getRuntime().addShutdownHook(new Thread(KernelProcess::reap, "kernel reaper"));
  }

  private final Process process;
  private final Deque<String> printed = new ArrayDeque<>();
  private final Thread reader;
  private final AtomicReference<Runnable> atEnd = new AtomicReference<>(() -> {});

  private KernelProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::keepLines, "output of kernel " + process.pid());
    reader.setDaemon(true);
    reader.start();
    ALIVE.add(this);
    CompletableFuture<Void> unused = process.onExit().thenRun(this::ended);
  }

  private void ended() {
    ALIVE.remove(this);
    atEnd.getAndSet(() -> {}).run();
  }

  /**
   * Does this when the process ends, or now where it has; no more what was to be done before, which
   * is that of a former kernel and must not be held.
   */
  void atEnd(Runnable does) {
    atEnd.set(does);
    if (!process.isAlive()) {
      atEnd.getAndSet(() -> {}).run();
    }
  }

  private static void reap() {
    Termination.announce();
    ALIVE.forEach(KernelProcess::kill);
  }

  /** Makes sure that the hook above is in place, also where no kernel has been started yet. */
  static void reapAtEnd() {
    // Loading this class did it.
  }

  /**
   * Starts the command of a kernelspec.
   *
   * @param hasSuccessors whether its input stays open for {@link #runs}
   * @throws KernelStartException where the program is missing or may not be run
   */
  static KernelProcess start(
      KernelSpec spec, Path connectionFile, Path workingDirectory, boolean hasSuccessors) {
    ProcessBuilder builder =
        new ProcessBuilder(spec.command(connectionFile))
            .directory(workingDirectory.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    spec.environment()
        .forEach((name, value) -> environment.put(name, substituted(value, environment)));
    // Kernels that know this variable end when the process that started them does.
    environment.put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    try {
      Process process = builder.start();
      if (!hasSuccessors) {
        process.getOutputStream().close();
      }
      return new KernelProcess(process);
    } catch (IOException e) {
      throw new KernelStartException(
          "kernel \"%s\" could not start: %s; check argv in %s"
              .formatted(
                  spec.name(),
                  e.getMessage(),
                  spec.folder().map(f -> f + "/kernel.json").orElse("its command")),
          e);
    }
  }

  /**
   * Runs another kernel after the one that has ended.
   *
   * @throws KernelStartException where the process is gone
   */
  KernelProcess runs(Path connectionFile) {
    synchronized (this) {
      printed.clear(); // By the former kernel.
    }
    try {
      OutputStream input = process.getOutputStream();
      input.write((connectionFile + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
      return this;
    } catch (IOException e) {
      throw new KernelStartException("the process of the former kernel is gone: " + e, e);
    }
  }

  /** No other kernel will run in it, so it ends. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroyForcibly(); // Its end of the pipe is broken.
    }
  }

  private static String substituted(String value, Map<String, String> environment) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(environment.getOrDefault(found.group(1), found.group())));
  }

  private void keepLines() {
    Charset charset = Charset.defaultCharset();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), charset))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " ..." : line);
      }
    } catch (IOException e) {
      keep("(its output could not be read further: " + e.getMessage() + ")");
    }
  }

  private synchronized void keep(String line) {
    printed.add(line);
    if (printed.size() > LINES_KEPT) {
      printed.remove();
    }
  }

  /** The last lines that the process printed outside the protocol. */
  List<String> lastLines(int count) {
    if (!process.isAlive()) {
      try {
        reader.join(TimeUnit.SECONDS.toMillis(1)); // What it said last is still on its way.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    synchronized (this) {
      List<String> all = List.copyOf(printed);
      return all.subList(Math.max(0, all.size() - count), all.size());
    }
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGINT, which Java itself cannot. */
  void signalInterrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
        .redirectErrorStream(true)
        .start();
  }

  /** Waits for the process to end by itself. Returns whether it did. */
  boolean awaitExit(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the process and all it started, at once. */
  void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
