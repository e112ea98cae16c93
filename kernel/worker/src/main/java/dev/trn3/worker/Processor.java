package dev.trn3.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;

/** Who takes the processor. */
final class Processor {

  private static final long LOOK_NANOS = 50_000_000;
  private static final long IDLE_NANOS = 1_000_000;

  private Processor() {}

  /** Whether this thread takes it, at two looks; yes where the JVM cannot tell. */
  static boolean isTakenBy(Thread thread) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
      return true;
    }
    if (!takesIt(threads, thread)) {
      return false;
    }
    return takesIt(threads, thread); // At the first look it may just have woken.
  }

  private static boolean takesIt(ThreadMXBean threads, Thread thread) {
    long before = threads.getThreadCpuTime(thread.getId());
    LockSupport.parkNanos(LOOK_NANOS);
    long after = threads.getThreadCpuTime(thread.getId());
    return before < 0 || after - before > IDLE_NANOS;
  }
}
