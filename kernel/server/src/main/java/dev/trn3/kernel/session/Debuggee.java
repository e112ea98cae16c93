package dev.trn3.kernel.session;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.InternalException;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import dev.trn3.kernel.debug.Events;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * A worker seen through the debugger interface.
 *
 * <p>The debugger library itself is loaded on first use.
 */
final class Debuggee implements AutoCloseable {

  private final AgentCall call;
  private final Runnable unheard;
  private VirtualMachine machine;
  private Events events;
  private ExceptionTellers exceptionTellers;

  /**
   * The worker that calls.
   *
   * @param unheard ends it; called where nobody takes its events any more
   */
  Debuggee(AgentCall call, Runnable unheard) {
    this.call = call;
    this.unheard = unheard;
  }

  /** The call by which the worker's JVM connects. */
  AgentCall call() {
    return call;
  }

  /** Whether the worker has a class of this name. */
  synchronized boolean isLoaded(String name) {
    try {
      return !machine().classesByName(name).isEmpty();
    } catch (VMDisconnectedException e) {
      return false; // Nor will it ever have one.
    }
  }

  /**
   * Replaces the bodies of methods in place; variables keep their values.
   *
   * @return null where it was done, else why it was refused: the shape of a class has changed
   */
  synchronized String redefine(Map<String, byte[]> classes) {
    try {
      Map<ReferenceType, byte[]> loaded = new HashMap<>();
      classes.forEach(
          (name, bytes) -> machine().classesByName(name).forEach(type -> loaded.put(type, bytes)));
      if (loaded.size() != classes.size()) {
        return "not loaded";
      }
      machine().redefineClasses(loaded);
      return null;
    } catch (UnsupportedOperationException
        | LinkageError
        | InternalException
        | VMDisconnectedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The cell of this serial, as it is seen in the worker. */
  DebuggedCell cell(int serial) {
    return new DebuggedCell(this, serial);
  }

  /** Who in the worker may be telling of an exception, and is not to be stopped meanwhile. */
  synchronized ExceptionTellers exceptionTellers() {
    machine();
    return exceptionTellers;
  }

  /** Loads the debugger library now, so that the first interrupt need not wait for it. */
  synchronized void warmUp() {
    try {
      machine();
    } catch (VMDisconnectedException e) {
      // The worker has ended; its successor has a debuggee of its own.
    }
  }

  /** The worker's JVM; the same for as long as it lives. */
  synchronized VirtualMachine machine() {
    if (machine == null) {
      try {
        Packets packets = new Packets(call.taken());
        machine = Bootstrap.virtualMachineManager().createVirtualMachine(packets);
        exceptionTellers = new ExceptionTellers(packets::exceptionRequests);
        events = Events.of(machine, unheard);
      } catch (IOException | CompletionException e) {
        throw new VMDisconnectedException(e.getMessage());
      }
    }
    return machine;
  }

  /** What happens in the worker's JVM. */
  synchronized Events events() {
    machine();
    return events;
  }

  @Override
  public void close() {
    call.close();
  }
}
