package dev.trn3.kernel.transport;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/**
 * What is published, and waits here while a front end reads slower than cells print.
 *
 * <p>Nothing is lost by that: ZeroMQ takes a few messages ahead for each front end, the others wait
 * here, and cells wait for {@link #room}. So the memory that a slow front end costs has a limit.
 * One that takes next to nothing for some time, as where the system has stopped it, keeps the
 * others waiting no longer: it loses what is published until it reads again.
 */
final class Broadcast {

  /**
   * Messages that ZeroMQ keeps for each front end. It tells only of each half of them that one was
   * taken, and what cells print has up to 576 KB in each: more would make who reads slowly look
   * like one that does not read.
   */
  static final int AHEAD = 16;

  private static final long CROWDED = 4 << 20;
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("trn3.iopub.seconds", 30));

  /** Then it is others' turn: where cells print for ever, an interrupt must be heard. */
  private static final int AT_ONCE = 64;

  /** ZeroMQ's own thread, which fetches what is kept, is seldom further behind than that. */
  private static final long SPIN_NANOS = 500_000;

  private static final long SOON_NANOS = 50_000_000;
  private static final int SOON_MILLIS = 1;
  private static final int LATER_MILLIS = 10;

  private final Socket socket;
  private Duration patience;
  private final Queue<List<byte[]>> waiting = new ConcurrentLinkedQueue<>();
  private long bytes; // That wait.
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  // Of the thread that sends.
  private boolean refused; // The first of those that wait.
  private long refusedSince;

  /**
   * What is published through a socket.
   *
   * @param socket an XPUB that keeps {@link #AHEAD} messages for each front end
   */
  Broadcast(Socket socket) {
    this(socket, PATIENCE);
  }

  Broadcast(Socket socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
    socket.setXpubNoDrop(true);
  }

  /** Adds a message behind all that wait. */
  void add(List<byte[]> frames) {
    synchronized (this) {
      bytes += size(frames);
      if (bytes > CROWDED && room.isDone()) {
        room = new CompletableFuture<>();
      }
    }
    waiting.add(frames);
  }

  /** Done while little waits. */
  synchronized CompletableFuture<Void> room() {
    return room;
  }

  /**
   * Sends what front ends take. For one thread, which uses the socket.
   *
   * @return the milliseconds until it is to be called again; -1 where nothing waits
   */
  int send() {
    int left = AT_ONCE;
    List<byte[]> next = waiting.peek();
    while (next != null && left > 0) {
      if (isTaken(next)) {
        left--;
        refused = false;
        waiting.remove();
        sent(size(next));
        next = waiting.peek();
      } else if (nanosRefused() < SPIN_NANOS) {
        Thread.yield();
      } else if (nanosRefused() < patience.toNanos()) {
        return nanosRefused() < SOON_NANOS ? SOON_MILLIS : LATER_MILLIS;
      } else {
        giveUp(next);
        next = waiting.peek();
      }
    }
    return next == null ? -1 : 0;
  }

  private long nanosRefused() {
    if (!refused) {
      refused = true;
      refusedSince = System.nanoTime();
    }
    return System.nanoTime() - refusedSince;
  }

  /** Sends all that waits, and has less patience with those who take nothing. */
  void sendLast(Duration patienceNow) {
    patience = patienceNow;
    int again;
    while ((again = send()) >= 0) {
      try {
        Thread.sleep(again);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void giveUp(List<byte[]> frames) {
    System.err.printf(
        "A front end has taken less than %d messages of what is published in %d s; it loses what"
            + " follows, until it reads again%n",
        AHEAD / 2, patience.toSeconds());
    sendToThoseWhoTake(frames);
    refused = false;
    waiting.remove();
    sent(size(frames));
  }

  /** From then on ZeroMQ leaves the others out, until they have read half of what is kept. */
  private void sendToThoseWhoTake(List<byte[]> frames) {
    socket.setXpubNoDrop(false);
    isTaken(frames);
    socket.setXpubNoDrop(true);
  }

  /** Sends a message, unless a front end has no room for its first frame; then nothing of it. */
  private boolean isTaken(List<byte[]> frames) {
    int last = frames.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (!socket.send(frames.get(i), ZMQ.DONTWAIT | (i < last ? ZMQ.SNDMORE : 0))) {
        return false;
      }
    }
    return true;
  }

  private void sent(long size) {
    CompletableFuture<Void> made = null;
    synchronized (this) {
      bytes -= size;
      if (bytes <= CROWDED / 2) {
        made = room;
      }
    }
    if (made != null) {
      made.complete(null);
    }
  }

  private static long size(List<byte[]> frames) {
    return frames.stream().mapToLong(each -> each.length).sum();
  }
}
