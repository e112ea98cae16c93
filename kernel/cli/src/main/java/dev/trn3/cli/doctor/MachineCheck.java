package dev.trn3.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Memory, fonts, folders, ports. */
final class MachineCheck {

  private static final double GIB = 1024.0 * 1024 * 1024;
  private static final double ENOUGH_MEMORY_GIB = 1.5;
  private static final double ENOUGH_SPACE_GIB = 0.25;
  private static final int PORTS_OF_A_KERNEL = 5;

  private MachineCheck() {}

  static List<Finding> findings() {
    return List.of(memory(), fonts(), display(), temporaryFolder(), ports());
  }

  private static Finding memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double total = system.getTotalMemorySize() / GIB;
    int processors = Runtime.getRuntime().availableProcessors();
    String state =
        String.format(
            Locale.ROOT,
            "%.1f GiB, of which your code may use a quarter unless told otherwise; %d processor%s",
            total,
            processors,
            processors == 1 ? "" : "s");
    return total >= ENOUGH_MEMORY_GIB
        ? Finding.fine("Memory", state)
        : Finding.note("Memory", state, "large studies want more; see --jvm-arg of trn3 install");
  }

  private static Finding fonts() {
    String remedy = "install one and fontconfig, as 'apt install fontconfig fonts-dejavu-core'";
    try {
      int families =
          GraphicsEnvironment.getLocalGraphicsEnvironment()
              .getAvailableFontFamilyNames(Locale.ROOT)
              .length;
      // Five families, such as Dialog and Serif, are only names for others.
      return families > 5
          ? Finding.fine("Fonts", families + " families")
          : Finding.missing("Fonts", "none, and charts cannot be drawn without", remedy);
    } catch (RuntimeException | LinkageError | InternalError e) {
      return Finding.missing("Fonts", "Java cannot load any: " + e.getMessage(), remedy);
    }
  }

  private static Finding display() {
    return Finding.fine("Display", "not needed, charts are drawn in memory");
  }

  private static Finding temporaryFolder() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    String remedy =
        "free some space there, or choose a folder by JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR";
    try {
      Files.delete(Files.createTempFile(folder, "trn3-doctor-", ""));
      double free = Files.getFileStore(folder).getUsableSpace() / GIB;
      String state = String.format(Locale.ROOT, "%s is writable, %.1f GiB free", folder, free);
      return free >= ENOUGH_SPACE_GIB
          ? Finding.fine("Temp folder", state)
          : Finding.note("Temp folder", state, remedy);
    } catch (IOException e) {
      return Finding.missing("Temp folder", folder + " cannot be written: " + e, remedy);
    }
  }

  private static Finding ports() {
    int open = 0;
    try {
      for (; open < PORTS_OF_A_KERNEL; open++) {
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
      }
      return Finding.fine("Ports", "can be opened on " + InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      return Finding.missing(
          "Ports",
          "none can be opened on " + InetAddress.getLoopbackAddress() + ": " + e.getMessage(),
          "let this user listen on the loopback interface; the kernel talks to front ends there");
    }
  }
}
