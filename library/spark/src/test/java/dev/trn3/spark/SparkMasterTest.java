package dev.trn3.spark;

import static dev.trn3.spark.SparkTest.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is said where no Spark master answers. */
class SparkMasterTest {
  @AfterAll
  static void stop() {
    Spark.stop();
  }

  @Test
  void saysSoAndWhatToCheck() throws IOException {
    String url = "spark://127.0.0.1:" + Cluster.freePort();
    long start = System.nanoTime();

    assertThatThrownBy(() -> training().on(Spark.master(url)).run())
        .hasMessageContaining("no Spark master answers at " + url)
        .hasMessageContaining("sbin/start-master.sh");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
  }

  @Test
  void saysThatAPortBelongsToSomethingElse() throws IOException {
    HttpServer page =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    page.start();
    try {
      refusesWithinTenSeconds(page.getAddress().getPort());
    } finally {
      page.stop(0);
    }
  }

  @Test
  void saysThatAPortNeverAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      refusesWithinTenSeconds(silent.getLocalPort());
    }
  }

  private void refusesWithinTenSeconds(int port) {
    long start = System.nanoTime();

    assertThatThrownBy(() -> training().on(Spark.master("spark://127.0.0.1:" + port)).run())
        .hasMessageContaining("what listens at spark://127.0.0.1:" + port + " is no Spark 4.1")
        .hasMessageContaining("check that the port is the 7077");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
  }

  @Test
  void saysThatAHostIsUnknown() {
    assertThatThrownBy(() -> training().on(Spark.master("spark://nowhere.invalid:7077")).run())
        .hasMessageContaining("unknown host nowhere.invalid");
  }

  @Test
  void refusesAUrlThatIsNone() {
    assertThatThrownBy(() -> Spark.master("localhost:7077"))
        .hasMessageContaining("use spark://host:7077");
    assertThatThrownBy(() -> Spark.local(2).jar(Path.of("no.jar")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> Spark.local(0)).hasMessageContaining("at least 1 thread");
    assertThatThrownBy(() -> Spark.local(2).with("executor.memory", "1g"))
        .hasMessageContaining("begin with spark.");
  }

  @Test
  void needsSparkSubmitWhereNoMasterIsSaid() {
    assertThatThrownBy(() -> training().on(Spark.submitted()).run())
        .hasMessageContaining("not started by spark-submit");
  }
}
