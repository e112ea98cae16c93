package dev.trn3.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.MasterMessages;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;
import scala.reflect.ClassTag$;

/**
 * Finds out within seconds whether a Spark master answers where one is said to be. Spark itself
 * tries for a minute before it gives up, and then says little.
 */
final class Masters {

  private static final String SCHEME = "spark://";
  private static final int CONNECT_MILLIS = 3_000;
  private static final String ANSWER = "3s";

  private Masters() {}

  /**
   * @param configuration with which the master will be spoken to
   * @return the web page of the master that answered; empty for other kinds of master, of which
   *     nothing is asked
   * @throws IllegalStateException if none of the addresses of the URL is a master's, or if it has
   *     another version of Spark; the message says what is there and what to check
   */
  static Optional<Page> require(SparkConf configuration) throws InterruptedException {
    String master = configuration.get("spark.master", "");
    if (!master.startsWith(SCHEME)) {
      return Optional.empty();
    }
    List<String> silent = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String address : master.substring(SCHEME.length()).split(",")) {
      int colon = address.lastIndexOf(':');
      String host = address.substring(0, colon);
      int port = Integer.parseInt(address.substring(colon + 1));
      Optional<String> closed = connectionProblem(host, port);
      if (closed.isPresent()) {
        silent.add(closed.get());
        continue;
      }
      Answer answer = answer(configuration, host, port);
      if (answer.problem().isEmpty()) {
        requireVersion(master, answer.page());
        return Optional.of(answer.page());
      }
      others.add(answer.problem());
    }
    if (others.isEmpty()) {
      throw new IllegalStateException(
          "no Spark master answers at %s (%s); check that it runs (sbin/start-master.sh prints its URL), host and port (7077, not the 8080 of its web page), and the firewall"
              .formatted(master, String.join("; ", silent)));
    }
    throw new IllegalStateException(
        "what listens at %s is no Spark %s master (%s); check that the port is the 7077 that sbin/start-master.sh prints and not that of its web page or another service, and that the master has this version of Spark and the same spark.authenticate"
            .formatted(master, Versions.here().spark(), String.join("; ", others)));
  }

  private static void requireVersion(String master, Page page) throws InterruptedException {
    String here = Versions.here().spark();
    Optional<String> there = page.version();
    if (there.isPresent() && !there.get().equals(here)) {
      throw new IllegalStateException(
          "version mismatch: the master at %s is Spark %s, and this is Spark %s, which speaks another language; use a cluster of Spark %s"
              .formatted(master, there.get(), here, here));
    }
  }

  private static Optional<String> connectionProblem(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return Optional.empty();
    } catch (java.net.UnknownHostException e) {
      return Optional.of("unknown host " + host);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The page of a master, or why what listens is none. */
  private record Answer(Page page, String problem) {}

  /** Asks in Spark's own protocol, in words that are the same in all its versions. */
  private static Answer answer(SparkConf configuration, String host, int port)
      throws InterruptedException {
    SparkConf quick =
        configuration
            .clone()
            .set("spark.rpc.lookupTimeout", ANSWER)
            .set("spark.rpc.askTimeout", ANSWER)
            .set("spark.rpc.numRetries", "1")
            .set("spark.rpc.io.numConnectionsPerPeer", "1");
    RpcEnv asking =
        RpcEnv.create(
            "question",
            "localhost",
            0,
            quick,
            new SecurityManager(
                quick,
                Option.empty(),
                org.apache.spark.internal.config.package$.MODULE$.AUTH_SECRET_FILE()),
            true);
    try {
      MasterMessages.BoundPortsResponse ports =
          asking
              .setupEndpointRef(new RpcAddress(host, port), "Master")
              .askSync(
                  MasterMessages.BoundPortsRequest$.MODULE$,
                  ClassTag$.MODULE$.apply(MasterMessages.BoundPortsResponse.class));
      return new Answer(new Page(URI.create("http://" + host + ":" + ports.webUIPort())), "");
    } catch (Exception e) { // Scala's methods declare none, and throw TimeoutException.
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return new Answer(null, Causes.words(e));
    } finally {
      asking.shutdown();
    }
  }
}
