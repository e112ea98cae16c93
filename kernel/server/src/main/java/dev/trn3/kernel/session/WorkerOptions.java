package dev.trn3.kernel.session;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * How worker JVMs are started.
 *
 * @param classPath what the analyst's code sees, joined by the path separator
 * @param flags for the JVM, such as {@code -Xmx8g}
 * @param environment variables for the JVM, which may be changed here
 * @param connectionFile of its kernel, which the command line names where there are several in this
 *     JVM
 */
public record WorkerOptions(
    String classPath,
    List<String> flags,
    Map<String, String> environment,
    Optional<Path> connectionFile) {

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  /**
   * From Java 22 javac keeps each name as a text of its own, and joins and hashes texts for each
   * part of each import; in one table of bytes, as before, they take less time and memory.
   */
  private static final String NAMES_IN_ONE_TABLE = "-XDuseSharedTable=true";

  private static final int UNSAFE_WARNS = 24;
  private static final int SAMPLES_ANYWHERE = 25;

  /** Room for young objects from the start; the rest grows with what it holds, and shrinks. */
  private static final List<String> HEAP =
      List.of(
          "-XX:NewSize=12m",
          "-Xms20m",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:-ShrinkHeapInSteps");

  /**
   * As most collectors have it by default: a loop that counts, once compiled, can be stopped at
   * every thousandth turn. Otherwise a stop waits for its end, and so does all else in this JVM.
   */
  private static final List<String> STOPPABLE =
      List.of("-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000");

  public WorkerOptions {
    flags = List.copyOf(flags);
    if (classPath.isBlank()) {
      throw new IllegalArgumentException("no class path for the analyst's code was given");
    }
  }

  /** The environment of this process. */
  public WorkerOptions(String classPath, List<String> flags) {
    this(classPath, flags, new ConcurrentHashMap<>(System.getenv()), Optional.empty());
  }

  WorkerOptions of(Path kernel) {
    return new WorkerOptions(classPath, flags, environment, Optional.of(kernel));
  }

  WorkerOptions withMore(String jars) {
    return new WorkerOptions(
        classPath + File.pathSeparator + jars, flags, environment, connectionFile);
  }

  WorkerOptions withFlags(List<String> others) {
    return new WorkerOptions(classPath, others, environment, connectionFile);
  }

  /** Names of local variables, for the debugger; and what the JVM is told and it must know too. */
  List<String> compilerOptions() {
    List<String> options = new ArrayList<>(List.of("-g", NAMES_IN_ONE_TABLE));
    if (flags.contains("--enable-preview")) {
      String release = String.valueOf(Runtime.version().feature());
      options.addAll(List.of("--enable-preview", "--release", release));
    }
    return options;
  }

  /** The class path, entry by entry. */
  List<Path> classPathEntries() {
    return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .toList();
  }

  /** How a JVM of the cells is started, with another program to run. */
  List<String> command(String program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    connectionFile.ifPresent(file -> command.add("-Dtrn3.kernel=" + file));
    command.add("-Djava.awt.headless=true");
    command.add("-Dfile.encoding=UTF-8");
    if (flags.stream().noneMatch(flag -> COLLECTOR.matcher(flag).matches())) {
      command.add("-XX:+UseSerialGC"); // Java starts with no two of them.
    }
    if (System.getProperty("java.vm.name", "").contains("Server VM")) {
      command.addAll(STOPPABLE); // Others do not know these.
    }
    command.addAll(HEAP);
    command.addAll(NativeMemory.flags());
    command.addAll(NativeMemory.smallObjects());
    if (Runtime.version().feature() >= UNSAFE_WARNS) {
      command.add("--sun-misc-unsafe-memory-access=allow"); // Tablesaw's class scanner uses it.
    }
    if (Runtime.version().feature() < SAMPLES_ANYWHERE) {
      command.add("-XX:+UnlockDiagnosticVMOptions");
      command.add(
          "-XX:+DebugNonSafepoints"); // Without, %profile loses most samples of tight loops.
    }
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    command.add(program);
    return command;
  }

  /** Starts a JVM of the cells of which the debugger agent connects by this call. */
  Process start(AgentCall call) throws IOException {
    List<String> command = command("dev.trn3.worker.Worker");
    command.add(1, call.option());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
