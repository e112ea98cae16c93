package dev.trn3.kernel;

import dev.trn3.kernel.protocol.ConnectionFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Beats all the time, and remembers how long each answer took. */
final class Heartbeat implements AutoCloseable {

  private static final long BETWEEN_MILLIS = 50;
  private static final int UNANSWERED_MILLIS = 5_000;

  /** On a machine with more to do, one beat in fifty may be late. */
  private static final long PROMPT_MILLIS = 1_000;

  private static final int LATE_ONES = 50;

  private final Queue<Long> beats = new ConcurrentLinkedQueue<>();
  private final List<Long> checked = new ArrayList<>();
  private final Thread thread;

  Heartbeat(ConnectionFile connection) {
    thread = new Thread(() -> beat(connection), "heartbeat");
    thread.setDaemon(true);
    thread.start();
  }

  private void beat(ConnectionFile connection) {
    try (ZContext context = new ZContext(1);
        ZMQ.Socket socket = context.createSocket(SocketType.REQ)) {
      socket.setLinger(0);
      socket.setHandshakeIvl(FrontEnd.HANDSHAKE_MILLIS);
      socket.setReconnectIVL(20);
      socket.setReceiveTimeOut(UNANSWERED_MILLIS);
      socket.connect(connection.address(connection.heartbeatPort()));
      socket.send("first");
      boolean answers = socket.recv() != null; // Until then the kernel may be starting.
      while (answers && !Thread.currentThread().isInterrupted()) {
        long start = System.nanoTime();
        socket.send("beat");
        answers = socket.recv() != null;
        beats.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fails where a beat was not answered, or too many were late. */
  void check() {
    for (Long next = beats.poll(); next != null; next = beats.poll()) {
      checked.add(next);
      if (next >= UNANSWERED_MILLIS) {
        throw new AssertionError("a heartbeat was not answered in " + next + " ms");
      }
    }
    long late = checked.stream().filter(millis -> millis >= PROMPT_MILLIS).count();
    if (late > 1 + checked.size() / LATE_ONES) {
      throw new AssertionError(late + " of " + checked.size() + " heartbeats were late");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
