package dev.trn3.cli.jupyter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One JVM's archive: class data up to Java 24, an ahead-of-time cache from 25, which also holds
 * objects and, unless the JVM is debugged, linked classes and profiles.
 *
 * @param file the archive
 * @param recorded what the training run leaves: for class data the archive itself, else a
 *     configuration to make the cache from
 * @param debugged whether the JVM that uses it has a debugger agent: such a JVM refuses a cache of
 *     linked classes
 */
record Archive(Kind kind, Path file, Path recorded, boolean debugged) {

  private static final int FIRST_WITH_CACHE = 25;

  /** How the archive is made. */
  enum Kind {
    CLASS_DATA,
    AHEAD_OF_TIME
  }

  /**
   * Maps an archive to the addresses it was made for. Otherwise each start changes every address in
   * it, which takes 30 ms and turns all of it into memory of this JVM's own.
   */
  private static final List<String> WHERE_IT_BELONGS =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  /** The archive that the Java which runs this command can make, at this path with an ending. */
  static Archive of(Path path, boolean debugged) {
    return of(path, debugged, Runtime.version().feature());
  }

  static Archive of(Path path, boolean debugged, int javaFeature) {
    boolean cache = javaFeature >= FIRST_WITH_CACHE;
    return new Archive(
        cache ? Kind.AHEAD_OF_TIME : Kind.CLASS_DATA,
        path.resolveSibling(path.getFileName() + (cache ? ".aot" : ".jsa")),
        path.resolveSibling(path.getFileName() + ".recorded"),
        debugged);
  }

  /** Options of the JVM of the training run. */
  List<String> recordingFlags() {
    return kind == Kind.CLASS_DATA
        ? List.of("-XX:ArchiveClassesAtExit=" + recorded, "-Xlog:disable")
        : List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded, "-Xlog:disable");
  }

  /**
   * Otherwise a start first compiles what was hot in the training run, at once and all of it: a
   * quarter of its processor time, in which the first cell waits. A Java that does not know this
   * option shall start all the same.
   */
  private static final List<String> COMPILE_WHEN_NEEDED =
      List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:-AOTReplayTraining");

  /** Options of every later JVM. A warning about an archive that no longer fits helps nobody. */
  List<String> usingFlags() {
    List<String> flags = new ArrayList<>(WHERE_IT_BELONGS);
    flags.addAll(
        kind == Kind.CLASS_DATA
            ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file, "-Xlog:disable")
            : List.of("-XX:AOTCache=" + file, "-Xlog:disable"));
    if (kind == Kind.AHEAD_OF_TIME && !debugged) {
      flags.addAll(COMPILE_WHEN_NEEDED);
    }
    return flags;
  }

  /** Whether {@link #usingFlags} of any archive may have put this option there. */
  static boolean isItsFlag(String option) {
    return option.startsWith("-XX:SharedArchiveFile=")
        || option.startsWith("-XX:AOTCache=")
        || option.equals("-Xshare:auto")
        || option.equals("-Xlog:disable")
        || WHERE_IT_BELONGS.contains(option)
        || COMPILE_WHEN_NEEDED.contains(option);
  }

  /** Makes the archive from what was recorded by a JVM with these options. */
  void complete(Path java, List<String> flags, String classPath) throws IOException {
    if (!Files.exists(recorded)) {
      throw new IOException("the training run has written no " + recorded.getFileName());
    }
    if (kind == Kind.CLASS_DATA) {
      Files.move(recorded, file, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(flags);
    if (debugged) {
      command.add("-XX:-AOTClassLinking");
    }
    command.addAll(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + recorded,
            "-XX:AOTCache=" + file,
            "-cp",
            classPath));
    run(command);
    Files.delete(recorded);
  }

  /** Runs a program to its end. */
  static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("a training run failed: " + said.strip());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
