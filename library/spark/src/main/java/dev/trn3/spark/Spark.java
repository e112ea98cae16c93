package dev.trn3.spark;

import dev.trn3.sweep.Engine;
import dev.trn3.sweep.Outcome;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Apache Spark as the place where a sweep is computed: {@code sweep.on(Spark.local())}. Each step
 * gives a new value; Spark is started by the first sweep that runs, and kept for the next ones.
 *
 * <p>The results are those of a run without Spark, bit for bit. A lost executor costs time: what it
 * had not finished is computed by another.
 *
 * @param master the URL of the master, as Spark writes it; empty to take what {@code spark-submit}
 *     was told
 * @param settings further settings of Spark by name, such as {@code spark.executor.memory}
 * @param jars files that executors need besides those of this library
 */
public record Spark(String master, Map<String, String> settings, List<Path> jars)
    implements Engine {

  public Spark {
    settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    jars = List.copyOf(jars);
  }

  /** Spark inside this process, with all its processors. */
  public static Spark local() {
    return master("local[*]");
  }

  /** Spark inside this process, with so many threads. */
  public static Spark local(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Spark needs at least 1 thread, not " + threads);
    }
    return master("local[" + threads + "]");
  }

  /**
   * The Spark of a master: {@code spark://host:7077}, {@code k8s://https://host:6443}, {@code
   * yarn}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Spark master(String url) {
    if (!url.matches(
        "(spark://.+:\\d+(,.+:\\d+)*|k8s://.+|yarn|local(\\[.+])?|local-cluster\\[.+])")) {
      throw new IllegalArgumentException(
          "\"%s\" is no master of Spark; use spark://host:7077, k8s://https://host:6443, yarn or local[2]"
              .formatted(url));
    }
    return new Spark(url, Map.of(), List.of());
  }

  /** The Spark that started this program by {@code spark-submit}, with its settings. */
  public static Spark submitted() {
    return new Spark("", Map.of(), List.of());
  }

  /**
   * One more setting of Spark: {@code with("spark.executor.memory", "2g")}. Two are our own, for a
   * standalone master: {@code spark.trn3.registrationTimeout}, how long executors may take from
   * their start to their registration (default {@code 60s}), and {@code spark.trn3.workerTimeout},
   * how long the master may be without workers (default {@code 10s}).
   *
   * @throws IllegalArgumentException if it does not begin with {@code spark.}
   */
  public Spark with(String setting, String value) {
    if (!setting.startsWith("spark.")) {
      throw new IllegalArgumentException(
          "\"%s\" is no setting of Spark; they begin with spark.".formatted(setting));
    }
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new Spark(master, more, jars);
  }

  /**
   * One more jar for executors, or a folder of classes: where the functions that are swept come
   * from.
   *
   * @throws IllegalArgumentException if it does not exist
   */
  public Spark jar(Path file) {
    if (!java.nio.file.Files.exists(file)) {
      throw new IllegalArgumentException(file.toAbsolutePath() + " does not exist");
    }
    List<Path> more = new ArrayList<>(jars);
    more.add(file);
    return new Spark(master, settings, more);
  }

  /** Stops Spark, if it runs; the next sweep starts it again. */
  public static void stop() {
    Contexts.stop();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if no master answers, or if executors have other versions of
   *     Spark or of this library
   */
  @Override
  public <R> void run(Task<R> task, List<Point> points, Consumer<Outcome> receiver)
      throws InterruptedException {
    if (points.isEmpty()) {
      return;
    }
    Contexts.Started started = Contexts.of(this);
    boolean elsewhere = !started.spark().isLocal();
    Sending.require(task, elsewhere);
    if (CellClasses.outdated()) {
      started = Contexts.of(this); // Executors keep what they loaded, so others are needed.
      Sending.require(task, elsewhere);
    }
    new SparkRun(started).run(task, points, receiver);
  }
}
