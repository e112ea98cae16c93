package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A worker JVM and the connection to it.
 *
 * <p>It is started at once and connects by itself; whoever asks it something before it has
 * connected waits for that. When it dies, all that was asked fails with {@link WorkerGone}.
 */
final class WorkerProcess implements AutoCloseable {

  private static final int TOKEN_BYTES = 32;

  /** The worker has died, or was killed, before it answered. */
  static final class WorkerGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkerGone(String message) {
      super(message);
    }
  }

  private final Process process;
  private final Debuggee debuggee;
  private final Consumer<Frame> unasked;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Frame>> open = new ConcurrentHashMap<>();
  private final CompletableFuture<DataOutputStream> connected = new CompletableFuture<>();
  private volatile boolean ended;

  private WorkerProcess(Process process, Debuggee debuggee, Consumer<Frame> unasked) {
    this.process = process;
    this.debuggee = debuggee;
    this.unasked = unasked;
  }

  /**
   * Starts a worker.
   *
   * @param unasked takes what the worker says unasked, in order
   */
  static WorkerProcess start(WorkerOptions options, Consumer<Frame> unasked) {
    try {
      ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Debuggee debuggee = Debuggee.listen();
      List<String> command = new ArrayList<>(options.command());
      command.add(1, debuggee.agentOption());
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      WorkerProcess worker = new WorkerProcess(process, debuggee, unasked);
      process.onExit().thenRun(worker::died);
      String token = token();
      process
          .getOutputStream()
          .write((server.getLocalPort() + " " + token + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      Thread reader = new Thread(() -> worker.read(server, token), "from worker");
      reader.setDaemon(true);
      reader.start();
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException("the worker JVM could not be started: " + e.getMessage(), e);
    }
  }

  private static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Asks something and waits for the answer. Fails with {@link WorkerGone} or {@link Refused}. */
  FieldReader ask(Kind kind, Fields fields) throws Refused {
    int number = numbers.incrementAndGet();
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    open.put(number, answer);
    try {
      send(Frame.of(kind, number, fields));
      Frame frame = answer.join();
      if (frame.kind() == Kind.FAILED) {
        throw new Refused(Failure.read(frame.fields()));
      }
      return frame.fields();
    } catch (CompletionException e) {
      throw e.getCause() instanceof WorkerGone gone ? gone : e;
    } finally {
      open.remove(number);
    }
  }

  /** The worker could not do what was asked, or the analyst's code failed. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Failure failure;

    Refused(Failure failure) {
      super(failure.summary());
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  /** Says something that is not answered. */
  void tell(Kind kind, int number, Fields fields) {
    send(Frame.of(kind, number, fields));
  }

  private void send(Frame frame) {
    try {
      DataOutputStream out = connected.join();
      synchronized (out) {
        frame.write(out);
        out.flush();
      }
    } catch (IOException | CompletionException e) {
      throw gone();
    }
  }

  private void read(ServerSocket server, String token) {
    try (server) {
      debuggee.accept();
      Socket socket = accept(server, token);
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      while (true) {
        take(Frame.read(in));
      }
    } catch (IOException e) {
      if (process.isAlive() && !ended) {
        kill(); // A worker that cannot be talked to is of no use.
      }
    }
  }

  /** Only the process that was given the token is listened to. */
  private Socket accept(ServerSocket server, String token) throws IOException {
    while (true) {
      Socket socket = server.accept();
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      Frame hello = Frame.read(in);
      byte[] said = String.valueOf(hello.fields().text()).getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(said, token.getBytes(StandardCharsets.US_ASCII))) {
        connected.complete(
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16)));
        return socket;
      }
      socket.close();
    }
  }

  private void take(Frame frame) {
    if (frame.kind() == Kind.DONE || frame.kind() == Kind.FAILED) {
      CompletableFuture<Frame> answer = open.get(frame.number());
      if (answer != null) {
        answer.complete(frame);
      }
    } else {
      unasked.accept(frame);
    }
  }

  private void died() {
    ended = true;
    connected.completeExceptionally(gone());
    open.values().forEach(answer -> answer.completeExceptionally(gone()));
  }

  private WorkerGone gone() {
    String how = process.isAlive() ? "does not answer" : "ended with code " + process.exitValue();
    return new WorkerGone("the JVM that runs the cells " + how);
  }

  boolean isAlive() {
    return process.isAlive() && !ended;
  }

  /** How it ended; only once it is dead. */
  int exitCode() {
    return process.exitValue();
  }

  Debuggee debuggee() {
    return debuggee;
  }

  /** Ends it without asking. */
  void kill() {
    ended = true;
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    debuggee.close();
  }
}
