package dev.trn3.spark;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.parallelism.Recompute.FULL;
import static dev.trn3.parallelism.Recompute.NONE;
import static dev.trn3.parallelism.Recompute.SELECTIVE;
import static dev.trn3.sweep.TrainingMeasures.costPerMillionTokens;
import static dev.trn3.sweep.TrainingMeasures.mfu;
import static dev.trn3.sweep.TrainingMeasures.plan;
import static dev.trn3.sweep.TrainingMeasures.stepTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.sweep.Engine;
import dev.trn3.sweep.Outcome;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.SweepResult;
import dev.trn3.sweep.Task;
import dev.trn3.sweep.Values;
import dev.trn3.workload.Models;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class SparkTest {
  private static final Spark LOCAL = Spark.local(2);

  static Sweep<TrainingEstimate> training() {
    return Sweep.of(Training.of(Models.LLAMA_3_1_8B).globalBatch(1152))
        .over("servers", 1, 2, 37)
        .over("precision", BF16, MXFP8)
        .over("recompute", NONE, SELECTIVE, FULL)
        .measure(stepTime(), mfu(), costPerMillionTokens(), plan())
        .quietly()
        .afresh();
  }

  /** Something that takes a while, and is the same everywhere. */
  static double logistic(Point point) {
    double x = point.number("x") / 1000;
    for (int i = 0; i < 4_000_000; i++) {
      x = 3.9 * x * (1 - x);
    }
    return x;
  }

  @AfterAll
  static void stop() {
    Spark.stop();
  }

  @Nested
  class InThisProcess {

    @Test
    void givesWhatARunWithoutSparkGives() {
      SweepResult here = training().run();

      assertThat(training().on(LOCAL).run()).isEqualTo(here);
      assertThat(here.rows()).isNotEmpty();
      assertThat(here.failures())
          .as("37 divides neither batch, layers, heads nor sequence")
          .isNotEmpty();
    }

    @Test
    void givesTheSameRandomNumbers() {
      Sweep<Double> sweep =
          Sweep.of(point -> point.random().nextDouble()).quietly().over("x", Values.range(1, 100));

      assertThat(sweep.on(LOCAL).run()).isEqualTo(sweep.run());
    }

    @Test
    void reportsPointsThatThrow() {
      SweepResult result =
          Sweep.of(point -> 12 / point.integer("x")).quietly().on(LOCAL).over("x", -1, 0, 1).run();

      assertThat(result.rows()).hasSize(2);
      assertThat(result.failures().get(0).reason()).contains("/ by zero");
    }

    @Test
    void refusesAFunctionThatCannotBeSent() {
      Object anything = new Object();
      assertThatThrownBy(
              () -> Sweep.of(point -> anything.hashCode()).quietly().on(LOCAL).over("x", 1).run())
          .hasMessageContaining("holds a java.lang.Object");
    }

    @Test
    void anInterruptCancelsTheJobAndKeepsWhatIsDone() throws Exception {
      AtomicReference<SweepResult> result = new AtomicReference<>();
      Thread thread =
          new Thread(
              () ->
                  result.set(
                      Sweep.of(Waiting::at)
                          .quietly()
                          .on(LOCAL)
                          .over("x", Values.range(1, 5))
                          .run()));
      thread.start();
      assertThat(Waiting.REACHED.await(60, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      thread.join(30_000);

      assertThat(result.get().isComplete()).isFalse();
      assertThat(result.get().failures()).isEmpty();
      assertThat(Waiting.CANCELLED.await(30, TimeUnit.SECONDS)).as("task ended").isTrue();
    }
  }

  /** A function that never ends for some points; static, as it runs in this process. */
  static final class Waiting {

    static final CountDownLatch REACHED = new CountDownLatch(1);
    static final CountDownLatch CANCELLED = new CountDownLatch(1);

    static int at(Point point) throws InterruptedException {
      if (point.integer("x") >= 3) {
        REACHED.countDown();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          CANCELLED.countDown();
          throw e;
        }
      }
      return point.integer("x");
    }
  }

  @Nested
  @EnabledForJreRange(
      max = JRE.JAVA_23,
      disabledReason = "Hadoop in Spark 4.1 asks for a security manager, which Java 24 took away")
  class OnAClusterOfTwoWorkers {

    @TempDir static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
      cluster = Cluster.of(folder, 2);
    }

    @AfterAll
    static void end() {
      Spark.stop();
      cluster.close();
    }

    private static Spark spark() {
      return Spark.master(cluster.url())
          .with("spark.executor.memory", "480m")
          .with("spark.executor.extraJavaOptions", Cluster.QUICK_START)
          .with("spark.driver.host", "127.0.0.1")
          .with("spark.driver.bindAddress", "127.0.0.1");
    }

    /** One executor, where it matters what it says and not how many do. */
    private static Spark oneExecutor() {
      return spark().with("spark.cores.max", "1");
    }

    /**
     * One test, because each start of executors takes seconds: another library is refused, then the
     * results are those of a run without Spark, then a worker is killed.
     */
    @Test
    void refusesAnotherLibraryComputesTheSameAndSurvivesTheLossOfAWorker() throws Exception {
      refusesExecutorsWithAnotherLibrary();
      assertThat(training().on(spark()).run()).isEqualTo(training().run());
      assertThatThrownBy(
              () -> Sweep.of(SparkTest::logistic).quietly().on(spark()).over("x", 1).run())
          .hasMessageContaining("add its jar by Spark.master(…).jar(path)");
      computesFunctionsOfCells();
      losesAWorkerButNoResult();
    }

    /** Classes of cells are loaded by a loader of that name and are in no jar. */
    private void computesFunctionsOfCells() throws Exception {
      Class<?> cell = Cells.compiled(folder.resolve("cell"), "1.5");
      Sweep<Double> good = Cells.sweep(cell, "good").quietly().over("x", Values.range(1, 20));
      Sweep<Double> bad = Cells.sweep(cell, "bad").quietly().over("x", 1);
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      try {
        Thread.currentThread().setContextClassLoader(cell.getClassLoader());
        Spark.stop();
        assertThat(good.on(spark()).run()).isEqualTo(good.run());
        assertThatThrownBy(() -> bad.on(spark()).run())
            .hasMessageContaining("uses the variable k of a cell")
            .hasMessageContaining("hand it over as an argument");

        Class<?> declaredAgain = Cells.compiled(folder.resolve("again"), "2");
        Thread.currentThread().setContextClassLoader(declaredAgain.getClassLoader());
        Sweep<Double> other =
            Cells.sweep(declaredAgain, "good").quietly().over("x", Values.range(1, 20));
        assertThat(other.on(oneExecutor()).run()).isEqualTo(other.run()).isNotEqualTo(good.run());
      } finally {
        Thread.currentThread().setContextClassLoader(before);
        Spark.stop();
      }
    }

    private void refusesExecutorsWithAnotherLibrary() throws IOException {
      Path other = folder.resolve("other.jar");
      try (OutputStream file = Files.newOutputStream(other);
          JarOutputStream jar = new JarOutputStream(file)) {
        jar.putNextEntry(new JarEntry("dev/trn3/provenance/facts.tsv"));
        jar.write("other facts".getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
      }
      Spark mixed = oneExecutor().with("spark.executor.extraClassPath", other.toString());

      assertThatThrownBy(() -> training().on(mixed).run())
          .hasMessageContaining("version mismatch")
          .hasMessageContaining("remove the other library");
    }

    private void losesAWorkerButNoResult() throws URISyntaxException {
      Spark spark =
          spark()
              .jar(
                  Path.of(
                      SparkTest.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
      Sweep<Double> sweep =
          Sweep.of(SparkTest::logistic)
              .quietly()
              .over("x", Values.range(1, 60))
              .measure("value", "", (value, point) -> value)
              .measure("process", "", (value, point) -> ProcessHandle.current().pid());
      AtomicBoolean killed = new AtomicBoolean();
      Engine losing =
          new Engine() {
            @Override
            public <R> void run(Task<R> task, List<Point> points, Consumer<Outcome> receiver)
                throws InterruptedException {
              spark.run(
                  task,
                  points,
                  outcome -> {
                    receiver.accept(outcome);
                    if (killed.compareAndSet(false, true)) {
                      cluster.killWorkerOf((long) outcome.values().get(1));
                    }
                  });
            }
          };

      SweepResult result = sweep.on(losing).run();

      Set<Object> processes = new TreeSet<>();
      result.rows().forEach(row -> processes.add(row.get(2)));
      assertThat(killed).isTrue();
      assertThat(processes).as("executors that computed").hasSize(2);
      List<List<Object>> here = sweep.run().rows();
      assertThat(result.rows()).hasSameSizeAs(here);
      for (int i = 0; i < here.size(); i++) {
        assertThat(result.rows().get(i).subList(0, 2)).isEqualTo(here.get(i).subList(0, 2));
      }
    }
  }

  @Nested
  class Versioned {

    @Test
    void refusesWhatDiffersOnEitherSide() {
      Versions here = Versions.here();
      here.require();

      assertThatThrownBy(() -> new Versions("3.5.0", here.library()).require())
          .hasMessageContaining("driver has Spark 3.5.0")
          .hasMessageContaining("this executor Spark " + here.spark());
    }
  }
}
