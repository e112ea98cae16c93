package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code %maven} over HTTP: settings.xml with passwords, mirrors, proxies and a place for what was
 * downloaded. All servers are in this process; names that end with {@code .invalid} exist nowhere,
 * so whoever finds them has asked the proxy.
 */
@Tag("once")
class MavenNetworkTest {

  @TempDir static Path folder;

  private static MavenRepository repository;

  @BeforeAll
  static void makeARepository() throws IOException {
    repository =
        new MavenRepository(folder)
            .add("org.example", "words", "2.0")
            .add("org.example", "letter", "1.0", "org.example:words:2.0");
  }

  private static HttpServer listening() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    return server;
  }

  /** Stops it with its threads, which would wait another minute for something to do. */
  private static void stop(HttpServer server) {
    server.stop(0);
    ((ExecutorService) server.getExecutor()).shutdownNow();
  }

  /** A server that is the mirror of everything in the settings of this home. */
  private static HttpServer server(Path home, String more) throws IOException {
    HttpServer server = listening();
    new MavenRepository(home)
        .settings("http://127.0.0.1:" + server.getAddress().getPort() + "/", more);
    return server;
  }

  private static KernelProcess kernelOf(Path home) {
    return KernelProcess.start("-Duser.home=" + home.resolve("home"));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    Path file = repository.folder.resolve(exchange.getRequestURI().getPath().substring(1));
    if (Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(200, Files.size(file));
      try (OutputStream body = exchange.getResponseBody()) {
        Files.copy(file, body);
      }
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
    exchange.close();
  }

  @Test
  void passwordsAreThoseOfTheSettings(@TempDir Path home) throws IOException {
    HttpServer server =
        server(
            home,
            "<servers><server><id>ours</id><username>ann</username><password>secret</password>"
                + "</server></servers>");
    server
        .createContext("/", MavenNetworkTest::answer)
        .setAuthenticator(
            new BasicAuthenticator("ours") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals("ann") && password.equals("secret");
              }
            });
    server.start();
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(MavenTest.shown(frontEnd.run("%maven org.example:letter:1.0")))
          .isEqualTo("Added:\n  org.example:letter:1.0\n  org.example:words:2.0");
      assertThat(home.resolve("home/.m2/repository/org/example/letter/1.0/letter-1.0.jar"))
          .exists();
    } finally {
      stop(server);
    }
  }

  @Test
  void aRepositoryThatRefusesIsNamed(@TempDir Path home) throws IOException {
    HttpServer server = server(home, "");
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      for (String asked : List.of("org.example:letter:1.0", "org.example:letter")) {
        assertThat(frontEnd.run("%maven " + asked).errorValue())
            .contains("org.example", "ours", "http://127.0.0.1:", "401")
            .endsWith("in a <server> with the id of the repository");
      }
    } finally {
      stop(server);
    }
  }

  @Test
  void progressIsShownAndAnInterruptEndsIt(@TempDir Path home) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    HttpServer server = server(home, "");
    server.createContext("/", MavenNetworkTest::answer);
    server.createContext(
        "/org/example/words/2.0/words-2.0.jar",
        exchange -> {
          exchange.sendResponseHeaders(200, 3_000_000);
          exchange.getResponseBody().write(new byte[1_000_000]);
          exchange.getResponseBody().flush();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Message cell = frontEnd.send("%maven org.example:words:2.0");
      frontEnd.awaitAny(
          each ->
              each.type().equals("update_display_data")
                  && each.content().toString().contains("words-2.0.jar"));
      frontEnd.interrupt();

      Answered answered = frontEnd.answered(cell);
      assertThat(answered.errorName()).isEqualTo("Interrupted");
      assertThat(MavenTest.shown(answered)).isEqualTo("Stopped; nothing was added.");
      assertThat(frontEnd.run("3 + 3").result()).isEqualTo("6");
    } finally {
      never.countDown();
      stop(server);
    }
  }

  @Test
  void whoIsOfflineIsToldSo(@TempDir Path home) throws IOException {
    HttpServer server = server(home, "");
    server.start();
    stop(server); // Nobody listens there any more.
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(frontEnd.run("%maven org.example:words:2.0").errorValue())
          .contains("the network does not reach ours (http://127.0.0.1:", "Are you offline?")
          .contains("a mirror or a proxy belongs into ~/.m2/settings.xml");
    }
  }

  /** A proxy that lets in who knows the password, and notes what it was asked for. */
  private static HttpServer proxy(List<String> asked) throws IOException {
    String right =
        "Basic " + Base64.getEncoder().encodeToString("ann:open".getBytes(StandardCharsets.UTF_8));
    HttpServer proxy = listening();
    proxy.createContext(
        "/",
        exchange -> {
          if (right.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
            asked.add(exchange.getRequestURI().toString());
            answer(exchange);
          } else {
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"the way out\"");
            exchange.sendResponseHeaders(407, -1);
            exchange.close();
          }
        });
    proxy.start();
    return proxy;
  }

  private static String proxySetting(HttpServer proxy, String password) {
    return """
        <proxies><proxy><id>out</id><active>true</active><protocol>http</protocol>
          <host>127.0.0.1</host><port>%d</port><username>ann</username><password>%s</password>
          <nonProxyHosts>127.0.0.1</nonProxyHosts></proxy></proxies>
        """
        .formatted(proxy.getAddress().getPort(), password);
  }

  @Test
  void aProxyOfTheSettingsIsTheWayOut(@TempDir Path home) throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy = proxy(asked);
    new MavenRepository(home).settings("http://repository.invalid/", proxySetting(proxy, "open"));
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(MavenTest.shown(frontEnd.run("%maven org.example:letter:1.0")))
          .isEqualTo("Added:\n  org.example:letter:1.0\n  org.example:words:2.0");
      assertThat(asked)
          .contains("http://repository.invalid/org/example/letter/1.0/letter-1.0.jar")
          .allMatch(each -> each.startsWith("http://repository.invalid/"));
    } finally {
      stop(proxy);
    }
  }

  @Test
  void hostsThatNeedNoProxyAreAskedWithoutIt(@TempDir Path home) throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy = proxy(asked);
    HttpServer direct = server(home, proxySetting(proxy, "open"));
    direct.createContext("/", MavenNetworkTest::answer);
    direct.start();
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(MavenTest.shown(frontEnd.run("%maven org.example:words:2.0")))
          .isEqualTo("Added:\n  org.example:words:2.0");
      assertThat(asked).isEmpty();
    } finally {
      stop(proxy);
      stop(direct);
    }
  }

  @Test
  void aProxyThatRefusesIsNamed(@TempDir Path home) throws IOException {
    HttpServer proxy = proxy(new CopyOnWriteArrayList<>());
    new MavenRepository(home)
        .settings("http://repository.invalid/", proxySetting(proxy, "forgotten"));
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(frontEnd.run("%maven org.example:letter:1.0").errorValue())
          .contains("org.example:letter", "http://repository.invalid/", "407")
          .endsWith(
              "User and password of the proxy belong into ~/.m2/settings.xml, in its <proxy>");
      assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
    } finally {
      stop(proxy);
    }
  }

  @Test
  void aMirrorIsAskedInPlaceOfWhatItMirrors(@TempDir Path home) throws IOException {
    HttpServer mirror = server(home, "");
    List<String> asked = new CopyOnWriteArrayList<>();
    mirror.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          answer(exchange);
        });
    mirror.start();
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      Answered cell =
          frontEnd.run(
              "%maven org.example:words:2.0 --repo mirrored=http://repository.invalid/ --no-sources");

      assertThat(cell.traceback()).isEmpty();
      assertThat(MavenTest.shown(cell)).isEqualTo("Added:\n  org.example:words:2.0");
      assertThat(asked).contains("/org/example/words/2.0/words-2.0.jar");
    } finally {
      stop(mirror);
    }
  }

  @Test
  void whatWasDownloadedIsKeptWhereTheSettingsSay(@TempDir Path home) throws IOException {
    Path kept = home.resolve("kept here");
    HttpServer server = server(home, "<localRepository>" + kept.toString() + "</localRepository>");
    server.createContext("/", MavenNetworkTest::answer);
    server.start();
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      frontEnd.run("%maven org.example:letter:1.0");
      assertThat(kept.resolve("org/example/letter/1.0/letter-1.0.jar")).exists();
      assertThat(home.resolve("home/.m2/repository")).doesNotExist();
    } finally {
      stop(server);
    }
    try (KernelProcess kernel = kernelOf(home);
        FrontEnd frontEnd = new FrontEnd(kernel.connection)) {
      assertThat(MavenTest.shown(frontEnd.run("%maven org.example:letter:1.0 --offline")))
          .isEqualTo("Added:\n  org.example:letter:1.0\n  org.example:words:2.0");
    }
  }
}
