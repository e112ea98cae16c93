package dev.trn3.worker.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Sends bytes without asking for memory, which the analyst's code may have used up: what was taken
 * from a queue to be sent is not lost then, and no frame is cut in two.
 */
public final class Outgoing extends OutputStream {

  private static final int SIZE = 1 << 16;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
  private final WritableByteChannel channel;
  private final Runnable shortOfMemory;

  /**
   * A stream with a buffer of its own.
   *
   * @param channel blocks until it has room
   * @param shortOfMemory called where the channel itself finds no memory, before it is tried again
   */
  public Outgoing(WritableByteChannel channel, Runnable shortOfMemory) {
    this.channel = channel;
    this.shortOfMemory = shortOfMemory;
  }

  @Override
  public void write(int b) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int end = from + length;
    for (int next = from; next < end; ) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int size = Math.min(end - next, buffer.remaining());
      buffer.put(bytes, next, size);
      next += size;
    }
  }

  /** Sends all that was written. */
  @Override
  public void flush() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        try {
          channel.write(buffer);
        } catch (OutOfMemoryError e) {
          shortOfMemory.run();
        }
      }
    } finally {
      buffer.compact(); // What was not sent comes first next time.
    }
  }
}
