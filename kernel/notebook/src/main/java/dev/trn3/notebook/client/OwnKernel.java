package dev.trn3.notebook.client;

import dev.trn3.kernel.ServerFlags;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Trn3 kernel, started from the class path of this process without being installed. */
public final class OwnKernel {

  /** The name of its kernelspec. */
  public static final String NAME = "trn3";

  /** What a person picks from a list. */
  public static final String DISPLAY_NAME = "Trn3 Workbench (Java)";

  private static final String MAIN_CLASS = "dev.trn3.kernel.Kernel";
  private static final String UNATTENDED = "-Dtrn3.unattended=true";

  /**
   * For the JVM of kernels that run a notebook and end: room for what they allocate, which would
   * otherwise be collected again and again. Several may run in it, see {@link Succession}; where
   * that room is not enough it ends, since nobody knows which thread of which kernel goes without.
   */
  public static final List<String> BRIEF_SERVER =
      List.of("-Xms240m", "-Xmn112m", "-XX:MetaspaceSize=64m", "-XX:+ExitOnOutOfMemoryError");

  /**
   * For the JVM of its cells: the second compiler takes only what is called a million times. It
   * would take as long as most notebooks do, on a processor that another notebook needs; a loop of
   * seconds reaches it all the same.
   */
  public static final List<String> BRIEF_WORKER =
      List.of(
          "-XX:MetaspaceSize=64m",
          "-XX:Tier4InvocationThreshold=1000000",
          "-XX:Tier4MinInvocationThreshold=100000",
          "-XX:Tier4CompileThreshold=2000000",
          "-XX:Tier4BackEdgeThreshold=10000000");

  private static final String WORKER_FLAGS = "-Dtrn3.worker.flags=";

  private OwnKernel() {}

  /**
   * A kernel whose cells see the class path of this process: in a test, the project under test. A
   * JaCoCo agent of this process is passed on, so that what notebooks reach counts as covered.
   */
  public static KernelSpec onClassPath() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return on(classPath, coverageAgents());
  }

  /**
   * A kernel whose cells see these jars and folders.
   *
   * @param classPath joined by the path separator; what does not exist is left out
   * @param workerFlags options of the JVM that runs the cells
   */
  public static KernelSpec on(String classPath, List<String> workerFlags) {
    String existing =
        Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator), -1))
            .filter(path -> !path.isBlank() && Files.exists(Path.of(path)))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.add("-Djava.awt.headless=true");
    argv.add("-XX:+UseSerialGC");
    argv.add("-XX:TieredStopAtLevel=1");
    argv.addAll(BRIEF_SERVER);
    argv.addAll(ServerFlags.largePages());
    argv.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
    argv.addAll(ServerFlags.openCompiler());
    argv.add("-Dtrn3.worker.classpath=" + existing);
    List<String> flags = new ArrayList<>(BRIEF_WORKER);
    flags.addAll(workerFlags);
    argv.add(WORKER_FLAGS + String.join("\n", flags) + "\n");
    argv.add("-cp");
    argv.add(existing);
    argv.add(MAIN_CLASS);
    argv.add("{connection_file}");
    return KernelSpec.of(NAME, "java", argv);
  }

  /**
   * Code to run before a kernel of ours is shut down; empty for none. The JVM of the cells is ended
   * without asking, so an agent in it that counts what is covered must write before.
   */
  public static String lastWords(KernelSpec kernel) {
    boolean counts =
        kernel.argv().stream()
            .filter(word -> word.startsWith(WORKER_FLAGS))
            .anyMatch(flags -> flags.lines().anyMatch(OwnKernel::isCoverageAgent));
    return !kernel.name().equals(NAME) || !counts
        ? ""
        : """
          var agent = Class.forName("org.jacoco.agent.rt.RT").getMethod("getAgent").invoke(null);
          Class.forName("org.jacoco.agent.rt.IAgent").getMethod("dump", boolean.class).invoke(agent, true);
          """;
  }

  /**
   * This kernel, in a JVM that takes others beside and after it; empty where it is not ours, or is
   * interrupted by a signal, which would reach the others as well.
   */
  static Optional<KernelSpec> withSuccessors(KernelSpec kernel) {
    int main = kernel.argv().indexOf(MAIN_CLASS);
    if (main < 0 || !kernel.interruptByMessage()) {
      return Optional.empty();
    }
    List<String> argv = new ArrayList<>(kernel.argv());
    argv.add(main, UNATTENDED);
    return Optional.of(kernel.with(argv));
  }

  private static List<String> coverageAgents() {
    return coverageAgents(ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /** The agents among the arguments of a JVM that count what is covered. */
  static List<String> coverageAgents(List<String> jvmArguments) {
    return jvmArguments.stream()
        .filter(OwnKernel::isCoverageAgent)
        .map(OwnKernel::withAbsoluteFile)
        .toList();
  }

  private static boolean isCoverageAgent(String flag) {
    return flag.replace(WORKER_FLAGS, "").startsWith("-javaagent:") && flag.contains("jacoco");
  }

  /** A kernel runs in the folder of its notebook, so the file it writes must be named in full. */
  private static String withAbsoluteFile(String agent) {
    return Pattern.compile("destfile=([^,]+)")
        .matcher(agent)
        .replaceAll(
            found ->
                java.util.regex.Matcher.quoteReplacement(
                    "destfile=" + Path.of(found.group(1)).toAbsolutePath()));
  }
}
