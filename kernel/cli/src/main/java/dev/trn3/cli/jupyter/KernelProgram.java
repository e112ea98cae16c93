package dev.trn3.cli.jupyter;

import dev.trn3.cli.Distribution;
import dev.trn3.kernel.session.NativeMemory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the kernel is started.
 *
 * @param java the {@code java} program, by its absolute path
 * @param serverJars the class path of the kernel itself
 * @param workerJars the class path of the analyst's code
 * @param serverFlags options of the kernel's own JVM
 * @param workerFlags options of the JVM that runs the analyst's code, such as {@code -Xmx8g}
 */
public record KernelProgram(
    Path java,
    List<Path> serverJars,
    List<Path> workerJars,
    List<String> serverFlags,
    List<String> workerFlags) {

  /**
   * The server compiles small pieces of code and waits. The first compiler of the JVM alone starts
   * faster than both and needs a third of the processor time of the first few hundred cells; what
   * is called once a cell is not left to the interpreter for the first 200 cells. The package of
   * JShell is open so that not every name is imported into every cell, that of the modules' image
   * so that it does not keep the name of every class.
   */
  private static final List<String> SERVER_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          compiledEarly(Runtime.version().feature()),
          "-Xms48m",
          youngObjects(Runtime.version().feature()),
          "-XX:MinHeapFreeRatio=5",
          "-XX:MaxHeapFreeRatio=8",
          "-XX:-ShrinkHeapInSteps",
          "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.jimage=ALL-UNNAMED",
          "-Djava.awt.headless=true");

  private static final int LARGE_FROM = 25;
  private static final int NATIVE_CODE_WARNS = 24;

  /**
   * Room for young objects. More of it spares collections at the start, and stays resident. From
   * Java 25 a cache of linked classes takes the memory, and spares more than a collection costs.
   */
  private static String youngObjects(int javaFeature) {
    return javaFeature >= LARGE_FROM ? "-Xmn18m" : "-Xmn28m";
  }

  /**
   * How early code is compiled, as a part of the usual number of calls: a trivial cell takes a
   * sixth less time. On Java 17, where a start has no cache of linked classes, still less of it
   * costs more at the start than it spares later.
   */
  private static String compiledEarly(int javaFeature) {
    return "-XX:CompileThresholdScaling=" + (javaFeature >= LARGE_FROM ? "0.15" : "0.4");
  }

  /** Kernels that people start remember their cells; those that run a notebook do not. */
  private static final String HISTORY = "-Dtrn3.history=user";

  private static final String MAIN_CLASS = "dev.trn3.kernel.Kernel";
  private static final String WORKER_CLASS_PATH = "-Dtrn3.worker.classpath=";
  private static final String WORKER_FLAGS = "-Dtrn3.worker.flags=";

  public KernelProgram {
    serverJars = List.copyOf(serverJars);
    workerJars = List.copyOf(workerJars);
    serverFlags = List.copyOf(serverFlags);
    workerFlags = List.copyOf(workerFlags);
  }

  /** The kernel of a distribution, run by the Java that runs this command. */
  public static KernelProgram of(Distribution distribution, List<String> workerFlags) {
    return new KernelProgram(
        thisJava(),
        distribution.serverJars(),
        distribution.workerJars(),
        serverFlags(distribution, distribution.resolverFolder()),
        workerFlags);
  }

  /**
   * A kernel works without the sources of the workbench; {@code %spark} is built from them.
   *
   * @param resolver the folder with the jars of {@code %maven}
   */
  static List<String> serverFlags(Distribution distribution, Path resolver) {
    List<String> flags = new ArrayList<>(SERVER_FLAGS);
    flags.addAll(NativeMemory.flags());
    flags.addAll(NativeMemory.smallObjects());
    if (Runtime.version().feature() >= NATIVE_CODE_WARNS) {
      flags.add("--enable-native-access=ALL-UNNAMED"); // For the library that signs messages.
    }
    flags.add("-Dtrn3.resolver.classpath=" + resolver.toAbsolutePath() + File.separator + "*");
    Path folder = distribution.folder().toAbsolutePath().normalize();
    while (folder != null && !Files.exists(folder.resolve("library/spark/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder != null) {
      flags.add("-Dtrn3.sources=" + folder);
    }
    return flags;
  }

  /** The {@code java} program that runs this command. */
  public static Path thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** This program with the history that all kernels of a user share. */
  KernelProgram withHistory() {
    return with(List.of(HISTORY), List.of());
  }

  /** This program with more options of both JVMs. */
  public KernelProgram with(List<String> moreServerFlags, List<String> moreWorkerFlags) {
    List<String> server = new ArrayList<>(serverFlags);
    server.addAll(moreServerFlags);
    List<String> worker = new ArrayList<>(moreWorkerFlags);
    worker.addAll(workerFlags); // What a person asks for comes last and wins.
    return new KernelProgram(java, serverJars, workerJars, server, worker);
  }

  /**
   * The program of a command line that {@link #command} has made.
   *
   * @throws IllegalArgumentException where it has another form
   */
  static KernelProgram read(List<String> command) {
    int classPath = command.indexOf("-cp");
    int main = command.indexOf(MAIN_CLASS);
    if (classPath < 1 || main < classPath + 3) {
      throw new IllegalArgumentException("not the command line of a kernel: " + command);
    }
    List<String> worker = command.subList(classPath + 2, main);
    String flags = worker.size() > 1 ? worker.get(1).substring(WORKER_FLAGS.length()) : "";
    return new KernelProgram(
        Path.of(command.get(0)),
        paths(command.get(classPath + 1)),
        paths(worker.get(0).substring(WORKER_CLASS_PATH.length())),
        command.subList(1, classPath),
        flags.lines().toList());
  }

  private static List<Path> paths(String classPath) {
    return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator))).map(Path::of).toList();
  }

  /** This program with other options of the server, and without archives in either JVM. */
  KernelProgram withoutArchives(List<String> serverOptions) {
    return new KernelProgram(
        java,
        serverJars,
        workerJars,
        serverOptions.stream().filter(flag -> !Archive.isItsFlag(flag)).toList(),
        workerFlags.stream().filter(flag -> !Archive.isItsFlag(flag)).toList());
  }

  /** The command line, up to and without the connection file. */
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(serverFlags);
    command.add("-cp");
    command.add(Distribution.classPath(serverJars));
    command.add(WORKER_CLASS_PATH + Distribution.classPath(workerJars));
    if (!workerFlags.isEmpty()) {
      // A line end behind each, because paths have blanks.
      command.add(WORKER_FLAGS + String.join("\n", workerFlags) + "\n");
    }
    command.add(MAIN_CLASS);
    return command;
  }

  /**
   * The command line of a kernel that a command of ours runs. In a terminal Ctrl-C reaches every
   * process at once; this kernel does not listen, and is interrupted by message.
   */
  public List<String> shieldedCommand() {
    if (File.pathSeparatorChar == ';') { // Windows
      return kernelspecCommand();
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "trn3-kernel"));
    command.addAll(kernelspecCommand());
    return command;
  }

  /** The command line as a kernelspec has it. */
  public List<String> kernelspecCommand() {
    List<String> command = command();
    command.add("{connection_file}");
    return command;
  }
}
