package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.SameRoom;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A worker JVM and the connection to it.
 *
 * <p>It is started at once and connects by itself; whoever asks it something before it has
 * connected waits for that. When it dies, all that was asked fails with {@link WorkerGone}.
 */
final class WorkerProcess implements AutoCloseable {

  private static final int NO_SHELL = -1; // For whose sake nobody's cell waits.
  private static final int TOKEN_BYTES = 32;
  private static final int BACKLOG = 8;
  private static final int HELLO_MILLIS = 10_000;
  private static final long LAST_WORDS_MILLIS = 2_000;
  private static final int PRACTICE_IN_VAIN_FROM = 25;

  /** The worker has died, or was killed, before it answered. */
  static final class WorkerGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorkerGone(String message) {
      super(message);
    }
  }

  private final Process process;
  private final ServerSocket server;
  private final Debuggee debuggee;
  private final Consumer<Frame> unasked;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, Open> open = new ConcurrentHashMap<>();
  private final CompletableFuture<DataOutputStream> connected = new CompletableFuture<>();
  private final CountDownLatch lastWords = new CountDownLatch(1);
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean ended;
  private volatile String reason; // Why this server has ended it; null where it has not said why.

  /** A question that waits for its answer, and for whose sake it was asked. */
  private record Open(int shell, CompletableFuture<Frame> answer) {}

  private WorkerProcess(
      Process process, ServerSocket server, AgentCall call, Consumer<Frame> unasked) {
    this.process = process;
    this.server = server;
    this.debuggee = new Debuggee(call, () -> killAs("what its debugger told was not read"));
    this.unasked = unasked;
  }

  /**
   * Starts a worker.
   *
   * @param unasked takes what the worker says unasked, in order
   */
  static WorkerProcess start(WorkerOptions options, Consumer<Frame> unasked) {
    try {
      ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      AgentCall call = AgentCall.listen();
      List<String> command = new ArrayList<>(options.command());
      command.add(1, call.option());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().clear();
      builder.environment().putAll(options.environment());
      Process process = builder.start();
      WorkerProcess worker = new WorkerProcess(process, server, call, unasked);
      process.onExit().thenRun(worker::died);
      String token = token();
      process
          .getOutputStream()
          .write((server.getLocalPort() + " " + token + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      Thread reader = new Thread(() -> worker.read(token), "from worker");
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
    return ask(0, kind, fields);
  }

  /** Asks something for the sake of a cell of this shell. */
  FieldReader ask(int shell, Kind kind, Fields fields) throws Refused {
    int number = numbers.incrementAndGet();
    CompletableFuture<Frame> answer = open(number, shell);
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

  private CompletableFuture<Frame> open(int number, int shell) {
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    open.put(number, new Open(shell, answer));
    if (ended) {
      answer.completeExceptionally(gone()); // It died before this question was known to be open.
    }
    return answer;
  }

  /**
   * Done when the worker has dealt with all that it was told before, and what it said of that was
   * taken: it answers in order. Done too where it has ended.
   */
  Future<?> heardAll() {
    int number = numbers.incrementAndGet();
    Future<?> answer = open(number, NO_SHELL).whenComplete((frame, gone) -> open.remove(number));
    send(Frame.of(Kind.REPORT, number, Fields.none().text("memory")));
    return answer;
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
    } catch (IOException e) {
      kill(); // A worker that cannot be talked to is of no use.
      throw gone();
    } catch (CompletionException e) {
      throw gone();
    }
  }

  private void read(String token) {
    try (server) {
      debuggee.call().take();
      Socket socket = accept(token);
      letPractise();
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      Frame.Room room = new SameRoom();
      while (true) {
        take(Frame.read(in, room));
      }
    } catch (IOException e) {
      if (process.isAlive() && !ended) {
        kill(); // A worker that cannot be talked to is of no use.
      }
    } catch (RuntimeException | Error e) {
      try { // There may be no memory for the sentence.
        killAs("what it said could not be read"); // Else who waits for an answer would for ever.
      } finally {
        System.err.println("What a worker said could not be read any more: " + e);
      }
    } finally {
      lastWords.countDown();
    }
  }

  /**
   * While nobody waits for it, but for the compiler. Up to Java 24: from 25 on it spares nothing
   * that could be measured. The output of a notebook under test is seldom that long.
   */
  private void letPractise() {
    if (Runtime.version().feature() < PRACTICE_IN_VAIN_FROM && !Unattended.is()) {
      try {
        tell(Kind.PRACTISE, 0, Fields.none());
      } catch (WorkerGone e) {
        // It died early; whoever asks it something will hear of that.
      }
    }
  }

  /** Only the process that was given the token is listened to. */
  private Socket accept(String token) throws IOException {
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    Frame.of(Kind.HELLO, 0, Fields.none().text(token)).write(new DataOutputStream(hello));
    while (true) {
      Socket socket = server.accept();
      if (says(socket, hello.toByteArray())) {
        socket.setTcpNoDelay(true);
        connected.complete(
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16)));
        return socket;
      }
      socket.close();
    }
  }

  /** A stranger that says something else, or nothing, is left standing. */
  private static boolean says(Socket socket, byte[] hello) {
    try {
      socket.setSoTimeout(HELLO_MILLIS);
      byte[] said = socket.getInputStream().readNBytes(hello.length);
      socket.setSoTimeout(0);
      return MessageDigest.isEqual(said, hello);
    } catch (IOException e) {
      return false;
    }
  }

  private void take(Frame frame) {
    if (frame.kind() == Kind.DONE || frame.kind() == Kind.FAILED) {
      Open asked = open.get(frame.number());
      if (asked != null) {
        asked.answer().complete(frame);
      }
    } else {
      try {
        unasked.accept(frame);
      } catch (RuntimeException e) {
        System.err.println("What the worker said as " + frame.kind() + " was not taken: " + e);
      }
    }
  }

  private void died() {
    ended = true;
    connected.completeExceptionally(gone());
    closeSockets();
    awaitLastWords();
    open.values().forEach(asked -> asked.answer().completeExceptionally(gone()));
    over.complete(null);
  }

  /** Whether it has ended and nobody waits for its answers any more. */
  boolean isOver() {
    return over.isDone();
  }

  /** Does something when it {@link #isOver}; what fails there is the caller's to say. */
  void onceOver(Runnable work) {
    var unused = over.thenRun(work);
  }

  /** Lets nobody wait for a worker that will not connect any more. */
  private void closeSockets() {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("The socket of an ended worker could not be closed: " + e.getMessage());
    }
    debuggee.close();
  }

  /** What it printed before it died belongs before the news of its death. */
  private void awaitLastWords() {
    try {
      if (!lastWords.await(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
        System.err.println("The last output of an ended worker may be missing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private WorkerGone gone() {
    String how = process.isAlive() ? "does not answer" : "ended with code " + process.exitValue();
    return new WorkerGone("the JVM that runs the cells " + how);
  }

  boolean isAlive() {
    return process.isAlive() && !ended;
  }

  /** How it ended; waits for the end, which is near where it was killed or has said goodbye. */
  int exitCode() {
    return process.onExit().join().exitValue();
  }

  /** How it ended, as the beginning of a sentence; waits as {@link #exitCode} does. */
  String howItEnded() {
    return reason == null
        ? "It ended with code "
            + exitCode()
            + " (System.exit, a crash, or killed for want of memory)"
        : "It was ended, since " + reason;
  }

  long pid() {
    return process.pid();
  }

  /** Whether it owes an answer to this shell. */
  boolean isAsked(int shell) {
    return open.values().stream().anyMatch(asked -> asked.shell() == shell);
  }

  /** Where the worker joins. */
  int port() {
    return server.getLocalPort();
  }

  Debuggee debuggee() {
    return debuggee;
  }

  /** Ends it without asking, for a reason that its cells are told. */
  private void killAs(String why) {
    if (isAlive()) {
      reason = why;
    }
    kill();
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
