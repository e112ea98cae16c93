package dev.trn3.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A program in the queue of a cluster that others use is no program whose executors are silent. */
@EnabledForJreRange(max = JRE.JAVA_23, disabledReason = "Spark runs on the Java of the test")
class BusyMasterTest {

  private HttpServer server;
  private JavaSparkContext spark;
  private Executors executors;
  private volatile int granted;

  @BeforeEach
  void start() throws Exception {
    spark = Contexts.of(Spark.local(1).with("spark.trn3.registrationTimeout", "0s")).spark();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/json/",
        exchange -> {
          byte[] page = page().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    executors = new Executors(spark, new Page(address));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    Spark.stop();
  }

  private String page() {
    return """
        {"status": "ALIVE",
         "workers": [{"state": "ALIVE", "memory": 65536, "cores": 8, "webuiaddress": "http://w"}],
         "activeapps": [{"id": "another", "cores": 8}, {"id": "%s", "cores": %d}]}
        """
        .formatted(spark.sc().applicationId(), granted);
  }

  @Test
  void aProgramThatWaitsItsTurnIsLeftToWait() throws Exception {
    assertThat(executors.problem()).isEmpty();
    assertThat(executors.problem()).isEmpty();
  }

  @Test
  void onlyOnceExecutorsWereStartedIsTheirSilenceAProblem() throws Exception {
    assertThat(executors.problem()).isEmpty();
    granted = 4;
    assertThat(executors.problem()).get().asString().contains("none has registered within 0 s");
  }
}
