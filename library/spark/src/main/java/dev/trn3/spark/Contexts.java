package dev.trn3.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The one Spark context that a JVM may have, kept from sweep to sweep. */
final class Contexts {

  /** Spark itself gives up on a master only after a minute. */
  private static final int REGISTER_SECONDS = 45;

  private static Spark owner;
  private static Started context;

  /**
   * @param page of a standalone master; empty for other kinds
   */
  record Started(JavaSparkContext spark, Optional<Page> page) {}

  private Contexts() {}

  static synchronized Started of(Spark spark) throws InterruptedException {
    if (context != null
        && Objects.equals(owner, spark)
        && !context.spark().sc().isStopped()
        && !CellClasses.outdated()) {
      return context;
    }
    stop();
    SparkConf configuration = configuration(spark);
    Optional<Page> page = Masters.require(configuration);
    context = new Started(started(spark, configuration), page);
    owner = spark;
    return context;
  }

  static synchronized void stop() {
    if (context != null) {
      context.spark().stop();
      context = null;
      owner = null;
    }
    CellClasses.forget();
  }

  private static JavaSparkContext started(Spark spark, SparkConf configuration)
      throws InterruptedException {
    FutureTask<JavaSparkContext> starting =
        new FutureTask<>(() -> new JavaSparkContext(configuration));
    Thread thread = new Thread(starting, "starting Spark");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return starting.get(REGISTER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new IllegalStateException(
          "the master at %s answers, but did not take this program within %d s; check that it has this version of Spark (%s), and its log"
              .formatted(
                  spark.master(),
                  REGISTER_SECONDS,
                  org.apache.spark.package$.MODULE$.SPARK_VERSION()),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Spark at %s does not start: %s".formatted(where(spark), Causes.words(e.getCause())),
          e.getCause());
    }
  }

  private static String where(Spark spark) {
    return spark.master().isEmpty() ? "the master of spark-submit" : spark.master();
  }

  private static SparkConf configuration(Spark spark) {
    SparkConf configuration = new SparkConf();
    configuration.setIfMissing("spark.app.name", "trn3 sweep");
    configuration.setIfMissing("spark.ui.enabled", "false");
    configuration.setIfMissing("spark.ui.showConsoleProgress", "false");
    if (!spark.master().isEmpty()) {
      configuration.setMaster(spark.master());
    } else if (!configuration.contains("spark.master")) {
      throw new IllegalStateException(
          "this program was not started by spark-submit; use Spark.local() or Spark.master(\"spark://…\")");
    }
    if (configuration.get("spark.master").startsWith("local[")) {
      configuration.setIfMissing("spark.driver.host", "localhost");
      configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    } else {
      List<String> jars = new ArrayList<>(Jars.ofThisLibrary());
      spark.jars().forEach(jar -> jars.add(Jars.jar(jar.toAbsolutePath()).toUri().toString()));
      configuration.setIfMissing("spark.jars", String.join(",", jars));
    }
    CellClasses.directory()
        .ifPresent(
            folder -> configuration.setIfMissing("spark.repl.class.outputDir", folder.toString()));
    spark.settings().forEach(configuration::set);
    return configuration;
  }
}
