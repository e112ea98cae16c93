package dev.trn3.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trn3.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Clusters on which Spark itself would wait for ever: each must say why, and what to do. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "the cluster runs on the Java of the test")
class ExecutorsTest {

  private static Spark spark(Cluster cluster) {
    return Spark.master(cluster.url())
        .with("spark.driver.host", "127.0.0.1")
        .with("spark.driver.bindAddress", "127.0.0.1");
  }

  private static void sweep(Spark spark) {
    Sweep.of(point -> 1).quietly().afresh().over("x", 1, 2).on(spark).run();
  }

  /** A JDK beside the one of the test on which executors do not start. */
  private static Optional<Path> tooNew() throws IOException {
    Path here = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> all = Files.list(here.getParent())) {
      return all.filter(ExecutorsTest::isTooNew).min(Comparator.naturalOrder());
    }
  }

  private static boolean isTooNew(Path home) {
    try {
      return Files.exists(home.resolve("bin/java"))
          && Files.readString(home.resolve("release")).matches("(?s).*JAVA_VERSION=\"2[4-9].*");
    } catch (IOException e) {
      return false; // No JDK, or one that does not say which.
    }
  }

  @Nested
  class OnOneWorker {

    @TempDir static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
      cluster = Cluster.of(folder, 1);
    }

    @AfterAll
    static void end() {
      Spark.stop();
      cluster.close();
    }

    private static Spark small() {
      return spark(cluster)
          .with("spark.executor.memory", "480m")
          .with("spark.executor.extraJavaOptions", Cluster.QUICK_START)
          .with("spark.task.maxFailures", "2"); // Two that die tell as much as four.
    }

    @Test
    void executorsThatDieAtOnceAreShownWithWhatTheyWrote() {
      Spark wrong =
          small().with("spark.executor.extraJavaOptions", "-javaagent:/no/such/agent.jar");

      assertThatThrownBy(() -> sweep(wrong))
          .hasMessageContaining("executors ended one after the other before any had computed")
          .hasMessageContaining(
              "Error opening zip file or JAR manifest missing : /no/such/agent.jar")
          .hasMessageContaining("check spark.executor.extraJavaOptions");
    }

    @Test
    void executorsOnAJavaThatIsTooNewAreToldWhichToUse() throws IOException {
      Optional<Path> java = tooNew();
      String missing = "no JDK 24 or newer beside this";
      if (System.getenv("CI") != null && java.isEmpty()) {
        fail(missing + "; CI must have it");
      }
      assumeTrue(java.isPresent(), missing);

      assertThatThrownBy(
              () -> sweep(small().with("spark.executorEnv.JAVA_HOME", java.get().toString())))
          .hasMessageContaining("getSubject is not supported")
          .hasMessageContaining("do not start on Java 24 or newer")
          .hasMessageContaining(".with(\"spark.executorEnv.JAVA_HOME\"");
    }

    /** The driver and the master are of one Spark, and the executors alone of another. */
    @Test
    void executorsOfAnotherSparkThatNeverRegisterAreNotWaitedFor() throws IOException {
      Spark other =
          small()
              .with("spark.executor.extraClassPath", Cluster.otherSpark())
              .with("spark.trn3.registrationTimeout", "4s");

      assertThatThrownBy(() -> sweep(other))
          .hasMessageContaining("executors were started, but none has registered within 4 s")
          .hasMessageContaining("version mismatch")
          .hasMessageContaining("here " + Versions.here().spark())
          .hasMessageContaining("spark.driver.host");
    }

    @Test
    void executorsThatCannotReachTheProgramAreToldHow() {
      assertThatThrownBy(() -> sweep(small().with("spark.driver.host", "nowhere.invalid")))
          .hasMessageContaining("nowhere.invalid")
          .hasMessageContaining("say under which name they do");
    }

    @Test
    void anExecutorLargerThanAnyWorkerIsRefused() {
      assertThatThrownBy(() -> sweep(spark(cluster).with("spark.executor.memory", "5g")))
          .hasMessageContaining("an executor wants 5120 MiB, and the largest worker has 600")
          .hasMessageContaining(".with(\"spark.executor.memory\", \"600m\")");
      assertThatThrownBy(() -> sweep(small().with("spark.executor.cores", "64")))
          .hasMessageContaining("an executor wants 64 processors, and the largest worker has 1");
    }
  }

  @Test
  void aMasterWithoutWorkersIsToldToStartOne(@TempDir Path folder) throws Exception {
    try (Cluster cluster = Cluster.of(folder, 0)) {
      assertThatThrownBy(() -> sweep(spark(cluster).with("spark.trn3.workerTimeout", "1s")))
          .hasMessageContaining("the master has no worker; start one: sbin/start-worker.sh spark:");
    } finally {
      Spark.stop();
    }
  }

  @Test
  void aMasterOfAnotherSparkIsRefusedWithBothVersions(@TempDir Path folder) throws Exception {
    try (Cluster cluster = Cluster.ofOtherSpark(folder)) {
      assertThatThrownBy(() -> sweep(spark(cluster)))
          .hasMessageContaining("version mismatch")
          .hasMessageContaining("is Spark 4.0.1")
          .hasMessageContaining("this is Spark " + Versions.here().spark());
    } finally {
      Spark.stop();
    }
  }
}
