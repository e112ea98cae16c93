package dev.trn3.kernel.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.ConnectionFile;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/**
 * Tells the launcher of a kernel which ports it has chosen, instead of being told.
 *
 * <p>So no other program can take a port between the launcher's choice and the kernel's start.
 */
public final class Registration {

  private static final int PATIENCE_MILLIS = 10_000;

  private Registration() {}

  /**
   * Sends the ports and waits until the launcher has acknowledged them.
   *
   * @param asked the connection file as the launcher wrote it
   * @param bound the same with the ports that were chosen
   * @throws IllegalStateException where the launcher does not answer, or with another key; a kernel
   *     that nobody knows of shall not run
   */
  public static void announce(ConnectionFile asked, ConnectionFile bound) {
    Wire wire = Wire.signing(asked.key(), asked.signatureScheme());
    String launcher = asked.registration().address(asked.transport());
    try (ZContext context = new ZContext(1);
        Socket socket = context.createSocket(SocketType.DEALER)) {
      socket.setLinger(0);
      socket.setHandshakeIvl(ZeroMqTransport.HANDSHAKE_MILLIS);
      socket.setReceiveTimeOut(PATIENCE_MILLIS);
      socket.connect(launcher);
      send(socket, wire.encodeContent(ports(asked, bound)));
      List<byte[]> answer = receive(socket);
      if (answer.isEmpty()) {
        throw new IllegalStateException(
            "the launcher at " + launcher + " has not acknowledged the ports of this kernel");
      }
      if (!wire.isSignedContent(answer)) {
        throw new IllegalStateException(
            "the launcher at " + launcher + " has answered with another key");
      }
    }
  }

  /** The launchers there are read ports as texts. */
  private static ObjectNode ports(ConnectionFile asked, ConnectionFile bound) {
    ObjectNode content = Json.object().put("kernel_id", asked.registration().kernelId());
    content.put("shell_port", String.valueOf(bound.shellPort()));
    content.put("control_port", String.valueOf(bound.controlPort()));
    content.put("stdin_port", String.valueOf(bound.stdinPort()));
    content.put("iopub_port", String.valueOf(bound.iopubPort()));
    return content.put("hb_port", String.valueOf(bound.heartbeatPort()));
  }

  private static void send(Socket socket, List<byte[]> frames) {
    int last = frames.size() - 1;
    for (int i = 0; i <= last; i++) {
      socket.send(frames.get(i), i < last ? ZMQ.SNDMORE : 0);
    }
  }

  private static List<byte[]> receive(Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = socket.recv();
    while (frame != null) {
      frames.add(frame);
      frame = socket.hasReceiveMore() ? socket.recv() : null;
    }
    return frames;
  }
}
