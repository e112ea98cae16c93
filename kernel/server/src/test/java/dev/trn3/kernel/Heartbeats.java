package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.ConnectionFile;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** Asks a kernel again and again whether it lives, in the background. */
final class Heartbeats implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Thread thread;
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile long slowest;
  private final AtomicLong beats = new AtomicLong();

  Heartbeats(ConnectionFile connection) {
    thread = new Thread(() -> beat(connection), "heartbeats");
    thread.setDaemon(true);
    thread.start();
    try {
      assertThat(first.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).as("a first beat").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void beat(ConnectionFile connection) {
    try (ZContext context = new ZContext(1);
        Socket socket = context.createSocket(SocketType.REQ)) {
      socket.setLinger(0);
      socket.setHandshakeIvl(FrontEnd.HANDSHAKE_MILLIS);
      socket.setReceiveTimeOut(PATIENCE_MILLIS);
      socket.connect(connection.address(connection.heartbeatPort()));
      while (!closing) {
        long start = System.nanoTime();
        socket.send(new byte[] {1});
        if (socket.recv() == null) {
          slowest = PATIENCE_MILLIS;
          return;
        }
        if (first.getCount() > 0) { // Connecting takes its time; it is no beat.
          first.countDown();
        } else {
          slowest = Math.max(slowest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
          beats.incrementAndGet();
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** The longest time that the kernel took so far. */
  long slowestMillis() {
    if (beats.get() == 0) {
      throw new AssertionError("the heart has not been asked yet");
    }
    return slowest;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
