package dev.trn3.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.protocol.ConnectionFile.CurveKeys;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The ways in which a front end and the kernel find each other. */
@ExtendWith(SharedKernel.class)
class ConnectingTest {

  private static final String KEY = "registered";

  @TempDir private Path folder;

  @Test
  void bindsToTheGivenAddressOnly(KernelProcess kernel) {
    ConnectionFile connection = kernel.connection;
    for (int port :
        List.of(
            connection.shellPort(),
            connection.controlPort(),
            connection.stdinPort(),
            connection.iopubPort(),
            connection.heartbeatPort())) {
      assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void tellsWhatItUses(FrontEnd frontEnd) {
    JsonNode usage = frontEnd.ask("usage_request", Json.object()).reply();

    assertThat(usage.path("pid").asLong()).isPositive();
    assertThat(usage.path("kernel_cpu").asDouble(-1)).isNotNegative();
    assertThat(usage.path("kernel_memory").asLong()).isBetween(50_000_000L, 10_000_000_000L);
    assertThat(usage.path("cpu_count").asInt()).isPositive();
    assertThat(usage.path("host_cpu_percent").asDouble(-1)).isBetween(0.0, 100.0);
    assertThat(usage.path("host_virtual_memory").path("total").asLong())
        .isGreaterThan(usage.path("host_virtual_memory").path("available").asLong());
  }

  @Test
  void speaksOnlyWithThoseWhoKnowItsCurveKey() throws IOException {
    ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
    ConnectionFile open = KernelProcess.freeConnection();
    ConnectionFile curved = withCurve(open, new CurveKeys(keys.publicKey, keys.secretKey));
    try (KernelProcess kernel = KernelProcess.start(curved);
        FrontEnd frontEnd = new FrontEnd(curved)) {
      assertThat(frontEnd.run("6 * 7").result()).isEqualTo("42");
      assertThat(frontEnd.heartbeatMillis()).isLessThan(1_000);

      assertThat(isWelcomed(open, 1_000)).isFalse();
      ZMQ.Curve.KeyPair other = ZMQ.Curve.generateKeyPair();
      CurveKeys strange = new CurveKeys(other.publicKey, other.secretKey);
      assertThat(isWelcomed(withCurve(open, strange), 1_000)).isFalse();
      assertThat(isWelcomed(curved, 30_000)).isTrue();
      assertThat(kernel.process.isAlive()).isTrue();
    }
  }

  private static ConnectionFile withCurve(ConnectionFile open, CurveKeys keys) {
    return new ConnectionFile(
        open.transport(),
        open.ip(),
        open.shellPort(),
        open.controlPort(),
        open.stdinPort(),
        open.iopubPort(),
        open.heartbeatPort(),
        open.key(),
        open.signatureScheme(),
        keys,
        null);
  }

  /** Whether a subscriber with these keys hears anything within this time. */
  private static boolean isWelcomed(ConnectionFile connection, int millis) {
    try (ZContext context = new ZContext(1);
        ZMQ.Socket socket = context.createSocket(SocketType.SUB)) {
      socket.setLinger(0);
      socket.setHandshakeIvl(FrontEnd.HANDSHAKE_MILLIS);
      socket.setReceiveTimeOut(millis);
      FrontEnd.encrypt(socket, connection);
      socket.subscribe("");
      socket.connect(connection.address(connection.iopubPort()));
      return socket.recv() != null;
    }
  }

  /** A launcher that is told the ports. */
  private final class Launcher implements AutoCloseable {
    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket socket = context.createSocket(SocketType.ROUTER);
    private final Process kernel;

    Launcher() throws IOException {
      socket.setHandshakeIvl(FrontEnd.HANDSHAKE_MILLIS);
      socket.setReceiveTimeOut(60_000);
      int port = socket.bindToRandomPort("tcp://127.0.0.1");
      ObjectNode asked = Json.object().put("transport", "tcp").put("ip", "127.0.0.1");
      asked.put("key", KEY).put("signature_scheme", "hmac-sha256").put("kernel_id", "k/1");
      asked.put("registration_ip", "127.0.0.1").put("registration_port", String.valueOf(port));
      Path file = folder.resolve("asked.json");
      Files.write(file, Json.bytes(asked));
      kernel = KernelProcess.launch(folder, file);
    }

    /** Identity, delimiter, signature, content. */
    List<byte[]> told() {
      byte[] identity = socket.recv();
      assertThat(identity).as("a kernel that registers; it said: " + log()).isNotNull();
      List<byte[]> frames = new ArrayList<>(List.of(identity));
      while (socket.hasReceiveMore()) {
        frames.add(socket.recv());
      }
      return frames;
    }

    private String log() {
      try {
        return Files.readString(folder.resolve("log"));
      } catch (IOException e) {
        return e.toString();
      }
    }

    void acknowledge(byte[] identity, String key) {
      socket.sendMore(identity);
      List<byte[]> frames = Wire.signing(key, "hmac-sha256").encodeContent(Json.object());
      socket.sendMore(frames.get(0));
      socket.sendMore(frames.get(1));
      socket.send(frames.get(2));
    }

    @Override
    public void close() {
      kernel.descendants().forEach(ProcessHandle::destroyForcibly);
      kernel.destroyForcibly();
      KernelProcess.awaitEnd(kernel);
      context.close();
    }
  }

  @Test
  @Tag("once")
  void tellsALauncherThePortsItHasChosen() throws IOException {
    try (Launcher launcher = new Launcher()) {
      List<byte[]> told = launcher.told();
      assertThat(told).hasSize(4);
      assertThat(told.get(1)).asString(UTF_8).isEqualTo("<IDS|MSG>");
      assertThat(Wire.signing(KEY, "hmac-sha256").isSignedContent(told)).isTrue();
      assertThat(Wire.signing("other", "hmac-sha256").isSignedContent(told)).isFalse();
      ObjectNode ports = Json.objectFrom(told.get(3));
      assertThat(ports.path("kernel_id").asText()).isEqualTo("k/1");
      assertThat(ports.path("shell_port").isTextual()).isTrue();
      launcher.acknowledge(told.get(0), KEY);

      ConnectionFile bound =
          new ConnectionFile(
              "tcp",
              "127.0.0.1",
              ports.path("shell_port").asInt(),
              ports.path("control_port").asInt(),
              ports.path("stdin_port").asInt(),
              ports.path("iopub_port").asInt(),
              ports.path("hb_port").asInt(),
              KEY,
              "hmac-sha256");
      try (FrontEnd frontEnd = new FrontEnd(bound)) {
        assertThat(frontEnd.run("1 + 2").result()).isEqualTo("3");
        assertThat(ConnectionFile.read(folder.resolve("kernel-k_1-ports.json"))).isEqualTo(bound);
      }
    }
  }

  @Test
  @Tag("once")
  void endsWhereTheLauncherAnswersWithAnotherKey() throws IOException {
    try (Launcher launcher = new Launcher()) {
      launcher.acknowledge(launcher.told().get(0), "of a stranger");

      assertThat(KernelProcess.awaitEnd(launcher.kernel)).isEqualTo(3);
      assertThat(Files.readString(folder.resolve("log"))).contains("with another key");
    }
  }
}
