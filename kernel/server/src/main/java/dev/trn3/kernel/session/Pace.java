package dev.trn3.kernel.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets what a worker prints and shows wait there while front ends are behind. What it answers does
 * not wait, so that it can still be interrupted.
 */
final class Pace {

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
      tell(true);
      var unused = awaited.thenRunAsync(this::goOn);
    }
  }

  private synchronized void goOn() {
    tell(false);
  }

  private void tell(boolean holdsNow) {
    holds = holdsNow;
    try {
      hold.accept(holdsNow);
    } catch (WorkerGone e) {
      // Then it prints no more.
    }
  }
}
