package dev.trn3.worker.channel;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * Everything that waits to be sent, in order.
 *
 * <p>Threads of the analyst only ever add to this; a thread of its own writes, so that an analyst's
 * thread that is stopped in the middle of a print cannot leave half a frame on the wire. Text
 * printed to the same stream one after the other joins into one frame. The frames grow while more
 * is printed than they hold, since each costs its readers as much as ten thousand bytes and more.
 * Where the reader is slower than the printer, the printer waits.
 */
public final class Outbox {

  private static final byte[] NOTHING = {};
  private static final int FULL = 1 << 20;
  private static final int LARGEST_CHUNK = 1 << 19;
  private static final int WORTH_SENDING = 64 << 10;
  private static final long LINGER_NANOS = 8_000_000;

  // One that asks for memory before it changes: an array that cannot grow would lose all of it.
  private final Deque<Object> waiting = new ConcurrentLinkedDeque<>();
  // The first bytes of a character whose last bytes are still to come, by stream. Writer's only.
  private final Map<String, byte[]> unfinished = new HashMap<>();
  private Object taken; // What is being written. Writer's only.
  private byte[] spare = NOTHING; // Room of a chunk that was written.
  private int worthSending = WORTH_SENDING; // What is shorter waits a moment for more.
  private int waitingBytes;
  private boolean held;
  private boolean closed;
  private boolean unsent;

  /** Printed bytes that may still grow. */
  private static final class Chunk extends ByteArrayOutputStream {
    final int cell;
    final String stream;

    Chunk(int cell, String stream, byte[] room) {
      this.cell = cell;
      this.stream = stream;
      buf = room.length > 0 ? room : buf;
    }

    boolean takes(int otherCell, String otherStream) {
      return cell == otherCell && stream.equals(otherStream) && count < LARGEST_CHUNK;
    }

    /** Grows no more; its bytes are the first of the array, which is not copied. */
    byte[] bytes() {
      return buf;
    }
  }

  /** Adds a frame behind all that waits, at once. */
  public synchronized void put(Frame frame) {
    waiting.addLast(frame);
    waitingBytes += frame.body().length;
    unsent = true;
    notifyAll();
  }

  /**
   * Adds a frame that can wait; waits while too much is unsent or held.
   *
   * @throws InterruptedException where the thread is interrupted while it waits
   */
  public synchronized void show(Frame frame) throws InterruptedException {
    awaitRoom();
    put(frame);
  }

  /**
   * Lets what is printed and shown wait, or go on. What was said before is sent meanwhile, and so
   * are answers.
   */
  public synchronized void hold(boolean holds) {
    held = holds;
    notifyAll();
  }

  private void awaitRoom() throws InterruptedException {
    while ((held || waitingBytes > FULL) && !closed) {
      wait();
    }
  }

  /**
   * Adds printed bytes; waits while too much is unsent or held.
   *
   * @throws InterruptedException where the thread is interrupted while it waits
   */
  public synchronized void print(int cell, String stream, byte[] bytes, int from, int length)
      throws InterruptedException {
    awaitRoom();
    Chunk chunk;
    if (waiting.peekLast() instanceof Chunk last && last.takes(cell, stream)) {
      chunk = last;
    } else {
      byte[] room = spare;
      spare = NOTHING; // First: a stop that comes next must not leave it to two.
      chunk = new Chunk(cell, stream, room);
      waiting.addLast(chunk);
      unsent = true;
      notifyAll();
    }
    boolean small = chunk.size() < worthSending;
    chunk.write(bytes, from, length);
    waitingBytes += length;
    if (small && chunk.size() >= worthSending) {
      notifyAll();
    }
  }

  /**
   * Writes what comes, until the stream breaks or this outbox is closed. May be called again where
   * it ended for want of memory: it goes on with what it was about to write.
   */
  public void drainTo(DataOutputStream out) throws IOException, InterruptedException {
    while (taken != null || (taken = take()) != null) {
      if (taken instanceof Frame frame) {
        frame.write(out);
      } else if (taken instanceof Chunk chunk) {
        write(chunk, out);
        keepRoomOf(chunk);
      }
      taken = null;
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

  /** What prints much will need it again; what prints little shall not hold as much. */
  private synchronized void keepRoomOf(Chunk chunk) {
    spare = chunk.size() < WORTH_SENDING ? NOTHING : chunk.bytes();
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
    if (next instanceof Frame frame) {
      waitingBytes -= frame.body().length;
      notifyAll();
    } else if (next instanceof Chunk chunk) {
      waitingBytes -= chunk.size();
      boolean full = chunk.size() >= worthSending;
      worthSending = full ? Math.min(2 * worthSending, LARGEST_CHUNK) : WORTH_SENDING;
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
    return waiting.peekFirst() instanceof Chunk chunk
        && waiting.peekLast() == chunk
        && chunk.size() < worthSending;
  }

  /** Asks for all memory that it needs before anything has changed. */
  private void write(Chunk chunk, DataOutputStream out) throws IOException {
    unfinished.putIfAbsent(chunk.stream, NOTHING);
    byte[] before = unfinished.get(chunk.stream);
    byte[] bytes = before.length == 0 ? chunk.bytes() : join(before, chunk);
    int length = before.length + chunk.size();
    int whole = wholeCharacters(bytes, length);
    byte[] rest = whole == length ? NOTHING : Arrays.copyOfRange(bytes, whole, length);
    if (whole > 0) {
      Kind kind = chunk.stream.equals("stderr") ? Kind.STDERR : Kind.STDOUT;
      Frame.write(out, kind, chunk.cell, bytes, whole);
    }
    unfinished.put(chunk.stream, rest);
  }

  private static byte[] join(byte[] first, Chunk rest) {
    byte[] joined = Arrays.copyOf(first, first.length + rest.size());
    System.arraycopy(rest.bytes(), 0, joined, first.length, rest.size());
    return joined;
  }

  /** How many of so many bytes there are without an unfinished UTF-8 character at their end. */
  static int wholeCharacters(byte[] bytes, int size) {
    int start = size - 1;
    while (start >= 0 && start > size - 4 && (bytes[start] & 0xC0) == 0x80) {
      start--;
    }
    if (start < 0) {
      return size;
    }
    int lead = bytes[start] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return start + length > size ? start : size;
  }
}
