package dev.trn3.worker;

import dev.trn3.display.Display;
import dev.trn3.display.Renderers;
import dev.trn3.display.comm.Comms;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Incoming;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import dev.trn3.worker.channel.Outgoing;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * The main program of the worker JVM.
 *
 * <p>Its first line of standard input names the port of its parent and a token; the token never
 * stands on a command line or in an environment that others could read. When the parent goes, the
 * worker goes too.
 */
public final class Worker {

  /** How a worker ends whose parent has gone. */
  private static final int ORPHANED = 75;

  private static final long LAST_WORDS_MILLIS = 1_000;
  private static final long MEMORY_LOOK_NANOS = 10_000_000;

  private final Outbox outbox = new Outbox();
  private final Shells shells;
  private final Questions questions;
  private final ServerPrograms programs = new ServerPrograms();

  private Worker() {
    initialise();
    CellClasses classes = new CellClasses();
    shells = new Shells(outbox, classes);
    PrintedOutput printed = new PrintedOutput(outbox, shells::printing);
    System.setIn(new ShellInput(() -> shells.own().input()));
    NotebookSink sink = new NotebookSink(outbox, shells.person(), shells::printing);
    Display.redirect(sink);
    Renderers.lookAgain(classes);
    Comms.redirect(sink);
    questions = new Questions(outbox, classes, shells, printed, programs);
    shells.get(CellThread.MAIN);
  }

  /**
   * What a cell uses first would be initialised in its thread, where a stop may break that off; no
   * later cell could use it then.
   */
  private static void initialise() {
    Reserve.restore();
    var unused = Bound.or(CellThread.MAIN);
  }

  /** Connects to the parent and serves it until it goes. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader parent =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    String line = parent.readLine();
    if (line == null) {
      throw new IllegalArgumentException("a worker is started by a kernel, not by hand");
    }
    int space = line.indexOf(' ');
    int port = Integer.parseInt(line.substring(0, space));
    InetAddress here = InetAddress.getLoopbackAddress();
    try {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress(here, port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Worker worker = new Worker();
      worker.outbox.put(Frame.of(Kind.HELLO, 0, Fields.none().text(line.substring(space + 1))));
      new Steady("to server", () -> worker.drain(channel)).start();
      new Steady("from server", () -> worker.serve(channel)).start();
    } catch (IOException e) {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }

  /** What was printed before {@code System.exit} is not lost. */
  private void sendLastWords() {
    try {
      outbox.awaitSent(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel channel) {
    DataInputStream in = new DataInputStream(new Incoming(channel));
    Runtime.getRuntime().addShutdownHook(new Thread(this::sendLastWords, "last words"));
    try {
      while (true) {
        Frame frame = Frame.read(in, this::freeMemory);
        try {
          questions.take(frame);
        } catch (OutOfMemoryError e) {
          Reserve.release();
          questions.refuse(frame.number(), e);
        } catch (Throwable e) { // Whatever it is, nothing would hear of the next frame without.
          questions.refuse(frame.number(), e);
        }
      }
    } catch (IOException e) {
      orphaned();
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(CellThread.NO_MEMORY); // Others take all that was let go of.
    }
  }

  private void orphaned() {
    try {
      programs.end();
    } finally {
      Runtime.getRuntime().halt(ORPHANED); // Also where there is no memory for that.
    }
  }

  /** Lets go of what the worker itself keeps; the cell's own error frees more. */
  private void freeMemory() {
    try {
      Reserve.release();
      shells.forgetValues();
    } catch (OutOfMemoryError e) {
      // There is not even room to look; more becomes free with time.
    }
    LockSupport.parkNanos(MEMORY_LOOK_NANOS);
  }

  private void drain(SocketChannel channel) {
    DataOutputStream out = new DataOutputStream(new Outgoing(channel, this::freeMemory));
    while (true) {
      try {
        outbox.drainTo(out);
        return;
      } catch (OutOfMemoryError e) {
        freeMemory(); // Then sending goes on with what it was about to send.
      } catch (IOException e) {
        orphaned();
      } catch (InterruptedException | RuntimeException | Error e) {
        Runtime.getRuntime().halt(ORPHANED); // Nothing could be answered any more.
      }
    }
  }
}
