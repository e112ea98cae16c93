package dev.trn3.worker;

import dev.trn3.display.Display;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import dev.trn3.display.Shown;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.Comms;
import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Failure.Reason;
import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Incoming;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import dev.trn3.worker.channel.Outgoing;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

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
  private final CellClasses classes = new CellClasses();
  private final Person person;
  private final Map<Integer, CellThread> shells = new ConcurrentHashMap<>();
  private final Allowance allowance = Allowance.fromSystemProperties();
  private PrintStream out = stream("stdout");
  private PrintStream err = stream("stderr");
  private volatile boolean interrupted;

  private Worker() {
    initialise();
    person = new Person(outbox, this::cell);
    System.setOut(out);
    System.setErr(err);
    System.setIn(new ShellInput(() -> shell().input()));
    NotebookSink sink = new NotebookSink(outbox, person, this::cell);
    Display.redirect(sink);
    Renderers.lookAgain(classes);
    Comms.redirect(sink);
    shell(CellThread.MAIN);
  }

  /**
   * What a cell uses first would be initialised in its thread, where a stop may break that off; no
   * later cell could use it then.
   */
  private static void initialise() {
    Reserve.restore();
    var unused = Bound.or(CellThread.MAIN);
  }

  private CellThread shell(int number) {
    return shells.computeIfAbsent(
        number, key -> new CellThread(key, outbox, classes, new CellInput(person)));
  }

  /** The shell to which the calling thread belongs. */
  private CellThread shell() {
    CellThread owner = CellThread.owner();
    return owner == null ? shell(CellThread.MAIN) : owner;
  }

  /** The cell to which what the calling thread prints belongs. */
  private int cell() {
    return Bound.or(shell().printing());
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

  private PrintStream stream(String name) {
    return new CellPrinter(new CellStream(outbox, name, this::cell, allowance));
  }

  /** What a stop has hit in the middle of a print may have kept a part of it, or a lock. */
  private void renewStreams() {
    interrupted = false;
    if (System.out == out) {
      out = stream("stdout");
      System.setOut(out);
    }
    if (System.err == err) {
      err = stream("stderr");
      System.setErr(err);
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
          take(frame);
        } catch (OutOfMemoryError e) {
          Reserve.release();
          refuse(frame, e);
        } catch (Throwable e) { // Whatever it is, nothing would hear of the next frame without.
          refuse(frame, e);
        }
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(ORPHANED);
    } catch (OutOfMemoryError e) {
      Runtime.getRuntime().halt(CellThread.NO_MEMORY); // Others take all that was let go of.
    }
  }

  private void refuse(Frame frame, Throwable why) {
    Failure failure = Failure.of(Reason.REFUSED, why);
    outbox.put(Frame.of(Kind.FAILED, frame.number(), failure.fields()));
  }

  /** Lets go of what the worker itself keeps; the cell's own error frees more. */
  private void freeMemory() {
    try {
      Reserve.release();
      shells.values().forEach(shell -> shell.lastValue = null);
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
      } catch (IOException | InterruptedException | RuntimeException | Error e) {
        Runtime.getRuntime().halt(ORPHANED); // Nothing could be answered any more.
      }
    }
  }

  /** Who displays something has seen it; the place where it stands is no value to show. */
  private static MimeBundle bundle(Object value) {
    return value instanceof Shown ? new MimeBundle(Map.of(), Map.of()) : Renderers.render(value);
  }

  private void take(Frame frame) throws ReflectiveOperationException {
    FieldReader fields = frame.fields();
    int number = frame.number();
    switch (frame.kind()) {
      case LOAD -> {
        classes.load(codes(fields));
        done(number);
      }
      case REDEFINED -> {
        classes.redefined(codes(fields));
        done(number);
      }
      case INVOKE -> invoke(number, fields);
      case RENDER -> {
        CellThread shell = shell(fields.number());
        shell.submit(number, shell.cell, () -> Fields.none().bundle(bundle(shell.lastValue)));
      }
      case VARIABLE -> {
        CellThread shell = shell(fields.number());
        int asking = fields.number();
        Field field = field(fields.text(), fields.text());
        shell.submit(number, asking, () -> Fields.none().text(brief(field.get(null))));
      }
      case COPY_VARIABLE -> {
        copy(fields.text(), fields.text(), fields.text());
        done(number);
      }
      case CLEAR_VARIABLE -> clear(fields.text(), fields.text());
      case ADD_CLASS_PATH -> {
        addClassPath(fields.text());
        done(number);
      }
      case INTERRUPT -> {
        interrupted = true;
        shell(fields.number()).interrupt();
      }
      case ANSWER -> person.answered(number, fields);
      case COMM_RECEIVED ->
          received(number, shell(fields.number()), fields.number(), fields.comm());
      case END_SHELL -> {
        CellThread ending = shells.remove(fields.number());
        if (ending != null) {
          ending.end();
        }
      }
      case RELEASE -> Stop.release();
      case ABANDON -> shell(fields.number()).abandon(fields.number(), fields.flag());
      case REPORT -> {
        String report = fields.text().equals("memory") ? Report.memory() : Report.threads();
        outbox.put(Frame.of(Kind.DONE, number, Fields.none().text(report)));
      }
      case PROFILE -> profile(number, fields.flag());
      case WARM_UP -> WarmUp.inBackground(classes);
      case PRACTISE -> Practice.inBackground();
      default -> throw new IllegalArgumentException("not a question: " + frame.kind());
    }
  }

  /** A value among others: what it says itself where it would be shown in several lines. */
  private static String brief(Object value) {
    String shown = Renderers.render(value).text();
    return shown.contains("\n") ? Renderers.text(value) : shown;
  }

  /** In a thread of its own, since it takes a moment in which an interrupt must be heard. */
  private void profile(int number, boolean begin) {
    Thread thread =
        new Thread(
            () -> {
              try {
                if (begin) {
                  Profile.start();
                }
                String text = begin ? "" : Profile.stop();
                outbox.put(Frame.of(Kind.DONE, number, Fields.none().text(text)));
              } catch (Throwable e) { // Whatever it is, the cell waits for an answer.
                Failure failure = Failure.of(Reason.REFUSED, e);
                outbox.put(Frame.of(Kind.FAILED, number, failure.fields()));
              }
            },
            "profile");
    thread.setDaemon(true);
    thread.start();
  }

  private void done(int number) {
    outbox.put(Frame.of(Kind.DONE, number, Fields.none()));
  }

  private static LinkedHashMap<String, byte[]> codes(FieldReader fields) {
    int count = fields.number();
    LinkedHashMap<String, byte[]> codes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      codes.put(fields.text(), fields.bytes());
    }
    return codes;
  }

  private void invoke(int number, FieldReader fields) {
    CellThread shell = shell(fields.number());
    int ofCell = fields.number();
    String type = fields.text();
    String method = fields.text();
    shell.submit(
        number,
        ofCell,
        () -> {
          if (ofCell != shell.cell && interrupted) {
            renewStreams();
          }
          Reserve.restore();
          shell.cell = ofCell;
          try {
            Method run = classes.loadClass(type).getDeclaredMethod(method);
            run.setAccessible(true);
            shell.keep(run.invoke(null));
            return Fields.none();
          } finally {
            System.out.flush();
            System.err.flush();
          }
        });
  }

  /** Afterwards what threads print belongs to the latest cell again. */
  private static void received(int number, CellThread shell, int serial, CommEvent event) {
    shell.submit(
        number,
        serial,
        () -> {
          int before = shell.cell;
          shell.cell = serial;
          try {
            Comms.deliver(event);
            return Fields.none();
          } finally {
            System.out.flush();
            System.err.flush();
            shell.goBackTo(before);
          }
        });
  }

  private Field field(String type, String name) throws ReflectiveOperationException {
    Field field = classes.loadClass(type).getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Fails where the value does not fit the field's new type. */
  private void copy(String from, String to, String name) throws ReflectiveOperationException {
    field(to, name).set(null, field(from, name).get(null));
  }

  private void clear(String type, String name) throws ReflectiveOperationException {
    Field field = field(type, name);
    if (field.getType().isPrimitive()) {
      return;
    }
    Object value = field.get(null);
    for (CellThread shell : shells.values()) {
      if (shell.lastValue == value) {
        shell.lastValue = null;
      }
    }
    field.set(null, null);
  }

  private void addClassPath(String paths) {
    for (String path : paths.split(Pattern.quote(File.pathSeparator))) {
      try {
        classes.add(Path.of(path).toUri().toURL());
      } catch (java.net.MalformedURLException e) {
        throw new IllegalArgumentException(path + " is no path of a jar or folder", e);
      }
    }
    Renderers.lookAgain(classes);
  }
}
