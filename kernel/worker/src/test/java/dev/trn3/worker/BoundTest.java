package dev.trn3.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundTest {

  private static final int LATEST = 9;

  private static int inANewThread() {
    AtomicInteger cell = new AtomicInteger();
    Thread thread = new Thread(() -> cell.set(Bound.or(LATEST)));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return cell.get();
  }

  @Test
  void holdsForTheWorkAndTheThreadsThatItStarts() {
    int[] cells = new int[3];
    Runnable inner = Bound.to(2, () -> cells[1] = Bound.or(LATEST));

    Bound.to(
            1,
            () -> {
              cells[0] = inANewThread();
              inner.run();
              cells[2] = Bound.or(LATEST);
            })
        .run();

    assertThat(cells).containsExactly(1, 2, 1);
    assertThat(Bound.or(LATEST)).isEqualTo(LATEST);
    assertThat(inANewThread()).isEqualTo(LATEST);
  }

  @Test
  void doesNotHoldForThreadsOfAPoolThatOtherCellsUseToo() {
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      Bound.to(1, () -> pool.submit(() -> {}).join()).run(); // Its one thread is started here.

      assertThat(pool.submit(() -> Bound.or(LATEST)).join()).isEqualTo(LATEST);
      assertThat(pool.submit(BoundTest::inANewThread).join()).isEqualTo(LATEST);
      int[] bound = new int[1];
      pool.submit(Bound.to(2, () -> bound[0] = inANewThread())).join();
      assertThat(bound).containsExactly(2);
    } finally {
      pool.shutdownNow();
    }
  }
}
