package dev.trn3.kernel.session;

import com.sun.jdi.connect.spi.Connection;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The packets of the debugger protocol: their length stands in their first four bytes. */
final class Packets extends Connection {

  private final Socket socket;
  private final DataInputStream in;

  Packets(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  @Override
  public byte[] readPacket() throws IOException {
    byte[] length = in.readNBytes(Integer.BYTES);
    if (length.length < Integer.BYTES) {
      return new byte[0]; // The other side has closed.
    }
    byte[] packet = Arrays.copyOf(length, ByteBuffer.wrap(length).getInt());
    in.readFully(packet, Integer.BYTES, packet.length - Integer.BYTES);
    return packet;
  }

  @Override
  public void writePacket(byte[] packet) throws IOException {
    synchronized (socket) {
      socket.getOutputStream().write(packet);
      socket.getOutputStream().flush();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public boolean isOpen() {
    return !socket.isClosed();
  }
}
