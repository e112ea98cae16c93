package dev.trn3.kernel.session;

import com.sun.jdi.connect.spi.Connection;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The packets of the debugger protocol: their length stands in their first four bytes.
 *
 * <p>The debugger library has every class announced that the worker's JVM prepares. A stop that
 * hits a thread which is just about to announce one ends the JVM ("ExceptionOccurred" in its
 * agent), so we let the library hear of the classes of cells only: of others nobody asks.
 */
final class Packets extends Connection {

  private static final int HEADER_BYTES = 11;
  private static final int COMMAND_SET = 9;
  private static final int COMMAND = 10;
  private static final byte EVENT_REQUEST = 15;
  private static final byte SET = 1;
  private static final byte EXCEPTION = 4;
  private static final byte CLASS_PREPARE = 8;
  private static final byte CLASS_MATCH = 5;
  private static final byte[] CLASSES = "REPL.*".getBytes(StandardCharsets.US_ASCII);

  /** What asks for every class: kind of event, nothing to suspend, no condition. */
  private static final byte[] EVERY_CLASS = {CLASS_PREPARE, 0, 0, 0, 0, 0};

  private final Socket socket;
  private final DataInputStream in;
  private final AtomicInteger exceptionRequests = new AtomicInteger();
  private final UnloadedClasses unloaded = new UnloadedClasses();

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
    return unloaded.received(packet);
  }

  /** How often the worker's JVM was asked so far to tell of exceptions. */
  int exceptionRequests() {
    return exceptionRequests.get();
  }

  @Override
  public void writePacket(byte[] packet) throws IOException {
    synchronized (socket) {
      unloaded.sent(packet);
      if (asksForEvents(packet) && packet[HEADER_BYTES] == EXCEPTION) {
        exceptionRequests.incrementAndGet();
      }
      socket.getOutputStream().write(asksForEveryClass(packet) ? limited(packet) : packet);
      socket.getOutputStream().flush();
    }
  }

  private static boolean asksForEvents(byte[] packet) {
    return packet[COMMAND_SET] == EVENT_REQUEST && packet[COMMAND] == SET;
  }

  private static boolean asksForEveryClass(byte[] packet) {
    return asksForEvents(packet)
        && Arrays.equals(packet, HEADER_BYTES, packet.length, EVERY_CLASS, 0, EVERY_CLASS.length);
  }

  /** The same with one condition: a pattern of names. */
  private static byte[] limited(byte[] packet) {
    int length = packet.length + 1 + Integer.BYTES + CLASSES.length;
    ByteBuffer limited = ByteBuffer.allocate(length).put(packet);
    limited.putInt(0, length).putInt(packet.length - Integer.BYTES, 1);
    return limited.put(CLASS_MATCH).putInt(CLASSES.length).put(CLASSES).array();
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
