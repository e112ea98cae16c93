package dev.trn3.kernel.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AgentCallTest {

  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);
  private static final int PATIENCE_MILLIS = 20_000;

  private static void take(AgentCall call) {
    try {
      call.take();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leavesNoConnectionOpenWhereItIsClosedDuringTheHandshake() throws IOException {
    AgentCall call = AgentCall.listen();
    try (Socket agent = new Socket(InetAddress.getLoopbackAddress(), call.port())) {
      agent.setSoTimeout(PATIENCE_MILLIS);
      CompletableFuture<Void> taken = CompletableFuture.runAsync(() -> take(call));
      assertThat(agent.getInputStream().readNBytes(HANDSHAKE.length)).isEqualTo(HANDSHAKE);

      call.close();
      agent.getOutputStream().write(HANDSHAKE);

      assertThat(agent.getInputStream().read()).as("the end of the connection").isEqualTo(-1);
      taken.join();
    }
  }
}
