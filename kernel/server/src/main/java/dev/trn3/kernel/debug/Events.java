package dev.trn3.kernel.debug;

import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import java.util.function.Consumer;

/**
 * Takes the events of a worker from the debugger library, as long as it lives and whether or not a
 * front end debugs it.
 *
 * <p>Somebody must: the library queues an event for every class of a cell that is loaded, and when
 * ten thousand wait it lets the worker's JVM stop at the next.
 */
public final class Events {

  private final VirtualMachine machine;
  private final Runnable unheard;
  private volatile Listener listener;

  /** Whoever debugs. */
  interface Listener {

    /** Something has happened; false where the threads that stopped for it are to go on. */
    boolean stay(EventSet events);

    /** The worker has ended. */
    void ended();
  }

  private Events(VirtualMachine machine, Runnable unheard) {
    this.machine = machine;
    this.unheard = unheard;
  }

  /**
   * Begins to take the events of a worker.
   *
   * @param unheard ends it; called where nobody takes them any more: one may be lost, and the
   *     thread that has stopped for it stand for ever
   */
  public static Events of(VirtualMachine machine, Runnable unheard) {
    Events events = new Events(machine, unheard);
    Thread thread = new Thread(events::take, "debugger events");
    thread.setDaemon(true);
    thread.start();
    return events;
  }

  /** From now on this is told; before, nothing stops for an event. */
  void tell(Listener told) {
    listener = told;
  }

  private void take() {
    try {
      while (true) {
        take(machine.eventQueue().remove());
      }
    } catch (VMDisconnectedException e) {
      ended();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      try { // There may be no memory for the sentence.
        unheard.run();
        ended();
      } finally {
        System.err.println(
            "The JVM of the cells is ended: nobody reads its debugger's events: " + e);
      }
    }
  }

  private void ended() {
    Listener told = listener;
    if (told != null) {
      told.ended();
    }
  }

  /** Nothing that goes wrong with one event may keep the next from being taken. */
  private void take(EventSet events) {
    boolean stays = false;
    try {
      Listener told = listener;
      stays = handedOver(events) || (told != null && told.stay(events));
    } catch (VMDisconnectedException e) {
      throw e; // None will come.
    } catch (RuntimeException | Error e) {
      System.err.println("An event of the debugger was not taken: " + e);
    } finally {
      if (!stays) {
        events.resume();
      }
    }
  }

  @SuppressWarnings("unchecked") // Debugger.TAKER says what it is.
  private static boolean handedOver(EventSet events) {
    for (Event event : events) {
      Object taker = event.request() == null ? null : event.request().getProperty(Debugger.TAKER);
      if (taker != null) {
        ((Consumer<EventSet>) taker).accept(events);
        return true;
      }
    }
    return false;
  }
}
