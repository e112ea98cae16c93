package dev.trn3.spark;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real standalone master and workers of Spark, each a process on loopback. */
final class Cluster implements AutoCloseable {

  /**
   * Options of JVMs that live for seconds, so that to start soon is worth more than to be quick.
   */
  static final String QUICK_START = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

  private final Path home;
  private final int port;
  private final int web;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  private Cluster(Path home) throws IOException {
    this.home = home;
    this.port = freePort();
    this.web = freePort();
    this.master =
        start(
            "master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--webui-port",
            String.valueOf(web));
  }

  /** A master and so many workers of one processor each, all of which know each other. */
  static Cluster of(Path folder, int workers) throws IOException, InterruptedException {
    return of(folder, workers, sparkJars());
  }

  /** A master of the other Spark that the build got. */
  static Cluster ofOtherSpark(Path folder) throws IOException, InterruptedException {
    List<Path> jars = new ArrayList<>(sparkJars());
    jars.removeIf(jar -> jar.getFileName().toString().startsWith("spark-"));
    jars.addAll(otherJars());
    return of(folder, 0, jars);
  }

  /** The class path of the other Spark that the build got. */
  static String otherSpark() throws IOException {
    return otherJars().stream().map(Path::toString).collect(joining(File.pathSeparator));
  }

  private static List<Path> otherJars() throws IOException {
    try (Stream<Path> others = Files.list(Path.of("target", "other-spark"))) {
      return others.map(Path::toAbsolutePath).toList();
    }
  }

  private static Cluster of(Path folder, int workers, List<Path> classPath)
      throws IOException, InterruptedException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    for (Path jar : classPath) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    Cluster cluster = new Cluster(folder);
    try {
      cluster.await("\"status\" : \"ALIVE\"");
      for (int i = 0; i < workers; i++) {
        cluster.workers.add(cluster.worker(i));
      }
      cluster.await("\"aliveworkers\" : " + workers);
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private Process worker(int number) throws IOException {
    return start(
        "worker.Worker",
        "--host",
        "127.0.0.1",
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        "600m",
        "--work-dir",
        home.resolve("work" + number).toString(),
        url());
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Kills the worker that started this executor, and the executor. */
  void killWorkerOf(long executor) {
    for (Process worker : workers) {
      if (worker.descendants().anyMatch(each -> each.pid() == executor)) {
        List<ProcessHandle> children = worker.descendants().toList();
        worker.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        return;
      }
    }
    throw new AssertionError("no worker has an executor with the process number " + executor);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Everything of Spark and nothing of ours: executors get our classes from the driver. */
  private static List<Path> sparkJars() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(classPath)
        .filter(path -> path.endsWith(".jar") && !path.contains("trn3-"))
        .filter(path -> !path.matches(".*(tablesaw|xchart|junit|assertj|slf4j-nop).*"))
        .map(Path::of)
        .toList();
  }

  private Process start(String type, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx200m"));
    command.addAll(List.of(QUICK_START.split(" ")));
    command.addAll(List.of("-cp", home.resolve("jars") + "/*", "org.apache.spark.deploy." + type));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(type + System.nanoTime() + ".log").toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  /** Waits until the page of the master says so. */
  private void await(String text) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + "/json/"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long end = System.nanoTime() + PATIENCE;
    String page = "";
    while (System.nanoTime() < end && master.isAlive()) {
      try {
        page = client.send(request, BodyHandlers.ofString()).body();
        if (page.contains(text)) {
          return;
        }
      } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
        page = "no answer yet";
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    throw new IllegalStateException("the master does not say " + text + ", but: " + page);
  }

  @Override
  public void close() {
    for (Process worker : workers) {
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      worker.destroyForcibly();
    }
    master.destroyForcibly();
  }
}
