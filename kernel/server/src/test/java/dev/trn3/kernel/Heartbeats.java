package dev.trn3.kernel;

import dev.trn3.kernel.protocol.ConnectionFile;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** Asks a kernel again and again whether it lives, in the background. */
final class Heartbeats implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int SLICE_MILLIS = 500;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Thread thread;
  private volatile boolean closing;
  private volatile long slowest;
  private final AtomicLong beats = new AtomicLong();

  Heartbeats(ConnectionFile connection) {
    thread = new Thread(() -> beat(connection), "heartbeats");
    thread.setDaemon(true);
    thread.start();
  }

  private void beat(ConnectionFile connection) {
    try (ZContext context = new ZContext(1);
        Socket socket = context.createSocket(SocketType.REQ)) {
      socket.setLinger(0);
      socket.setReceiveTimeOut(SLICE_MILLIS);
      socket.connect(connection.address(connection.heartbeatPort()));
      while (!closing) {
        long start = System.nanoTime();
        socket.send(new byte[] {1});
        if (!answered(socket)) {
          slowest = PATIENCE_MILLIS;
          beats.incrementAndGet();
          return;
        }
        slowest = Math.max(slowest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        beats.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Looks again now and then, as the kernel does: JeroMQ was seen to miss a wake-up. */
  private static boolean answered(Socket socket) {
    for (int waited = 0; waited < PATIENCE_MILLIS; waited += SLICE_MILLIS) {
      if (socket.recv() != null) {
        return true;
      }
    }
    return false;
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
