package dev.trn3.kernel.debug;

import dev.trn3.kernel.debug.Attachment.Stop;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What front ends hold on to: the present worker, and the one that takes its place when it dies,
 * with the same breakpoints and exceptions.
 */
final class Hold {

  private final Supplier<Debuggable> present;
  private final LineMaps lines;
  private final Breakpoints breakpoints;
  private final Inspection inspection;
  private final Consumer<Stop> stopped;
  private volatile Attachment attachment;
  private volatile boolean started;
  private volatile Set<String> exceptions = Set.of();

  /**
   * No hold yet.
   *
   * @param present the session, once it is ready; another one after the worker was replaced
   * @param stopped told of each thread that stops
   */
  Hold(
      Supplier<Debuggable> present,
      LineMaps lines,
      Breakpoints breakpoints,
      Inspection inspection,
      Consumer<Stop> stopped) {
    this.present = present;
    this.lines = lines;
    this.breakpoints = breakpoints;
    this.inspection = inspection;
    this.stopped = stopped;
  }

  /** Whether a front end is attached. */
  boolean isStarted() {
    return started;
  }

  /** The present worker, where a front end is attached to it. */
  Attachment attached() throws Refusal {
    Attachment held = attachment;
    if (!started || held == null || !held.isActive()) {
      throw new Refusal("no debugger is attached; send attach first");
    }
    return held;
  }

  /** The worker that was held last, also where no front end is attached any more. */
  Optional<Attachment> last() {
    return Optional.ofNullable(attachment);
  }

  /** A front end attaches. */
  void begin() {
    started = true;
    takeHold(present.get());
  }

  /** The worker may be a new one, which knows of no breakpoint. */
  private synchronized void takeHold(Debuggable program) {
    if (attachment != null && attachment.machine() == program.machine()) {
      attachment.begin();
    } else {
      lines.clear();
      breakpoints.workerIsGone();
      inspection.forget();
      attachment = Attachment.to(program, lines, breakpoints, stopped);
      attachment.stopAtExceptions(exceptions);
    }
  }

  /** The worker of this program, in which the breakpoints of a cell are about to be placed. */
  Attachment on(Debuggable program) {
    takeHold(program);
    return attachment;
  }

  /** Lets go, and forgets all breakpoints. */
  void end() {
    started = false;
    breakpoints.clear();
    exceptions = Set.of();
    if (attachment != null) {
      attachment.close();
    }
    inspection.forget();
  }

  /** Stops at exceptions of these kinds, in the next worker, too. */
  void stopAtExceptions(Set<String> filters) throws Refusal {
    exceptions = filters;
    attached().stopAtExceptions(filters);
  }
}
