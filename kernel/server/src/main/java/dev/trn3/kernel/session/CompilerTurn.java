package dev.trn3.kernel.session;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Whose turn it is with the compiler within JShell, which one thread at a time may use and which
 * does not see to that itself.
 */
final class CompilerTurn {

  private static final Object NEWEST = new Object();
  private static CompilerTurn newest;

  private final ReentrantLock lock = new ReentrantLock();

  /** The turn of a session that begins; waits for what {@link #takeAlone} does. */
  CompilerTurn() {
    synchronized (NEWEST) {
      newest = this;
    }
  }

  /**
   * Does something with what the compilers of all sessions share, when this session's is not in
   * use; not where another session has begun since, whose compiler may be.
   *
   * @return false where it was not done
   */
  boolean takeAlone(Runnable work) {
    return take(
        () -> {
          synchronized (NEWEST) {
            if (newest != this) {
              return false;
            }
            work.run();
            return true;
          }
        });
  }

  /** Does something with the compiler, when nobody else does. */
  <T> T take(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #take}, unless others do longer than that; then nothing is done. */
  <T> Optional<T> takeWithin(long millis, Supplier<T> work) {
    try {
      if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits for a turn. */
  boolean isWaitedFor() {
    return lock.hasQueuedThreads();
  }

  /** Whether this thread waits for a turn. */
  boolean isAwaitedBy(Thread thread) {
    return lock.hasQueuedThread(thread);
  }

  /**
   * Lets others compile while this thread waits for the analyst's code.
   *
   * @return what {@link #resume} needs
   */
  int pause() {
    int holds = lock.getHoldCount();
    for (int i = 0; i < holds; i++) {
      lock.unlock();
    }
    return holds;
  }

  /** Ends a pause; waits for whoever compiles now. */
  void resume(int holds) {
    for (int i = 0; i < holds; i++) {
      lock.lock();
    }
  }
}
