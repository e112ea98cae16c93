package dev.trn3.display.comm;

import dev.trn3.display.comm.CommEvent.Kind;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One conversation with code in the front end. Safe for use by several threads. */
public final class Comm {

  private final String id;
  private final String target;
  private final List<Consumer<CommMessage>> messageHandlers = new CopyOnWriteArrayList<>();
  private final List<Consumer<CommMessage>> closeHandlers = new CopyOnWriteArrayList<>();

  Comm(String id, String target) {
    this.id = id;
    this.target = target;
  }

  /** Comms that the front end opens to this name go to the target from now on. */
  public static void target(String name, CommTarget target) {
    Comms.target(name, target);
  }

  /** Comms to this name are refused from now on; those that are open stay open. */
  public static void removeTarget(String name) {
    Comms.removeTarget(name);
  }

  /**
   * Opens a comm to a target of the front end.
   *
   * @param data a JSON object in text form
   */
  public static Comm open(String target, String data) {
    return open(target, CommMessage.of(data));
  }

  /**
   * Opens a comm to a target of the front end. One that does not know the target closes the comm,
   * which the handlers of {@link #onClose} hear of.
   */
  public static Comm open(String target, CommMessage opening) {
    return open(UUID.randomUUID().toString(), target, opening);
  }

  /**
   * Opens a comm with an id of one's own choice.
   *
   * @throws IllegalArgumentException where a comm with this id is open
   */
  public static Comm open(String id, String target, CommMessage opening) {
    Comm comm = new Comm(id, target);
    Comms.open(comm, opening);
    return comm;
  }

  /** What both sides call this comm. */
  public String id() {
    return id;
  }

  /** The target it was opened to. */
  public String target() {
    return target;
  }

  /** Whether neither side has closed it. */
  public boolean isOpen() {
    return Comms.isOpen(this);
  }

  /** Calls the handler for each message that the front end sends. */
  public Comm onMessage(Consumer<CommMessage> handler) {
    messageHandlers.add(handler);
    return this;
  }

  /** Calls the handler when the front end closes this comm. */
  public Comm onClose(Consumer<CommMessage> handler) {
    closeHandlers.add(handler);
    return this;
  }

  /**
   * Sends a message.
   *
   * @param data a JSON object in text form
   * @throws IllegalStateException where the comm is closed
   */
  public void send(String data) {
    send(CommMessage.of(data));
  }

  /**
   * Sends a message.
   *
   * @throws IllegalStateException where the comm is closed
   */
  public void send(CommMessage message) {
    if (!isOpen()) {
      throw new IllegalStateException(
          "the comm " + id + " to \"" + target + "\" is closed; open a new one");
    }
    Comms.send(new CommEvent(Kind.MESSAGE, id, "", message));
  }

  /** Closes this comm; no matter if it is closed already. */
  public void close() {
    close(CommMessage.empty());
  }

  /** Closes this comm with some last words. */
  public void close(CommMessage lastWords) {
    if (Comms.forget(this)) {
      Comms.send(new CommEvent(Kind.CLOSE, id, "", lastWords));
    }
  }

  void received(CommMessage message) {
    messageHandlers.forEach(handler -> handler.accept(message));
  }

  void wasClosed(CommMessage message) {
    closeHandlers.forEach(handler -> handler.accept(message));
  }
}
