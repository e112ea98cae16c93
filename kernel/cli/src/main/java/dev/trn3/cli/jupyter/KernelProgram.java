package dev.trn3.cli.jupyter;

import dev.trn3.cli.Distribution;
import dev.trn3.kernel.session.NativeMemory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
   * faster than both and needs a third of the processor time of the first few hundred cells. The
   * package of JShell is open so that not every name is imported into every cell.
   */
  private static final List<String> SERVER_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms48m",
          "-Xmn28m",
          "-XX:MinHeapFreeRatio=15",
          "-XX:MaxHeapFreeRatio=30",
          "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
          "-Djava.awt.headless=true");

  private static final String MAIN_CLASS = "dev.trn3.kernel.Kernel";

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

  /** This program with more options of both JVMs. */
  public KernelProgram with(List<String> moreServerFlags, List<String> moreWorkerFlags) {
    List<String> server = new ArrayList<>(serverFlags);
    server.addAll(moreServerFlags);
    List<String> worker = new ArrayList<>(moreWorkerFlags);
    worker.addAll(workerFlags); // What a person asks for comes last and wins.
    return new KernelProgram(java, serverJars, workerJars, server, worker);
  }

  /** The command line, up to and without the connection file. */
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(serverFlags);
    command.add("-cp");
    command.add(Distribution.classPath(serverJars));
    command.add("-Dtrn3.worker.classpath=" + Distribution.classPath(workerJars));
    if (!workerFlags.isEmpty()) {
      // A line end behind each, because paths have blanks.
      command.add("-Dtrn3.worker.flags=" + String.join("\n", workerFlags) + "\n");
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
