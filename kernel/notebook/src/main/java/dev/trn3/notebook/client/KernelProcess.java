package dev.trn3.notebook.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operating system's side of a kernel: its process, its children, and what it printed. Several
 * of ours may run in one process, each known by its connection file.
 */
final class KernelProcess {

  private static final int KILLED = 137;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
  private static final Set<KernelProcess> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    // Whatever ends this JVM, no kernel is left behind.
    Runtime.getRuntime().addShutdownHook(new Thread(KernelProcess::reap, "kernel reaper"));
  }

  private final Process process;
  private final PrintedLines printed;
  private final Map<Path, Runnable> kernels = new HashMap<>(); // And what is to be done at its end.
  private final Map<Path, String> failures = new HashMap<>(); // Of those that ended alone.
  private boolean abandoned;
  private boolean answered;
  private boolean lostSeveral;

  private KernelProcess(Process process, Path connectionFile) {
    this.process = process;
    kernels.put(connectionFile, () -> {});
    this.printed = new PrintedLines(process, this::failed);
    ALIVE.add(this);
    CompletableFuture<Void> unused = process.onExit().thenRun(this::ended);
  }

  private void ended() {
    ALIVE.remove(this);
    List<Runnable> told;
    synchronized (this) {
      lostSeveral = kernels.size() > 1 || abandoned;
      told = List.copyOf(kernels.values());
      kernels.replaceAll((file, does) -> () -> {});
    }
    told.forEach(Runnable::run);
  }

  /** Does this when the kernel can go on no more, or now where it cannot already. */
  void atEnd(Path connectionFile, Runnable does) {
    synchronized (this) {
      if (process.isAlive() && kernels.containsKey(connectionFile)) {
        kernels.put(connectionFile, does);
        return;
      }
    }
    does.run();
  }

  /** Whether it ended while several kernels ran in it, of which perhaps only one is to blame. */
  synchronized boolean lostSeveral() {
    return lostSeveral;
  }

  /** How it ended; as a process does that is killed where only this kernel did. */
  int exitCode() {
    return process.isAlive() ? KILLED : process.exitValue();
  }

  /** How this kernel ended: by what it said where it failed alone. */
  String ending(Path connectionFile) {
    synchronized (this) {
      String failure = failures.get(connectionFile);
      if (failure != null) {
        return "failed: " + failure;
      }
    }
    return "ended with exit code " + exitCode();
  }

  /** A kernel in it has started. */
  synchronized void hasAnswered() {
    answered = true;
  }

  /** Whether a kernel in it has started before, so that the next one takes less time. */
  synchronized boolean isWarm() {
    return answered;
  }

  /** Whether this kernel can run in it. */
  synchronized boolean runs(Path connectionFile) {
    return process.isAlive() && kernels.containsKey(connectionFile);
  }

  /** How many kernels run in it. */
  synchronized int kernels() {
    return kernels.size();
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
   * @param takesMore whether its input stays open for {@link #begin}
   * @throws KernelStartException where the program is missing or may not be run
   */
  static KernelProcess start(
      KernelSpec spec, Path connectionFile, Path workingDirectory, boolean takesMore) {
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
      if (!takesMore) {
        process.getOutputStream().close();
      }
      return new KernelProcess(process, connectionFile);
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
   * Begins another kernel beside those that run, or after those that did.
   *
   * @param most how many may run at once
   * @return false where the process is gone, one in it hangs, or as many run already
   */
  synchronized boolean begin(Path connectionFile, int most) {
    if (abandoned
        || kernels.size() >= most
        || !process.isAlive()
        || !says(connectionFile.toString())) {
      return false;
    }
    if (kernels.isEmpty()) {
      printed.forget(); // By former ones.
    }
    kernels.put(connectionFile, () -> {});
    return true;
  }

  private boolean says(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
      return true;
    } catch (IOException e) {
      return false; // It is gone, or its end of the pipe is.
    }
  }

  /**
   * A kernel has ended, or is given up. Where another one hangs in the process, it ends with the
   * last of the others.
   */
  void left(Path connectionFile) {
    boolean isUseless;
    synchronized (this) {
      kernels.remove(connectionFile);
      isUseless = abandoned && kernels.isEmpty();
    }
    if (isUseless) {
      kill();
    }
  }

  /**
   * Ends this kernel at once, with the JVM of its cells and all that started, and the process where
   * no other kernel runs in it.
   */
  void kill(Path connectionFile) {
    Runnable told;
    synchronized (this) {
      told = kernels.remove(connectionFile);
      if (kernels.isEmpty()) {
        kill();
      } else if (told != null) {
        abandoned = true;
        List<ProcessHandle> own = Belonging.to(connectionFile, process.toHandle());
        boolean unused = says("abandon " + connectionFile); // Else it ends with the process.
        own.forEach(ProcessHandle::destroyForcibly);
      }
    }
    if (told != null) {
      told.run();
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

  /**
   * Of several kernels one may fail: the process says so and goes on. Perhaps behind something that
   * was printed without the end of a line.
   */
  private void failed(String line) {
    Runnable told = null;
    synchronized (this) {
      for (Path file : List.copyOf(kernels.keySet())) {
        String start = "trn3 kernel: " + file + " failed: ";
        int at = line.indexOf(start);
        if (at >= 0) {
          failures.put(file, line.substring(at + start.length()));
          told = kernels.remove(file);
        }
      }
    }
    if (told != null) {
      told.run();
    }
  }

  /** The last lines that the process printed outside the protocol. */
  List<String> lastLines(int count) {
    return printed.last(count);
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
