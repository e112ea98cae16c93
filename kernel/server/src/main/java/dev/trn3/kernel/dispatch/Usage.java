package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.trn3.kernel.protocol.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much of the machine the kernel uses: both of its JVMs and what they have started.
 *
 * <p>Memory comes from {@code /proc}; where there is none, the field is left out.
 */
final class Usage {

  private static final double PERCENT = 100;
  private static final int BYTES_PER_KIB = 1024;

  private Map<Long, Duration> processorTime = new HashMap<>();
  private long asked = System.nanoTime();

  /** Not before the first question: to read what limits the machine takes as long as a cell. */
  private static final class Machine {
    static final OperatingSystemMXBean BEAN =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  /** The answer to {@code usage_request}. */
  synchronized ObjectNode answer() {
    List<ProcessHandle> processes =
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .toList();
    ObjectNode content = Json.object().put("hostname", hostname());
    content.put("pid", ProcessHandle.current().pid());
    content.put("kernel_cpu", processorPercent(processes));
    memory(processes, content);
    content.put("host_cpu_percent", Math.max(0, Machine.BEAN.getCpuLoad()) * PERCENT);
    content.put("cpu_count", Runtime.getRuntime().availableProcessors());
    long total = Machine.BEAN.getTotalMemorySize();
    long available = available();
    content
        .putObject("host_virtual_memory")
        .put("total", total)
        .put("available", available)
        .put("used", total - available)
        .put("free", Machine.BEAN.getFreeMemorySize())
        .put("percent", PERCENT * (total - available) / total);
    return content;
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // A machine that does not know its own name.
    }
  }

  /** Of one processor, since the last question; the first counts from the start. */
  private double processorPercent(List<ProcessHandle> processes) {
    Map<Long, Duration> now = new HashMap<>();
    Duration spent = Duration.ZERO;
    for (ProcessHandle each : processes) {
      Duration total = each.info().totalCpuDuration().orElse(Duration.ZERO);
      now.put(each.pid(), total);
      spent = spent.plus(total.minus(processorTime.getOrDefault(each.pid(), Duration.ZERO)));
    }
    processorTime = now;
    long since = System.nanoTime() - asked;
    asked += since;
    return PERCENT * spent.toNanos() / Math.max(1, since);
  }

  private static void memory(List<ProcessHandle> processes, ObjectNode content) {
    long bytes = 0;
    for (ProcessHandle each : processes) {
      bytes += kibibytes(Path.of("/proc/" + each.pid() + "/status"), "VmRSS:") * BYTES_PER_KIB;
    }
    if (bytes > 0) {
      content.put("kernel_memory", bytes);
    }
  }

  private static long available() {
    long kibibytes = kibibytes(Path.of("/proc/meminfo"), "MemAvailable:");
    return kibibytes > 0 ? kibibytes * BYTES_PER_KIB : Machine.BEAN.getFreeMemorySize();
  }

  /** A line such as {@code VmRSS: 1234 kB}; 0 where it is not there. */
  private static long kibibytes(Path file, String label) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(label))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // Not Linux, or the process has just ended.
    }
  }
}
