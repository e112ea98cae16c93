package dev.trn3.kernel.session;

import com.sun.jdi.VirtualMachine;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.ExceptionRequest;
import com.sun.jdi.request.InvalidRequestStateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The threads that may be about to tell the debugger of an exception. A stop that hits one of them
 * ends its JVM ("ExceptionMark destructor expects no pending exceptions").
 *
 * <p>Where it was asked to tell of exceptions, and is not any more, a thread may still be doing
 * that. It stands where the exception was thrown until it has told. So one that is seen at two
 * places since then tells of none; nor does one that waits.
 */
final class ExceptionTellers {

  /** How long one is spared that always stands at the same place, as in native code. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final IntSupplier requests;
  private final Map<Long, Look> looks = new HashMap<>();
  private final Set<Long> free = new HashSet<>();
  private final List<ExceptionRequest> muted = new ArrayList<>();
  private int known;

  /** The first look at a thread. */
  private record Look(DebuggedThread.Place place, long nanos) {}

  /**
   * None yet.
   *
   * @param requests how often the JVM was asked so far to tell of exceptions
   */
  ExceptionTellers(IntSupplier requests) {
    this.requests = requests;
  }

  /**
   * Has the JVM tell of no exceptions. What is muted here stays so until {@link #restore}, since a
   * stop may be on its way for long.
   *
   * @return whether it did tell of some until now
   */
  boolean mute(VirtualMachine machine) {
    List<ExceptionRequest> enabled =
        List.copyOf(machine.eventRequestManager().exceptionRequests()).stream()
            .filter(EventRequest::isEnabled)
            .toList();
    enabled.forEach(each -> setEnabled(each, false));
    muted.addAll(enabled);
    return !enabled.isEmpty();
  }

  /** Has the JVM tell of exceptions again, where it did. */
  void restore() {
    muted.forEach(each -> setEnabled(each, true));
    muted.clear();
  }

  private static void setEnabled(EventRequest request, boolean enabled) {
    try {
      request.setEnabled(enabled);
    } catch (InvalidRequestStateException e) {
      // It was deleted meanwhile.
    }
  }

  /** Whether a suspended thread may be one, while the JVM is asked to tell of no exceptions. */
  boolean maybe(DebuggedThread thread) {
    if (requests.getAsInt() == 0) {
      return false;
    }
    if (requests.getAsInt() != known) {
      known = requests.getAsInt();
      looks.clear();
      free.clear();
    }
    long id = thread.thread().uniqueID();
    if (!free.contains(id) && isFree(thread)) {
      free.add(id);
    }
    return !free.contains(id);
  }

  private boolean isFree(DebuggedThread thread) {
    Optional<DebuggedThread.Place> place = thread.place();
    if (thread.waits() || place.isEmpty()) {
      return true;
    }
    Look now = new Look(place.get(), System.nanoTime());
    Look first = looks.putIfAbsent(thread.thread().uniqueID(), now);
    return first != null
        && (!first.place().equals(now.place()) || now.nanos() - first.nanos() > PATIENCE_NANOS);
  }
}
