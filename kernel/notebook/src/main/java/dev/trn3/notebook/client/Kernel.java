package dev.trn3.notebook.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.notebook.client.Channels.Channel;
import dev.trn3.notebook.client.Channels.Incoming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A running kernel, spoken to over ZeroMQ: a process of its own, or, see {@link Succession}, one
 * that it shares with others.
 *
 * <pre>{@code
 * try (Kernel kernel = Kernel.start(spec, Path.of("."), Duration.ofSeconds(30))) {
 *   Execution end = kernel.execute("1 + 1", "", Duration.ofSeconds(60), System.out::println);
 * }
 * }</pre>
 *
 * <p>Executes one piece of code at a time. {@link #interrupt} and {@link #kill} may be called from
 * any thread.
 */
public final class Kernel implements Interpreter {
  private static final long EXIT_MILLIS = 5_000;
  private static final int STARTS = 2;

  private final KernelSpec spec;
  private final KernelProcess process;
  private final WrittenConnection written;
  private final Path connectionFile;
  private final String session = UUID.randomUUID().toString();
  private final BlockingQueue<Incoming> inbox = new LinkedBlockingQueue<>();
  private final Channels channels;
  private final Optional<Consumer<KernelProcess>> heir;
  private ObjectNode info = Json.object();
  private volatile boolean closed;

  private Kernel(
      KernelSpec spec,
      Function<Path, KernelProcess> launch,
      Optional<Consumer<KernelProcess>> heir) {
    this.spec = spec;
    this.heir = heir;
    this.written = WrittenConnection.create();
    this.connectionFile = written.file();
    try {
      this.process = launch.apply(connectionFile);
    } catch (KernelStartException e) {
      written.delete();
      throw e;
    }
    process.atEnd(connectionFile, () -> inbox.add(new Incoming(Channel.CONTROL, null)));
    this.channels = new Channels(written.connection(), session, inbox);
  }

  /**
   * Starts a kernel and waits until it answers and its output is heard.
   *
   * <p>A kernel that finds one of its ports taken in the meantime is started once more.
   *
   * @param workingDirectory the folder against which the code resolves relative paths
   * @throws KernelStartException where the program is missing, ends, or does not answer in time
   */
  public static Kernel start(KernelSpec spec, Path workingDirectory, Duration timeout) {
    return start(spec, workingDirectory, timeout, Optional.empty());
  }

  /**
   * As above.
   *
   * @param heir takes the process where the kernel has ended in good order
   */
  static Kernel start(
      KernelSpec spec,
      Path workingDirectory,
      Duration timeout,
      Optional<Consumer<KernelProcess>> heir) {
    for (int start = 1; ; start++) {
      requireNotInterrupted(spec);
      Kernel kernel =
          new Kernel(
              spec,
              file -> KernelProcess.start(spec, file, workingDirectory, heir.isPresent()),
              heir);
      try {
        return kernel.ready(timeout);
      } catch (KernelStartException e) {
        if (start == STARTS || !kernel.lacksPorts()) {
          throw e;
        }
      }
    }
  }

  /** A process that would fail at once is not started. */
  static void requireNotInterrupted(KernelSpec spec) {
    if (Thread.currentThread().isInterrupted()) {
      throw new KernelStartException(
          "kernel \"%s\" was not started: interrupted".formatted(spec.name()));
    }
  }

  /** A kernel that begins to start, in a process that this finds for its connection file. */
  static Kernel begun(
      KernelSpec spec, Function<Path, KernelProcess> place, Consumer<KernelProcess> heir) {
    return new Kernel(spec, place, Optional.of(heir));
  }

  /**
   * Waits until it has started.
   *
   * @throws KernelStartException where it does not, and is killed
   */
  Kernel ready(Duration timeout) {
    try {
      info = new Readiness(this, timeout).await();
      process.hasAnswered();
      return this;
    } catch (KernelStartException e) {
      kill();
      close();
      throw e;
    }
  }

  /** Whether another kernel has started in its process before. */
  boolean isInWarmProcess() {
    return process.isWarm();
  }

  /** How it ended, for a sentence about it. */
  String ending() {
    return process.ending(connectionFile);
  }

  /** Whether it could not start because a port was taken. */
  boolean lacksPorts() {
    return process.lastLines(20).stream().anyMatch(Kernel::isAboutPorts);
  }

  /** Whether its process ended while others ran in it, so that another one may be to blame. */
  public boolean isLostWithOthers() {
    return process.lostSeveral();
  }

  private static boolean isAboutPorts(String line) {
    String lower = line.toLowerCase(java.util.Locale.ROOT);
    return lower.contains("address already in use") || lower.contains("port in use");
  }

  /** The kernelspec this kernel was started from. */
  public KernelSpec spec() {
    return spec;
  }

  /** What the kernel said about itself: the content of its {@code kernel_info_reply}. */
  @Override
  public ObjectNode info() {
    return info.deepCopy();
  }

  /** Whether the kernel runs. */
  @Override
  public boolean isAlive() {
    return process.runs(connectionFile);
  }

  /** The last lines that the process printed outside the protocol. */
  public List<String> lastLines(int count) {
    return process.lastLines(count);
  }

  /**
   * Executes code and waits until the kernel has both answered and fallen idle, so that all its
   * output has arrived. Input is refused.
   *
   * @param cellId the id of the cell the code is from; empty for none
   * @param limit when it is over the code is interrupted, and the kernel killed where that does not
   *     help within five seconds
   * @param shown receives each message the code publishes, in order
   */
  @Override
  public Execution execute(String code, String cellId, Duration limit, Consumer<Message> shown) {
    ObjectNode content = Json.object();
    content.put("code", code);
    content.put("silent", false);
    content.put("store_history", true);
    content.putObject("user_expressions");
    content.put("allow_stdin", false);
    // Nothing ever waits behind this; a kernel that aborts what waits may still be at it when the
    // next request comes.
    content.put("stop_on_error", false);
    Message request = message("execute_request", content);
    if (!cellId.isEmpty()) {
      request = request.withMetadata(Json.object().put("cellId", cellId));
    }
    Conversation conversation = new Conversation(this, request.id(), limit, shown);
    channels.send(Channel.SHELL, request);
    return conversation.await();
  }

  /** Asks the running code to stop, by message or signal as the kernelspec says. */
  public void interrupt() {
    if (spec.interruptByMessage()) {
      channels.send(Channel.CONTROL, message("interrupt_request", Json.object()));
      return;
    }
    try {
      process.signalInterrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("kernel \"" + spec.name() + "\" cannot be interrupted", e);
    }
  }

  /** The stacks of all threads, where the kernel is a Java process; otherwise a sentence. */
  public String threadDump() {
    return ThreadDump.of(process.process(), connectionFile);
  }

  /**
   * Ends the kernel, the JVM of its cells and all that this started, at once. A process that other
   * kernels run in goes on until they have ended; what magics of this one run there it ends.
   */
  public synchronized void kill() {
    if (!closed) {
      process.kill(connectionFile);
    }
  }

  /** Whether another kernel may run in its process, so that its end takes no time. */
  public boolean hasHeir() {
    return heir.isPresent();
  }

  /** Asks the kernel to shut down; kills it where it is still there after five seconds. */
  @Override
  public void close() {
    boolean goesOn = false;
    if (!closed && isAlive()) {
      Message request = message("shutdown_request", Json.object().put("restart", false));
      channels.send(Channel.CONTROL, request);
      goesOn = heir.isPresent() && isAnswered(request);
      if (!goesOn && !(heir.isEmpty() && process.awaitExit(EXIT_MILLIS))) {
        kill();
      }
    }
    synchronized (this) {
      if (!closed) {
        process.left(connectionFile); // It may live on, and this kernel need not.
      }
      closed = true;
    }
    channels.close();
    written.delete();
    if (goesOn) {
      heir.orElseThrow().accept(process);
    }
  }

  private boolean isAnswered(Message request) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EXIT_MILLIS);
    try {
      while (true) {
        Incoming next = inbox.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null || next.message() == null) {
          return false;
        }
        if (next.channel() == Channel.CONTROL && next.message().parentId().equals(request.id())) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Message message(String type, ObjectNode content) {
    return Message.of(type, session, "trn3", content);
  }

  void send(Channel channel, Message message) {
    channels.send(channel, message);
  }

  BlockingQueue<Incoming> inbox() {
    return inbox;
  }

  KernelProcess process() {
    return process;
  }
}
