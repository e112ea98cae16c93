package dev.trn3.kernel.magic;

import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code %spark}: puts Apache Spark and the sweeps on it on the class path of the running kernel.
 * They are no part of the distribution, as few need them and they are large: Maven gets them once,
 * into the module {@code library/spark} of the workbench's sources.
 */
final class SparkMagic {

  static final String NAME = "%spark";

  private static final Path MODULE = Path.of("library", "spark");
  private static final int LINES = 12;

  private SparkMagic() {}

  static Magic magic() {
    return Magic.of(
        NAME, "[FOLDER]", "brings in Apache Spark, for sweeps on many machines", SparkMagic::run);
  }

  /**
   * Runs {@code %spark}, or {@code %spark FOLDER} with the jars or the sources of the workbench.
   */
  private static Outcome run(Call call, Workspace at)
      throws Refusal, IOException, InterruptedException {
    List<String> words = call.words(0, 1, "[FOLDER]");
    List<Path> jars = jars(words.isEmpty() ? "" : words.get(0), at);
    at.addClassPath(jars);
    Outcome imported = at.java("import dev.trn3.spark.*;");
    if (imported instanceof Failed) {
      return imported;
    }
    String version =
        jars.stream()
            .map(jar -> jar.getFileName().toString())
            .filter(name -> name.startsWith("spark-core_"))
            .map(name -> name.replaceAll("^spark-core_[^-]*-(.*)\\.jar$", "$1"))
            .findFirst()
            .orElse("");
    return Magic.text(
        "Apache Spark %s is on the class path: .on(Spark.local()), .on(Spark.master(\"spark://host:7077\"))"
            .formatted(version));
  }

  private static List<Path> jars(String argument, Workspace at)
      throws Refusal, IOException, InterruptedException {
    List<Path> classPath = at.classPath();
    Path place = argument.isEmpty() ? sources(classPath) : Path.of(argument).toAbsolutePath();
    if (!Files.isDirectory(place)) {
      throw new Refusal(
          place
              + " is no folder; "
              + NAME
              + " FOLDER names the jars of Spark, or the sources of the workbench");
    }
    if (!Files.exists(place.resolve(MODULE).resolve("pom.xml"))) {
      return added(List.of(place), classPath);
    }
    Path built = place.resolve(MODULE).resolve("target");
    if (stale(place, built)) {
      build(place, at);
    }
    return added(List.of(built, built.resolve("lib")), classPath);
  }

  /** The sources that the kernel was told of, or those around its class path. */
  private static Path sources(List<Path> classPath) throws Refusal {
    List<String> places = new ArrayList<>();
    places.add(System.getProperty("trn3.sources", ""));
    classPath.forEach(path -> places.add(path.toString()));
    for (String place : places) {
      Path each = place.isEmpty() ? null : Path.of(place).toAbsolutePath();
      while (each != null) {
        if (Files.exists(each.resolve(MODULE).resolve("pom.xml"))) {
          return each;
        }
        each = each.getParent();
      }
    }
    throw new Refusal(
        "the sources of the workbench are not found from here; say "
            + NAME
            + " FOLDER with the folder in which kernel/trn3 is, or with a folder of jars");
  }

  private static boolean stale(Path sources, Path built) throws IOException {
    Path lib = built.resolve("lib");
    if (!Files.isDirectory(lib)) {
      return true;
    }
    try (Stream<Path> jars = Files.list(built)) {
      Optional<Path> jar =
          jars.filter(file -> file.getFileName().toString().matches("trn3-spark-.*\\.jar"))
              .findFirst();
      if (jar.isEmpty()) {
        return true;
      }
      var age = Files.getLastModifiedTime(jar.get());
      try (Stream<Path> files = Files.walk(sources.resolve(MODULE).resolve("src"))) {
        return files
            .filter(file -> file.startsWith(sources.resolve(MODULE).resolve("src/main")))
            .anyMatch(file -> file.toFile().lastModified() > age.toMillis());
      }
    }
  }

  private static void build(Path sources, Workspace at)
      throws Refusal, IOException, InterruptedException {
    Path log = Files.createTempFile("trn3-spark", ".log");
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    ProcessBuilder builder =
        new ProcessBuilder(
                windows ? "mvn.cmd" : "mvn",
                "-q",
                "-B",
                "-ntp",
                "-Dquick",
                "-Dmaven.test.skip=true",
                "-Dspotless.check.skip=true",
                "-pl",
                "library/spark",
                "-am",
                "package")
            .directory(sources.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven;
    try {
      maven = at.programs().start(builder);
    } catch (IOException e) {
      throw new Refusal(
          "Spark is got by Maven (mvn), which was not found; install it, or say "
              + NAME
              + " FOLDER with the jars of Spark 4.1 and trn3-spark");
    }
    while (!maven.waitFor(200, TimeUnit.MILLISECONDS)) {
      if (at.isInterrupted()) {
        Programs.end(maven);
        throw new InterruptedException();
      }
    }
    if (maven.exitValue() != 0) {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      String end =
          lines.stream()
              .filter(line -> line.contains("ERROR"))
              .limit(LINES)
              .collect(Collectors.joining("\n"));
      throw new Refusal("Maven could not get Spark; its whole output is in " + log + "\n" + end);
    }
    Files.delete(log);
  }

  /** The jars of folders without those that the analyst's code sees already. */
  private static List<Path> added(List<Path> folders, List<Path> classPath)
      throws Refusal, IOException {
    List<String> there = classPath.stream().map(path -> path.getFileName().toString()).toList();
    List<Path> jars = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".jar"))
            .filter(file -> !there.contains(file.getFileName().toString()))
            .filter(file -> !file.getFileName().toString().matches("trn3-(library|display)-.*"))
            .sorted()
            .forEach(jars::add);
      }
    }
    if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("trn3-spark-"))) {
      throw new Refusal(
          folders.get(0) + " has no jar trn3-spark; build it: mvn -pl library/spark -am package");
    }
    return jars;
  }
}
