package dev.trn3.kernel.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name for classes that the worker's JVM has unloaded.
 *
 * <p>The debugger library learns of a class by a frame, and asks for its name when it needs that.
 * Where the class, such as a hidden one of the JDK's, was unloaded before, it fails at that, now
 * and at each later search for any class: it never forgets the one without a name. So the refusal
 * is answered with a name that no class has.
 */
final class UnloadedClasses {

  private static final int ID = 4;
  private static final int FLAGS = 8;
  private static final int ERROR = 9;
  private static final int HEADER_BYTES = 11;
  private static final byte REPLY = (byte) 0x80;
  private static final short COLLECTED = 20;
  private static final byte REFERENCE_TYPE = 2;
  private static final byte SIGNATURE = 13;
  private static final byte[] NAME =
      "Ldev/trn3/worker/Unloaded;".getBytes(StandardCharsets.US_ASCII);

  private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

  /** A packet that goes to the JVM. */
  void sent(byte[] packet) {
    if (packet[ERROR] == REFERENCE_TYPE && packet[ERROR + 1] == SIGNATURE) {
      asked.add(ByteBuffer.wrap(packet).getInt(ID));
    }
  }

  /** A packet that comes from there, or what is to be taken for it. */
  byte[] received(byte[] packet) {
    if (packet[FLAGS] != REPLY) {
      return packet;
    }
    ByteBuffer reply = ByteBuffer.wrap(packet);
    boolean isOurs = asked.remove(reply.getInt(ID));
    return isOurs && reply.getShort(ERROR) == COLLECTED ? named(reply.getInt(ID)) : packet;
  }

  /** Two texts: the name, and none with type parameters. */
  private static byte[] named(int id) {
    int length = HEADER_BYTES + Integer.BYTES + NAME.length + Integer.BYTES;
    ByteBuffer reply = ByteBuffer.allocate(length).putInt(length).putInt(id).put(REPLY);
    return reply.putShort((short) 0).putInt(NAME.length).put(NAME).putInt(0).array();
  }
}
