package dev.trn3.kernel;

import dev.trn3.display.Display;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.worker.Worker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kernel as a front end starts it: a process of its own, and the workers below it. */
final class KernelProcess implements AutoCloseable {

  static final String KEY = "the key of the tests";

  /** For a kernel that lives long enough to prepare itself while nobody waits. */
  static final String PREPARED = "-Dtrn3.prepare=true";

  private static final String UNPREPARED = "-Dtrn3.prepare=false";
  private static final long PATIENCE_SECONDS = 60;

  private static final int FIRST_PORT = 12_000;
  private static final int PORTS = 500;
  private static final int JVMS = 40;
  private static int nextPort;

  final ConnectionFile connection;
  final Process process;
  private final Path folder;

  private KernelProcess(ConnectionFile connection, Process process, Path folder) {
    this.connection = connection;
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts a kernel on free ports; the options are for its JVM. Most are ended after a few cells,
   * so it prepares nothing unless it is asked to.
   */
  static KernelProcess start(String... options) {
    try {
      return start(freeConnection(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a kernel with this connection. */
  static KernelProcess start(ConnectionFile connection, String... options) {
    try {
      Path folder = Files.createTempDirectory("kernel");
      Path file = folder.resolve("connection.json");
      connection.write(file);
      return new KernelProcess(connection, launch(folder, file, options), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a kernel with this connection file, whatever it holds, and logs to the folder. */
  static Process launch(Path folder, Path connectionFile, String... options) throws IOException {
    return builder(folder, connectionFile, options).start();
  }

  static ProcessBuilder builder(Path folder, Path connectionFile, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
    command.addAll(ServerFlags.openCompiler());
    command.addAll(ServerFlags.largePages());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Arrays.stream(options).noneMatch(each -> each.startsWith("-Dtrn3.worker.classpath="))) {
      command.add("-Dtrn3.worker.classpath=" + workerClassPath());
    }
    command.add(UNPREPARED); // The options behind it may say otherwise.
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.trn3.kernel.Kernel");
    command.add(connectionFile.toString());
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("log").toFile());
  }

  /** What cells see: the worker and the display verbs, and none of the kernel's own jars. */
  static String workerClassPath() {
    return Stream.of(Worker.class, Display.class)
        .map(KernelProcess::location)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Ports that were free a moment ago. They are none of those that the system chooses for
   * connections, nor those of another JVM that runs tests, so nobody takes them meanwhile.
   */
  static synchronized ConnectionFile freeConnection() throws IOException {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < 5) {
      nextPort = (nextPort + 1) % PORTS;
      int port = FIRST_PORT + PORTS * (int) (ProcessHandle.current().pid() % JVMS) + nextPort;
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return new ConnectionFile(
        "tcp",
        "127.0.0.1",
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        KEY,
        "hmac-sha256");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The worker that runs cells at present. */
  ProcessHandle worker() {
    return workers().get(0);
  }

  /** All workers that live. */
  List<ProcessHandle> workers() {
    return process.children().filter(ProcessHandle::isAlive).toList();
  }

  /** Waits until the kernel has ended. */
  int awaitEnd() {
    return awaitEnd(process);
  }

  static int awaitEnd(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the kernel has not ended");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a process has ended that is not ours to wait for otherwise. */
  static boolean ends(ProcessHandle process) {
    process.onExit().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return !process.isAlive();
  }

  /** What the kernel has written to standard error. */
  String log() {
    return written("log");
  }

  /**
   * What the kernel and its workers have written to standard output, as a JVM that crashes does.
   */
  String out() {
    return written("out");
  }

  private String written(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    workers().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitEnd();
    try {
      for (String file : List.of("connection.json", "out", "log", "")) {
        Files.deleteIfExists(folder.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
