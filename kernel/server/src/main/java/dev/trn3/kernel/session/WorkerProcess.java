package dev.trn3.kernel.session;

import dev.trn3.kernel.session.OpenQuestions.Question;
import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.SameRoom;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A worker JVM and the connection to it.
 *
 * <p>It is started at once and connects by itself; whoever asks it something before it has
 * connected waits for that. When it dies, all that was asked fails with {@link WorkerGone}.
 */
final class WorkerProcess implements AutoCloseable {

  private static final int NO_SHELL = -1; // For whose sake nobody's cell waits.
  private static final long AGAIN_MILLIS = 1_000;
  private static final int PRACTICE_IN_VAIN_FROM = 25;

  private final Process process;
  private final Calls calls;
  private final Debuggee debuggee;
  private final Listener unasked;
  private final Pace pace;
  private final WorkerEnd end;
  private final OpenQuestions questions = new OpenQuestions();
  private final CompletableFuture<DataOutputStream> connected = new CompletableFuture<>();

  /** Takes what a worker says unasked, in order. */
  interface Listener {

    /** It has said this. */
    void heard(Frame frame);

    /** Done while it may print and show more. */
    default CompletableFuture<Void> room() {
      return CompletableFuture.completedFuture(null);
    }
  }

  private WorkerProcess(Process process, Calls calls, Listener unasked) {
    this.process = process;
    this.calls = calls;
    this.end = new WorkerEnd(process);
    this.debuggee =
        new Debuggee(calls.ofAgent(), () -> end.killAs("what its debugger told was not read"));
    this.unasked = unasked;
    this.pace =
        new Pace(unasked::room, holds -> tell(Kind.HOLD_OUTPUT, 0, Fields.none().flag(holds)));
  }

  /**
   * Starts a worker.
   *
   * @param unasked takes what the worker says unasked, in order
   */
  static WorkerProcess start(WorkerOptions options, Listener unasked) {
    try {
      Calls calls = Calls.listen();
      WorkerProcess worker = new WorkerProcess(calls.start(options), calls, unasked);
      worker.begin();
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException("the worker JVM could not be started: " + e.getMessage(), e);
    }
  }

  private void begin() throws IOException {
    var unused = process.onExit().whenComplete((ended, failed) -> died());
    try {
      String invitation = calls.ofWorker().invitation();
      process.getOutputStream().write(invitation.getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      Thread reader = new Thread(this::read, "from worker");
      reader.setDaemon(true);
      reader.start();
    } catch (IOException | RuntimeException | Error e) {
      end.saidLastWords(); // Nobody will read any.
      kill();
      throw e;
    }
  }

  /** Asks something and waits for the answer. Fails with {@link WorkerGone} or {@link Refused}. */
  FieldReader ask(Kind kind, Fields fields) throws Refused {
    return ask(0, kind, fields);
  }

  /** Asks something for the sake of a cell of this shell. */
  FieldReader ask(int shell, Kind kind, Fields fields) throws Refused {
    Question asked = open(shell);
    try {
      send(Frame.of(kind, asked.number(), fields));
      Frame frame = asked.answer().join();
      if (frame.kind() == Kind.FAILED) {
        throw new Refused(Failure.read(frame.fields()));
      }
      return frame.fields();
    } catch (CompletionException e) {
      throw e.getCause() instanceof WorkerGone gone ? gone : e;
    } finally {
      questions.close(asked);
    }
  }

  private Question open(int shell) {
    Question asked = questions.open(shell);
    if (end.hasBegun()) {
      asked.answer().completeExceptionally(end.gone()); // Before this was known to be open.
    }
    return asked;
  }

  /**
   * Done when the worker has dealt with all that it was told before, and what it said of that was
   * taken: it answers in order. Done too where it has ended.
   */
  Future<?> heardAll() {
    Question asked = open(NO_SHELL);
    Future<?> answer = asked.answer().whenComplete((frame, gone) -> questions.close(asked));
    send(Frame.of(Kind.REPORT, asked.number(), Fields.none().text("memory")));
    return answer;
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
      throw end.gone();
    } catch (CompletionException e) {
      throw end.gone();
    }
  }

  private void read() {
    try {
      debuggee.call().take();
      try (Socket socket = calls.ofWorker().take()) {
        read(socket);
      }
    } catch (IOException e) {
      if (isAlive()) {
        kill(); // A worker that cannot be talked to is of no use.
      }
    } catch (RuntimeException | Error e) {
      cannotRead(e);
    } finally {
      end.saidLastWords();
    }
  }

  private void read(Socket socket) throws IOException {
    try {
      connected.complete(
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16)));
      letPractise();
      takeAll(socket.getInputStream());
    } catch (RuntimeException | Error e) {
      cannotRead(e); // Before the socket is closed: a worker that sees that ends by itself.
    }
  }

  private void cannotRead(Throwable why) {
    try { // There may be no memory for the sentence.
      end.killAs("what it said could not be read"); // Else who waits for an answer would for ever.
    } finally {
      System.err.println("What a worker said could not be read any more: " + why);
    }
  }

  private void takeAll(InputStream socket) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket));
    Frame.Room room = new SameRoom();
    while (true) {
      take(Frame.read(in, room));
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

  private void take(Frame frame) {
    if (frame.kind() == Kind.DONE || frame.kind() == Kind.FAILED) {
      questions.answer(frame);
    } else {
      try {
        unasked.heard(frame);
        pace.look();
      } catch (RuntimeException e) {
        System.err.println("What the worker said as " + frame.kind() + " was not taken: " + e);
      }
    }
  }

  /** What fails is said and done again: nobody else would, and who awaits an answer for ever. */
  private void died() {
    try {
      end.begin();
      try {
        connected.completeExceptionally(end.gone());
        closeSockets();
        end.awaitLastWords();
      } finally { // Also where one of these fails each time.
        questions.fail(end::gone);
        end.settle();
      }
    } catch (RuntimeException | Error e) {
      try { // There may be no memory for the sentence.
        CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS).execute(this::died);
      } finally {
        System.err.println("The end of a worker was not taken note of: " + e);
      }
    }
  }

  /** Lets nobody wait for a worker that will not connect any more. */
  private void closeSockets() {
    try (debuggee) {
      calls.ofWorker().close();
    } catch (IOException | UncheckedIOException e) {
      System.err.println("The socket of an ended worker could not be closed: " + e.getMessage());
    }
  }

  boolean isAlive() {
    return end.isAlive();
  }

  /** How it ended, or that it has not. */
  WorkerEnd end() {
    return end;
  }

  long pid() {
    return process.pid();
  }

  /** Whether it owes an answer to this shell. */
  boolean isAsked(int shell) {
    return questions.areOf(shell);
  }

  /** Where the worker joins. */
  int port() {
    return calls.ofWorker().port();
  }

  Debuggee debuggee() {
    return debuggee;
  }

  /** Ends it without asking. */
  void kill() {
    end.kill();
  }

  @Override
  public void close() {
    kill();
    debuggee.close();
  }
}
