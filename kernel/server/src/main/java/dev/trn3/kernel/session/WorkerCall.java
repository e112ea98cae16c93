package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The call by which a worker connects. Only the process that was given the token is listened to.
 */
final class WorkerCall implements AutoCloseable {

  private static final int TOKEN_BYTES = 32;
  private static final int BACKLOG = 8;
  private static final int HELLO_MILLIS = 10_000;

  private final ServerSocket server;
  private final String token = token();

  private WorkerCall(ServerSocket server) {
    this.server = server;
  }

  /** Waits for one worker on a port of its own. */
  static WorkerCall listen() throws IOException {
    return new WorkerCall(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
  }

  private static String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Where the worker joins. */
  int port() {
    return server.getLocalPort();
  }

  /** The line that the worker is told: where to call, and the token to say there. */
  String invitation() {
    return port() + " " + token + "\n";
  }

  /** Takes the call. Whoever knows no token is hung up on, and this waits on. */
  Socket take() throws IOException {
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    Frame.of(Kind.HELLO, 0, Fields.none().text(token)).write(new DataOutputStream(hello));
    try (server) {
      while (true) {
        Socket socket = server.accept();
        if (says(socket, hello.toByteArray())) {
          socket.setTcpNoDelay(true);
          return socket;
        }
        socket.close();
      }
    }
  }

  /** A stranger that says something else, or nothing, is left standing. */
  private static boolean says(Socket socket, byte[] hello) {
    try {
      socket.setSoTimeout(HELLO_MILLIS);
      byte[] said = socket.getInputStream().readNBytes(hello.length);
      socket.setSoTimeout(0);
      return MessageDigest.isEqual(said, hello);
    } catch (IOException e) {
      return false;
    }
  }

  /** Nobody is waited for any more. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
