package dev.trn3.cli.jupyter;

import dev.trn3.cli.Distribution;
import dev.trn3.kernel.ServerFlags;
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

  private static final int NATIVE_CODE_WARNS = 24;

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
    List<String> flags = new ArrayList<>(ServerFlags.ofThisJava());
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
