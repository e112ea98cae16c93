package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

  @Test
  void holdsOnceWhileThereIsNoRoomAndEachTimeAnew() throws Exception {
    Pace pace = new Pace(() -> room, told::add);
    pace.look();
    assertThat(told).isEmpty();

    for (int i = 0; i < 2; i++) {
      CompletableFuture<Void> crowded = new CompletableFuture<>();
      room = crowded;
      pace.look();
      pace.look();
      assertThat(List.copyOf(told)).containsExactly(true);
      told.clear();

      crowded.complete(null);
      assertThat(told.poll(30, TimeUnit.SECONDS)).isFalse();
    }
    pace.look();
    assertThat(told).isEmpty();
  }

  @Test
  void letsNoWorkerBeHeldForEverByAnError() throws Exception {
    CompletableFuture<Void> crowded = new CompletableFuture<>();
    room = crowded;
    AtomicBoolean fails = new AtomicBoolean(true);
    Pace pace =
        new Pace(
            () -> room,
            holds -> {
              if (!holds && fails.getAndSet(false)) {
                throw new OutOfMemoryError("for this test");
              }
              told.add(holds);
            });
    pace.look();
    assertThat(told.take()).isTrue();

    crowded.complete(null);

    assertThat(told.poll(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void takesTheEndOfTheWorkerForNoError() {
    room = new CompletableFuture<>();
    Pace pace =
        new Pace(
            () -> room,
            holds -> {
              throw new WorkerGone("ended");
            });

    assertThatCode(pace::look).doesNotThrowAnyException();
  }
}
