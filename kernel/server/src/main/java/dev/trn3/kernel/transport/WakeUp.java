package dev.trn3.kernel.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes the thread that waits on the sockets. */
final class WakeUp {

  private final Pipe pipe;
  private final AtomicBoolean rung = new AtomicBoolean();
  private final ByteBuffer heard = ByteBuffer.allocate(64);

  WakeUp() {
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the waiting thread waits on. */
  SelectableChannel channel() {
    return pipe.source();
  }

  /**
   * Wakes it. Several rings before it is heard are one. An interrupt of the calling thread, which
   * would close the pipe for good, waits until it has rung.
   */
  synchronized void ring() {
    if (rung.compareAndSet(false, true) && pipe.sink().isOpen()) {
      boolean interrupted = Thread.interrupted();
      try {
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Called by the woken thread before it looks at what there is to do. */
  void heard() {
    try {
      heard.clear();
      while (pipe.source().read(heard) > 0) {
        heard.clear();
      }
      rung.set(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void close() {
    try {
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
