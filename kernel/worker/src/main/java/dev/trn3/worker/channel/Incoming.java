package dev.trn3.worker.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads from a channel through one buffer, however long a frame is: the stream that Java makes of a
 * channel takes as much memory outside of the heap as is read at once, and keeps it.
 */
public final class Incoming extends InputStream {

  private static final int SIZE = 1 << 16;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE).flip();
  private final ReadableByteChannel channel;

  /**
   * A stream with a buffer of its own.
   *
   * @param channel blocks until it has something to read
   */
  public Incoming(ReadableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int size = Math.min(length, buffer.remaining());
    buffer.get(bytes, from, size);
    return size;
  }

  /** Waits until there is something in the buffer; false where nothing will come any more. */
  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    int size;
    try {
      size = channel.read(buffer);
    } finally {
      buffer.flip();
    }
    return size > 0;
  }
}
