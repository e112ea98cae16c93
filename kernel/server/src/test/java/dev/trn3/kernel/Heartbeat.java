package dev.trn3.kernel;

import dev.trn3.kernel.protocol.ConnectionFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Beats all the time, and remembers how long each answer took, less what the machine kept everyone
 * waiting, see {@link Stalls}.
 */
final class Heartbeat implements AutoCloseable {

  private static final long BETWEEN_MILLIS = 50;
  private static final int START_MILLIS = 60_000;

  private static final int UNANSWERED_MILLIS = 20_000;
  private static final long PROMPT_MILLIS = 1_000;

  /**
   * On the clock, whatever the machine did: a stall counts for whoever caused it, so that without
   * an end to it the kernel's own work could excuse the beat that it made late.
   */
  private static final long LATEST_MILLIS = 3_000;

  /** On a machine with more to do, one beat of so many may be late. */
  private static final int LATE_ONES = 1_000;

  private record Beat(long from, long to, long millis) {}

  private final Queue<Beat> beats = new ConcurrentLinkedQueue<>();
  private final Stalls stalls = new Stalls();
  private final List<String> late = new ArrayList<>();
  private int checked;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread;

  /** Returns after the first beat, which may take as long as a kernel takes to start. */
  Heartbeat(ConnectionFile connection) {
    thread = new Thread(() -> beat(connection), "heartbeat");
    thread.setDaemon(true);
    thread.start();
    try {
      if (!first.await(START_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("no heartbeat was answered in " + START_MILLIS + " ms");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void beat(ConnectionFile connection) {
    try (ZContext context = new ZContext(1);
        ZMQ.Socket socket = context.createSocket(SocketType.REQ)) {
      socket.setLinger(0);
      socket.setHandshakeIvl(FrontEnd.HANDSHAKE_MILLIS);
      socket.setReconnectIVL(20);
      socket.setReceiveTimeOut(START_MILLIS);
      socket.connect(connection.address(connection.heartbeatPort()));
      socket.send("first");
      boolean answers = socket.recv() != null; // Until then the kernel may be starting.
      socket.setReceiveTimeOut(UNANSWERED_MILLIS);
      while (answers && !Thread.currentThread().isInterrupted()) {
        first.countDown();
        long start = System.nanoTime();
        socket.send("beat");
        answers = socket.recv() != null;
        long end = System.nanoTime();
        beats.add(new Beat(start, end, TimeUnit.NANOSECONDS.toMillis(end - start)));
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Fails where a beat was not answered, or too many were late.
   *
   * @param test what has run since the last check
   */
  void check(String test) {
    boolean ended = !thread.isAlive(); // Before the beats are read: the last says why.
    for (Beat next = beats.poll(); next != null; next = beats.poll()) {
      if (next.millis() >= UNANSWERED_MILLIS) {
        throw new AssertionError(test + ": no heartbeat was answered in " + next.millis() + " ms");
      }
      long stalled =
          next.millis() < PROMPT_MILLIS ? 0 : stalls.millisBetween(next.from(), next.to());
      if (next.millis() >= LATEST_MILLIS) {
        throw new AssertionError(
            "%s: a heartbeat took %d ms, of which all stood still for %d; no more than %d are allowed"
                .formatted(test, next.millis(), stalled, LATEST_MILLIS));
      }
      if (next.millis() - stalled >= PROMPT_MILLIS) {
        late.add("%s: %d ms, machine %d".formatted(test, next.millis(), stalled));
      }
      checked++;
    }
    if (ended) {
      throw new AssertionError("the heart was not listened to any more, before " + test);
    }
    if (late.size() > 1 + checked / LATE_ONES) {
      throw new AssertionError("of " + checked + " heartbeats these were late: " + late);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
