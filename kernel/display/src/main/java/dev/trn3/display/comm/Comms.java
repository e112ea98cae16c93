package dev.trn3.display.comm;

import dev.trn3.display.comm.CommEvent.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** All comms of this JVM. For those who carry messages; everyone else uses {@link Comm}. */
public final class Comms {

  private static final Map<String, CommTarget> TARGETS = new ConcurrentHashMap<>();
  private static final Map<String, Comm> OPEN = new ConcurrentHashMap<>();
  private static final AtomicReference<CommSink> SINK = new AtomicReference<>(event -> {});

  private Comms() {}

  /** Sends everything said from now on through another sink and returns the former one. */
  public static CommSink redirect(CommSink sink) {
    return SINK.getAndSet(Objects.requireNonNull(sink));
  }

  /**
   * Hands on what the other side says, in the calling thread. A comm to an unknown target is closed
   * at once; what concerns a comm that is not open is ignored, since both sides may close it at the
   * same time. A message that is lost in this way is told on standard error.
   *
   * @throws RuntimeException what a handler throws
   */
  public static void deliver(CommEvent event) {
    if (event.kind() == Kind.OPEN) {
      opened(event);
      return;
    }
    Comm comm = OPEN.get(event.id());
    if (comm == null) {
      if (event.kind() == Kind.MESSAGE) {
        System.err.println(
            "What was said to the comm "
                + event.id()
                + " was ignored, since it is closed. If it is a widget's, run its cell again.");
      }
      return;
    }
    if (event.kind() == Kind.CLOSE) {
      OPEN.remove(event.id());
      comm.wasClosed(event.message());
    } else {
      comm.received(event.message());
    }
  }

  private static void opened(CommEvent event) {
    CommTarget target = TARGETS.get(event.target());
    if (target == null) {
      send(new CommEvent(Kind.CLOSE, event.id(), "", CommMessage.empty()));
      return;
    }
    Comm comm = new Comm(event.id(), event.target());
    OPEN.put(comm.id(), comm);
    try {
      target.opened(comm, event.message());
    } catch (RuntimeException | Error e) {
      comm.close();
      throw e;
    }
  }

  static void target(String name, CommTarget target) {
    TARGETS.put(Objects.requireNonNull(name), Objects.requireNonNull(target));
  }

  static void removeTarget(String name) {
    TARGETS.remove(name);
  }

  static void open(Comm comm, CommMessage opening) {
    if (OPEN.putIfAbsent(comm.id(), comm) != null) {
      throw new IllegalArgumentException(
          "a comm with the id " + comm.id() + " is open already; close it or choose another id");
    }
    send(new CommEvent(Kind.OPEN, comm.id(), comm.target(), opening));
  }

  static boolean isOpen(Comm comm) {
    return OPEN.get(comm.id()) == comm;
  }

  /** Whether it was open until now. */
  static boolean forget(Comm comm) {
    return OPEN.remove(comm.id(), comm);
  }

  static void send(CommEvent event) {
    SINK.get().send(event);
  }
}
