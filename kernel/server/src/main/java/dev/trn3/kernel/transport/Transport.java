package dev.trn3.kernel.transport;

import dev.trn3.kernel.protocol.Message;
import java.util.concurrent.CompletableFuture;

/** Carries messages to and from front ends. Safe for use by several threads. */
public interface Transport extends AutoCloseable {

  /** The channels of the Jupyter protocol; the heartbeat is the transport's own affair. */
  enum Channel {
    SHELL,
    CONTROL,
    STDIN,
    IOPUB
  }

  /** Takes what arrives, in the transport's own thread; must not block. */
  interface Receiver {

    /** A message with a valid signature has arrived. */
    void received(Channel channel, Message message);

    /** A front end has subscribed to this topic of iopub. */
    void subscribed(String topic);

    /** A thread has ended by this, without which nothing arrives any more, or nothing is sent. */
    void failed(Thread thread, Throwable why);
  }

  /** Sends a message; those sent to one channel arrive in the order of these calls. */
  void send(Channel channel, Message message);

  /**
   * Done while little waits on iopub for front ends that read slower. What can wait with more to
   * publish waits for it; it need not, and nothing is dropped by that.
   */
  default CompletableFuture<Void> room() {
    return CompletableFuture.completedFuture(null);
  }

  /** Sends what is still waiting, then closes the sockets. */
  @Override
  void close();
}
