package dev.trn3.kernel.session;

import com.sun.jdi.VMDisconnectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * The call by which the debugger agent of a worker's JVM connects. It dials out to us, so no port
 * stands open on which somebody else could attach to it.
 */
final class AgentCall implements AutoCloseable {

  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);

  private static final int BACKLOG = 8;
  private static final int HANDSHAKE_MILLIS = 10_000;

  private final ServerSocket server;
  private final CompletableFuture<Socket> socket = new CompletableFuture<>();

  private AgentCall(ServerSocket server) {
    this.server = server;
  }

  /** Waits for one agent on a port of its own. */
  static AgentCall listen() throws IOException {
    return new AgentCall(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
  }

  /** Where the agent dials. */
  int port() {
    return server.getLocalPort();
  }

  /** The option that makes a JVM dial out to here. */
  String option() {
    return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,quiet=y,address=127.0.0.1:"
        + port();
  }

  /**
   * Takes the call. The worker's JVM waits for this before it runs its main program; where another
   * program of this machine calls first and says nothing, ten seconds longer.
   */
  void take() throws IOException {
    try (server) {
      Socket accepted = server.accept();
      while (!shakesHands(accepted)) {
        accepted.close(); // A stranger; the worker comes later.
        accepted = server.accept();
      }
      accepted.setTcpNoDelay(true);
      if (!socket.complete(accepted)) {
        accepted.close(); // This was closed during the handshake.
      }
    }
  }

  private static boolean shakesHands(Socket accepted) {
    try {
      accepted.setSoTimeout(HANDSHAKE_MILLIS);
      accepted.getOutputStream().write(HANDSHAKE);
      accepted.getOutputStream().flush();
      byte[] said = accepted.getInputStream().readNBytes(HANDSHAKE.length);
      accepted.setSoTimeout(0);
      return Arrays.equals(said, HANDSHAKE);
    } catch (IOException e) {
      return false;
    }
  }

  /** The connection; waits for the call, and fails where this is closed before. */
  Socket taken() {
    return socket.join();
  }

  @Override
  public void close() {
    try {
      server.close();
      if (!socket.completeExceptionally(new VMDisconnectedException("closed"))
          && !socket.isCompletedExceptionally()) {
        socket.join().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
