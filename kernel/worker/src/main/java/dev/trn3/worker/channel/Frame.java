package dev.trn3.worker.channel;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One thing said between server and worker.
 *
 * @param number relates an answer to its question, and what is printed to its cell; 0 where nothing
 *     is related
 * @param body the fields, or the bytes that were printed
 */
public record Frame(Kind kind, int number, byte[] body) {

  private static final Kind[] KINDS = Kind.values();
  private static final int LONGEST_BODY = 1 << 30;

  /** A frame with the given fields. */
  public static Frame of(Kind kind, int number, Fields fields) {
    return new Frame(kind, number, fields.bytes());
  }

  /** The fields of this frame, to be read in the order in which they were written. */
  public FieldReader fields() {
    return new FieldReader(body);
  }

  /** Writes this frame; the caller flushes. */
  public void write(DataOutputStream out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeInt(number);
    out.writeInt(body.length);
    out.write(body);
  }

  /** Writes a frame whose body are the first of these bytes; the caller flushes. */
  static void write(DataOutputStream out, Kind kind, int number, byte[] bytes, int length)
      throws IOException {
    out.writeByte(kind.ordinal());
    out.writeInt(number);
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  /**
   * Reads one frame; blocks until it is there.
   *
   * @throws java.io.EOFException where the other side has gone
   * @throws IOException where the bytes are no frame
   */
  public static Frame read(DataInputStream in) throws IOException {
    return read(in, (kind, length) -> new byte[length]);
  }

  /**
   * Reads one frame; blocks until it is there.
   *
   * @param shortOfMemory called where there is no room for the frame, before that is tried again
   * @throws java.io.EOFException where the other side has gone
   * @throws IOException where the bytes are no frame
   * @throws OutOfMemoryError where there is no room then, either
   */
  public static Frame read(DataInputStream in, Runnable shortOfMemory) throws IOException {
    return read(
        in,
        (kind, length) -> {
          try {
            return new byte[length];
          } catch (OutOfMemoryError e) {
            shortOfMemory.run();
            return new byte[length];
          }
        });
  }

  /** Where the body of a frame is put. */
  public interface Room {

    /** Bytes of this length, of which it does not matter what stands in them. */
    byte[] of(Kind kind, int length);
  }

  /**
   * Reads one frame; blocks until it is there.
   *
   * @throws java.io.EOFException where the other side has gone
   * @throws IOException where the bytes are no frame
   */
  public static Frame read(DataInputStream in, Room room) throws IOException {
    int kind = in.readUnsignedByte();
    int number = in.readInt();
    int length = in.readInt();
    if (kind >= KINDS.length || length < 0 || length > LONGEST_BODY) {
      throw new IOException("no frame: kind " + kind + ", length " + length);
    }
    byte[] body = room.of(KINDS[kind], length);
    in.readFully(body);
    return new Frame(KINDS[kind], number, body);
  }
}
