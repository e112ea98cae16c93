package dev.trn3.worker.channel;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Everything that waits to be sent, in order.
 *
 * <p>Threads of the analyst only ever add to this; a thread of its own writes, so that an analyst's
 * thread that is stopped in the middle of a print cannot leave half a frame on the wire. Text
 * printed to the same stream one after the other joins into one frame. Where the reader is slower
 * than the printer, the printer waits.
 */
public final class Outbox {

  private static final byte[] NOTHING = {};
  private static final int FULL = 1 << 20;
  private static final int LARGEST_CHUNK = 1 << 18;
  private static final int WORTH_SENDING = 64 << 10;
  private static final long LINGER_NANOS = 8_000_000;

  private final Deque<Object> waiting = new ArrayDeque<>();
  // The first bytes of a character whose last bytes are still to come, by stream. Writer's only.
  private final Map<String, byte[]> unfinished = new HashMap<>();
  private int waitingBytes;
  private boolean closed;
  private boolean unsent;

  /** Printed bytes that may still grow. */
  private static final class Chunk {
    final int cell;
    final String stream;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Chunk(int cell, String stream) {
      this.cell = cell;
      this.stream = stream;
    }

    boolean takes(int otherCell, String otherStream) {
      return cell == otherCell && stream.equals(otherStream) && bytes.size() < LARGEST_CHUNK;
    }
  }

  /** Adds a frame behind all that waits. */
  public synchronized void put(Frame frame) {
    waiting.addLast(frame);
    unsent = true;
    notifyAll();
  }

  /**
   * Adds printed bytes; waits while too much is unsent.
   *
   * @throws InterruptedException where the thread is interrupted while it waits
   */
  public synchronized void print(int cell, String stream, byte[] bytes, int from, int length)
      throws InterruptedException {
    while (waitingBytes > FULL && !closed) {
      wait();
    }
    Chunk chunk;
    if (waiting.peekLast() instanceof Chunk last && last.takes(cell, stream)) {
      chunk = last;
    } else {
      chunk = new Chunk(cell, stream);
      waiting.addLast(chunk);
      unsent = true;
      notifyAll();
    }
    boolean small = chunk.bytes.size() < WORTH_SENDING;
    chunk.bytes.write(bytes, from, length);
    waitingBytes += length;
    if (small && chunk.bytes.size() >= WORTH_SENDING) {
      notifyAll();
    }
  }

  /** Writes what comes, until the stream breaks or this outbox is closed. */
  public void drainTo(DataOutputStream out) throws IOException, InterruptedException {
    Object next;
    while ((next = take()) != null) {
      if (next instanceof Frame frame) {
        frame.write(out);
      } else if (next instanceof Chunk chunk) {
        write(chunk, out);
      }
      if (isEmpty()) {
        out.flush();
      }
    }
  }

  /** Waits until all is sent, at most so long. */
  public synchronized void awaitSent(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0 && unsent && !closed; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** Stops all waiting; what is unsent is dropped. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  private synchronized Object take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      unsent = false; // Whatever was taken before has been written.
      notifyAll();
      wait();
    }
    linger();
    Object next = closed ? null : waiting.pollFirst();
    if (next instanceof Chunk chunk) {
      waitingBytes -= chunk.bytes.size();
      notifyAll();
    }
    return next;
  }

  /** Waits a little for more of the same line, which is probably on its way. */
  private void linger() throws InterruptedException {
    long end = System.nanoTime() + LINGER_NANOS;
    long left = LINGER_NANOS;
    while (left > 0 && !closed && isSmallAndAlone()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  private boolean isSmallAndAlone() {
    return waiting.size() == 1
        && waiting.peekFirst() instanceof Chunk chunk
        && chunk.bytes.size() < WORTH_SENDING;
  }

  private void write(Chunk chunk, DataOutputStream out) throws IOException {
    byte[] bytes = join(unfinished.getOrDefault(chunk.stream, NOTHING), chunk.bytes.toByteArray());
    int whole = wholeCharacters(bytes);
    unfinished.put(chunk.stream, Arrays.copyOfRange(bytes, whole, bytes.length));
    if (whole > 0) {
      Fields fields = Fields.none().number(chunk.cell).text(chunk.stream);
      Frame.write(out, Kind.STREAM, fields, bytes, whole);
    }
  }

  private static byte[] join(byte[] first, byte[] rest) {
    if (first.length == 0) {
      return rest;
    }
    byte[] joined = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, joined, first.length, rest.length);
    return joined;
  }

  /** The length of the bytes without an unfinished UTF-8 character at the end. */
  static int wholeCharacters(byte[] bytes) {
    int start = bytes.length - 1;
    while (start >= 0 && start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    if (start < 0) {
      return bytes.length;
    }
    int lead = bytes[start] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return start + length > bytes.length ? start : bytes.length;
  }
}
