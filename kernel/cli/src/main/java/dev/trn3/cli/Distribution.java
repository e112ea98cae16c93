package dev.trn3.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built workbench: a folder with the jars of the kernel in {@code lib/server} and those the
 * analyst's code sees in {@code lib/worker}.
 */
public record Distribution(Path folder) {

  /** The property by which the launcher says where the distribution is. */
  static final String PROPERTY = "trn3.distribution";

  /**
   * The distribution this command was started from.
   *
   * @throws Refusal where there is none
   */
  public static Distribution current() {
    String folder = System.getProperty(PROPERTY);
    if (folder == null) {
      throw Refusal.notStarted(
          "the property " + PROPERTY + " is not set; start this command by the script kernel/trn3");
    }
    return new Distribution(Path.of(folder));
  }

  /** The version of the workbench. */
  public String version() {
    Properties built = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve("trn3.properties"))) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return built.getProperty("version");
  }

  /** The kernel's own jars, by name. */
  public List<Path> serverJars() {
    return jars("server");
  }

  /** The jars on the class path of the analyst's code, by name. */
  public List<Path> workerJars() {
    return jars("worker");
  }

  /** The sources of libraries, which explain them to the analyst, by name. */
  public List<Path> sourceJars() {
    return jars("sources");
  }

  /** The jars of the program that {@code %maven} starts, by name. */
  public List<Path> resolverJars() {
    return jars("resolver");
  }

  /** Where these are. */
  public Path resolverFolder() {
    return folder.resolve("lib").resolve("resolver");
  }

  /** The jar that the JVM of a shell needs beside those of the worker. */
  public Path shellAgentJar() {
    return jars("shell").get(0);
  }

  /** Jars as one class path. */
  public static String classPath(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private List<Path> jars(String side) {
    Path lib = folder.resolve("lib").resolve(side);
    try (Stream<Path> files = Files.list(lib)) {
      List<Path> jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
      if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("trn3-"))) {
        throw incomplete(lib, "has no trn3 jar", null);
      }
      return jars;
    } catch (IOException e) {
      throw incomplete(lib, "cannot be read", e);
    }
  }

  private static Refusal incomplete(Path lib, String what, IOException cause) {
    return Refusal.notStarted(
        lib + " " + what + "; build it again: mvn -DskipTests -pl kernel/cli -am package", cause);
  }
}
