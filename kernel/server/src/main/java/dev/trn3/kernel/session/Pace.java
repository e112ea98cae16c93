package dev.trn3.kernel.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets what a worker prints and shows wait there while front ends are behind. What it answers does
 * not wait, so that it can still be interrupted.
 */
final class Pace {

  private static final long AGAIN_MILLIS = 1_000;

  private final Supplier<CompletableFuture<Void>> room;
  private final Consumer<Boolean> hold;
  private boolean holds;

  /**
   * A pace that does not hold.
   *
   * @param room done while more may come
   * @param hold tells the worker whether to hold what is printed; may fail with {@link WorkerGone}
   */
  Pace(Supplier<CompletableFuture<Void>> room, Consumer<Boolean> hold) {
    this.room = room;
    this.hold = hold;
  }

  /** Called after each of the things that the worker said. */
  synchronized void look() {
    CompletableFuture<Void> awaited = room.get();
    if (!holds && !awaited.isDone()) {
      holds = true;
      var unused = awaited.thenRunAsync(this::goOn);
      tell(true);
    }
  }

  /** What fails is done again: a worker that is held says nothing for which it would be looked. */
  private synchronized void goOn() {
    try {
      tell(false);
      holds = false;
    } catch (RuntimeException | Error e) {
      try { // There may be no memory for the sentence.
        CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS).execute(this::goOn);
      } finally {
        System.err.println("A worker was not told that there is room for what it prints: " + e);
      }
    }
  }

  private void tell(boolean holdsNow) {
    try {
      hold.accept(holdsNow);
    } catch (WorkerGone e) {
      // Then it prints no more.
    }
  }
}
