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
 * One that takes nothing for some time, as where the system has stopped it, keeps the others
 * waiting no longer: it loses what is published until it reads again.
 */
final class Broadcast {

  /** Messages that ZeroMQ keeps for each front end. What cells print has 512 KB in one at most. */
  static final int AHEAD = 32;

  private static final long CROWDED = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SOON_MILLIS = 1;
  private static final int LATER_MILLIS = 10;
  private static final int LATER_AFTER = 50; // Tries.

  private final Socket socket;
  private final Duration patience;
  private final Queue<List<byte[]>> waiting = new ConcurrentLinkedQueue<>();
  private long bytes; // That wait.
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  // Of the thread that sends.
  private long refusedSince; // The time when the first of those that wait was refused first.
  private int refusals; // In a row.

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
    for (List<byte[]> next = waiting.peek(); next != null; next = waiting.peek()) {
      if (!isTaken(next) && !isGivenUp(next)) {
        return ++refusals > LATER_AFTER ? LATER_MILLIS : SOON_MILLIS;
      }
      refusals = 0;
      waiting.remove();
      sent(size(next));
    }
    return -1;
  }

  /** Sends all: what front ends do not take within so much time, they lose. */
  void sendLast(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    int again;
    while ((again = send()) >= 0 && System.nanoTime() < end) {
      try {
        Thread.sleep(again);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    waiting.forEach(this::sendToThoseWhoTake);
    waiting.clear();
  }

  private boolean isGivenUp(List<byte[]> frames) {
    if (refusals == 0) {
      refusedSince = System.nanoTime();
      return false;
    }
    if (System.nanoTime() - refusedSince < patience.toNanos()) {
      return false;
    }
    System.err.printf(
        "A front end has taken nothing of what is published for %d s; it loses what follows, until"
            + " it reads again%n",
        patience.toSeconds());
    sendToThoseWhoTake(frames);
    return true;
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
