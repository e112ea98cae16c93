package dev.trn3.kernel;

import dev.trn3.kernel.session.NativeMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Options of the kernel's own JVM, the server.
 *
 * <p>It compiles small pieces of code and waits. The first compiler of the JVM alone starts faster
 * than both and needs a third of the processor time of the first few hundred cells; what is called
 * once a cell is not left to the interpreter for the first 200 cells. The package of JShell is open
 * so that not every name is imported into every cell, that of the modules' image so that it does
 * not keep the name of every class, those of the compiler so that it can be stopped.
 */
public final class ServerFlags {

  private static final int LARGE_FROM = 25;

  private ServerFlags() {}

  /** Those for a server that the Java runs which runs this. */
  public static List<String> ofThisJava() {
    int feature = Runtime.version().feature();
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                compiledEarly(feature),
                "-Xms48m",
                youngObjects(feature),
                "-XX:SurvivorRatio=30", // Most of what outlives a collection of a start stays.
                "-XX:MinHeapFreeRatio=5",
                "-XX:MaxHeapFreeRatio=8",
                "-XX:-ShrinkHeapInSteps",
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.jimage=ALL-UNNAMED",
                "-Djava.awt.headless=true"));
    flags.addAll(oldGrows(feature));
    flags.addAll(openCompiler());
    String system = System.getProperty("os.name", "");
    flags.addAll(compilerMakesWay(system));
    flags.addAll(largePages(system));
    flags.addAll(NativeMemory.flags());
    flags.addAll(NativeMemory.smallObjects());
    return flags;
  }

  /**
   * Room for young objects. More of it spares collections at the start, and stays resident. From
   * Java 25 a cache of linked classes takes the memory, and spares more than a collection costs.
   */
  private static String youngObjects(int javaFeature) {
    return javaFeature >= LARGE_FROM ? "-Xmn18m" : "-Xmn28m";
  }

  /**
   * Up to Java 24 the whole heap is collected whenever objects that get old have needed more room
   * than there was: a third of a second on a busy machine, in which no heartbeat is answered. With
   * room for so much at a time that is half as often.
   */
  static List<String> oldGrows(int javaFeature) {
    return javaFeature >= LARGE_FROM ? List.of() : List.of("-XX:MinHeapDeltaBytes=16m");
  }

  /** Opens javac to what stops it when it does not come to an end. */
  public static List<String> openCompiler() {
    return Stream.of("api", "code", "comp", "jvm", "main", "parser", "tree", "util")
        .map("--add-opens=jdk.compiler/com.sun.tools.javac.%s=ALL-UNNAMED"::formatted)
        .toList();
  }

  /**
   * Lets the compiler of the JVM make way for what a person waits for, where processors are few: it
   * is at work on the start for some time yet when the first cells run. Linux gives it the share of
   * {@code nice -n 5}. That needs no rights, but Java warns that other priorities do; what silences
   * this silences every warning of the server's JVM. Where the server runs as root, the system also
   * prefers threads of Java's highest priorities to other processes: one of the JVM's own that
   * enqueues references, and one that takes signals.
   */
  static List<String> compilerMakesWay(String system) {
    return system.startsWith("Linux")
        ? List.of(
            "-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=5", "-XX:-PrintWarnings")
        : List.of();
  }

  /** As {@link #largePages(String)}, for the system that this runs on. */
  public static List<String> largePages() {
    return largePages(System.getProperty("os.name", ""));
  }

  /**
   * Asks Linux for memory in pages of two megabytes: a start touches 30 MB that it has not had
   * before, and for each page of 4 KB the system would step in. Where it gives none, Java need not
   * say so.
   */
  static List<String> largePages(String system) {
    return system.startsWith("Linux")
        ? List.of("-XX:+UseTransparentHugePages", "-Xlog:pagesize=off")
        : List.of();
  }

  /**
   * How early code is compiled, as a part of the usual number of calls: a trivial cell takes a
   * sixth less time. On Java 17, where a start has no cache of linked classes, still less of it
   * costs more at the start than it spares later.
   */
  private static String compiledEarly(int javaFeature) {
    return "-XX:CompileThresholdScaling=" + (javaFeature >= LARGE_FROM ? "0.15" : "0.4");
  }
}
