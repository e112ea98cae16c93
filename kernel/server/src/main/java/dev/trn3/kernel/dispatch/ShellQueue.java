package dev.trn3.kernel.dispatch;

import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** The requests of one shell, which a thread of its own takes one after the other. */
final class ShellQueue {

  private static final Waiting NOTHING = new Waiting(null, null); // Wakes the thread up.

  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Consumer<Waiting> attend;
  private final Runnable ended;
  private final Thread thread;
  private volatile boolean ending;

  /** A request that waits, and whether a failure before it has taken its turn away. */
  static final class Waiting {
    private final Channel channel;
    private final Message request;
    private volatile boolean aborted;

    private Waiting(Channel channel, Message request) {
      this.channel = channel;
      this.request = request;
    }

    /** Where the answer goes. */
    Channel channel() {
      return channel;
    }

    Message request() {
      return request;
    }

    /** Whether it is to be answered only. */
    boolean isAborted() {
      return aborted;
    }
  }

  /**
   * An empty queue.
   *
   * @param shell 0 for the main one
   * @param attend answers a request, in the thread
   * @param ended called by the thread when it {@link #end ends}
   */
  ShellQueue(int shell, Consumer<Waiting> attend, Runnable ended) {
    this.attend = attend;
    this.ended = ended;
    thread = new Thread(this::run, shell == 0 ? "cells" : "cells of subshell " + shell);
    thread.setDaemon(true);
  }

  /**
   * Begins to take what waits.
   *
   * @param failed told where the thread ends by what it should have caught
   */
  void start(UncaughtExceptionHandler failed) {
    thread.setUncaughtExceptionHandler(failed);
    thread.start();
  }

  void add(Channel channel, Message request) {
    waiting.add(new Waiting(channel, request));
  }

  /** Those that wait now will be answered, but not run. */
  void abortWaiting() {
    waiting.forEach(each -> each.aborted = true);
  }

  /** Ends the thread once nothing waits. */
  void end() {
    ending = true;
    waiting.add(NOTHING);
  }

  /** Ends the thread, whatever waits. */
  void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!ending || !waiting.isEmpty()) {
        Waiting next = waiting.take();
        if (next != NOTHING) {
          attend(next);
        }
      }
      ended.run();
    } catch (InterruptedException e) {
      // Only close() interrupts this thread: the kernel ends.
    }
  }

  private void attend(Waiting next) {
    try {
      attend.accept(next);
    } catch (RuntimeException | Error e) {
      say(next.request(), e);
    }
  }

  private static void say(Message request, Throwable why) {
    try {
      System.err.println("A request was not answered: " + request.type() + ": " + why);
    } catch (OutOfMemoryError e) {
      System.err.println("A request was not answered, and there is no memory to say why");
    }
  }
}
