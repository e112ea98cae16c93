package dev.trn3.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.sweep.Processors;
import dev.trn3.sweep.Sweep;
import dev.trn3.sweep.SweepResult;
import dev.trn3.sweep.Values;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads are kept from one sweep to the next, and nothing of the one gets into the other. */
class WorkersTest {

  private static Set<Thread> threadsOfASweep() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Sweep.of(point -> threads.add(Thread.currentThread()))
        .over("x", Values.range(1, 50))
        .on(new Processors(2))
        .quietly()
        .run();
    return threads;
  }

  @Test
  void areThoseOfBeforeForWhatTheSameThreadAsksNext() {
    ForkJoinPool first = Workers.take(2);
    Workers.giveBack(first, true);

    assertThat(Workers.take(2)).isSameAs(first);
    assertThat(Workers.take(2)).as("while the first are taken").isNotSameAs(first);
  }

  @Test
  void areAsManyAsAskedFor() {
    ForkJoinPool two = Workers.take(2);
    Workers.giveBack(two, true);

    assertThat(Workers.take(3).getParallelism()).isEqualTo(3);
    assertThat(two.isShutdown()).as("those that are too few end").isTrue();
  }

  @Test
  void areKeptForTheLastThatAskedAlone() throws Exception {
    ForkJoinPool here = Workers.take(2);
    Workers.giveBack(here, true);

    Thread other = new Thread(() -> Workers.giveBack(Workers.take(2), true));
    other.start();
    other.join();

    assertThat(here.isShutdown()).isTrue();
    assertThat(Workers.take(2)).isNotSameAs(here);
  }

  @Test
  void areNotSharedByTwoThreadsThatAsk() throws Exception {
    Set<Thread> here = threadsOfASweep();
    Set<Thread> there = ConcurrentHashMap.newKeySet();
    Thread other = new Thread(() -> there.addAll(threadsOfASweep()));
    other.start();
    other.join();

    assertThat(there).isNotEmpty().doesNotContainAnyElementsOf(here);
  }

  @Test
  void areNotUsedAgainAfterAnInterrupt() {
    Set<Thread> interrupted = ConcurrentHashMap.newKeySet();
    Thread waiting = Thread.currentThread();
    AtomicBoolean once = new AtomicBoolean();
    SweepResult result =
        Sweep.of(
                point -> {
                  interrupted.add(Thread.currentThread());
                  if (once.compareAndSet(false, true)) {
                    waiting.interrupt();
                  }
                  new CountDownLatch(1).await(); // For ever.
                  return 0;
                })
            .over("x", 1, 2, 3, 4)
            .on(new Processors(2))
            .quietly()
            .run();

    assertThat(result.missing()).isEqualTo(4);
    assertThat(threadsOfASweep()).isNotEmpty().doesNotContainAnyElementsOf(interrupted);
  }

  @Test
  void areNotInterruptedByWhatTheBodyBeforeLeftBehind() {
    List<List<Object>> rows =
        Sweep.of(
                point -> {
                  boolean before = Thread.currentThread().isInterrupted();
                  Thread.currentThread().interrupt();
                  return before;
                })
            .over("x", 1, 2, 3)
            .on(new Processors(1))
            .quietly()
            .run()
            .rows();

    assertThat(rows).containsExactly(List.of(1L, false), List.of(2L, false), List.of(3L, false));
  }

  @Test
  void giveWhatComesOfEachNumberInOrder() throws Exception {
    assertThat(Workers.each(1000, i -> i * i))
        .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> i * i).toList());
    assertThat(Workers.each(0, i -> i)).isEmpty();
  }

  @Test
  void inheritFromWhoeverAsksAndNotFromWhoeverAskedBefore() throws Exception {
    InheritableThreadLocal<String> cell = new InheritableThreadLocal<>();
    cell.set("first");
    assertThat(Workers.each(100, i -> cell.get())).containsOnly("first");

    AtomicReference<List<String>> later = new AtomicReference<>();
    Thread other =
        new Thread(
            () -> {
              cell.set("second");
              try {
                later.set(Workers.each(100, i -> cell.get()));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    other.start();
    other.join();

    assertThat(later.get()).containsOnly("second");
  }

  @Test
  void hearAnInterruptAndBeginNothingMore() {
    Thread waiting = Thread.currentThread();
    AtomicInteger begun = new AtomicInteger();
    AtomicBoolean once = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                Workers.each(
                    100_000,
                    i -> {
                      begun.incrementAndGet();
                      if (once.compareAndSet(false, true)) {
                        waiting.interrupt();
                      }
                      try {
                        new CountDownLatch(1).await(); // For ever.
                      } catch (InterruptedException e) {
                        return i;
                      }
                      return i;
                    }))
        .isInstanceOf(InterruptedException.class);

    assertThat(begun.get()).isLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void throwTheVeryExceptionThatBrokeOff() {
    IllegalArgumentException wrong = new IllegalArgumentException("of number 3");

    assertThatThrownBy(
            () ->
                Workers.each(
                    1000,
                    i -> {
                      if (i == 3) {
                        throw wrong;
                      }
                      return i;
                    }))
        .isSameAs(wrong);
  }

  @Test
  void endAtOnceWhereOneBreaksOffWhateverOthersWaitFor() {
    Sweep<Integer> sweep =
        Sweep.<Integer>of(
                point -> {
                  if (point.integer("x") == 2) {
                    throw new InternalError("of this virtual machine");
                  }
                  new CountDownLatch(1).await(); // For ever.
                  return 0;
                })
            .over("x", 1, 2)
            .on(new Processors(2))
            .quietly();

    assertThatThrownBy(sweep::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the sweep broke off")
        .hasRootCauseMessage("of this virtual machine");
  }
}
