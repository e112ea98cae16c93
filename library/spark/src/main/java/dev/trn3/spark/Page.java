package dev.trn3.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web page of a standalone master: all that Spark tells about executors that never reached the
 * program they were started for. A page that cannot be read (another port is open to the program
 * than to its browser, or TLS) says nothing, which is no reason to stop.
 */
record Page(URI address) {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSION = Pattern.compile("class=\"version\"[^>]*>([^<]+)<");
  private static final String LAST_BYTES = "20000";

  /** A living worker: its page, and what it has in all. */
  record Worker(Page page, long megabytes, long processors) {}

  /** The version of the master, which Spark writes only on the page for people. */
  Optional<String> version() throws InterruptedException {
    return text("").flatMap(Page::version);
  }

  static Optional<String> version(String page) {
    Matcher matcher = VERSION.matcher(page);
    return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
  }

  /** The workers that live; empty if the page says nothing, or is that of a master in reserve. */
  Optional<List<Worker>> workers() throws InterruptedException {
    return json()
        .filter(page -> page.path("status").asText().equals("ALIVE"))
        .map(page -> workers(page.path("workers")));
  }

  private static List<Worker> workers(JsonNode all) {
    List<Worker> workers = new ArrayList<>();
    for (JsonNode each : all) {
      if (each.path("state").asText().equals("ALIVE")) {
        workers.add(
            new Worker(
                new Page(URI.create(each.path("webuiaddress").asText())),
                each.path("memory").asLong(),
                each.path("cores").asLong()));
      }
    }
    return workers;
  }

  /**
   * Processors on which the master has had executors of a program started; 0 if it says nothing.
   */
  long grantedProcessors(String program) throws InterruptedException {
    for (JsonNode each : json().orElse(JSON.nullNode()).path("activeapps")) {
      if (each.path("id").asText().equals(program)) {
        return each.path("cores").asLong();
      }
    }
    return 0;
  }

  /** What the last executor wrote that this worker started for a program and that ended. */
  Optional<String> lastLog(String program) throws InterruptedException {
    int last = -1;
    for (JsonNode each : json().orElse(JSON.nullNode()).path("finishedexecutors")) {
      if (each.path("appid").asText().equals(program)) {
        last = Math.max(last, each.path("id").asInt());
      }
    }
    String log =
        "log/?appId=%s&executorId=%d&logType=stderr&byteLength=%s"
            .formatted(program, last, LAST_BYTES);
    return last < 0 ? Optional.empty() : text(log);
  }

  private Optional<JsonNode> json() throws InterruptedException {
    Optional<String> text = text("json/");
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(text.get()));
    } catch (IOException e) {
      return Optional.empty(); // Something else listens there.
    }
  }

  private Optional<String> text(String path) throws InterruptedException {
    URI uri = URI.create(address.toString().replaceAll("/*$", "/") + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
