package dev.trn3.worker;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** What this JVM says of itself. */
final class Report {

  private static final double MEBI = 1 << 20;

  private Report() {}

  static String memory() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    long buffers =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return String.format(
        Locale.ROOT,
        "Heap: %.1f MiB in use, of %.1f MiB taken and %.1f MiB allowed%n"
            + "Classes and compiled code: %.1f MiB%nBuffers outside of the heap: %.1f MiB",
        heap.getUsed() / MEBI,
        heap.getCommitted() / MEBI,
        heap.getMax() / MEBI,
        other.getUsed() / MEBI,
        buffers / MEBI);
  }

  /** All threads, with those that wait for each other named first. */
  static String threads() {
    var threads = ManagementFactory.getThreadMXBean();
    ThreadInfo[] all = threads.dumpAllThreads(true, true);
    long[] deadlocked = threads.findDeadlockedThreads();
    String lead =
        deadlocked == null
            ? all.length + " threads, none of which waits for itself\n"
            : "These wait for each other for ever: "
                + Arrays.stream(all)
                    .filter(each -> contains(deadlocked, each.getThreadId()))
                    .map(ThreadInfo::getThreadName)
                    .collect(Collectors.joining(", "))
                + "\n";
    return lead
        + Arrays.stream(all)
            .sorted(Comparator.comparing(ThreadInfo::getThreadName))
            .map(Report::text)
            .collect(Collectors.joining());
  }

  private static boolean contains(long[] ids, long id) {
    return Arrays.stream(ids).anyMatch(each -> each == id);
  }

  private static String text(ThreadInfo thread) {
    StringBuilder text = new StringBuilder();
    text.append('\n').append('"').append(thread.getThreadName()).append("\" ");
    text.append(thread.getThreadState().name().toLowerCase(Locale.ROOT));
    if (thread.getLockName() != null) {
      text.append(", waits for ").append(thread.getLockName());
    }
    if (thread.getLockOwnerName() != null) {
      text.append(", which \"").append(thread.getLockOwnerName()).append("\" has");
    }
    text.append('\n');
    for (StackTraceElement frame : thread.getStackTrace()) {
      text.append("    at ").append(frame).append('\n');
    }
    return text.toString();
  }
}
