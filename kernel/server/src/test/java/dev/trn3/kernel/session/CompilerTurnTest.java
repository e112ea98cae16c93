package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CompilerTurnTest {

  @Test
  void touchesWhatAllSessionsShareOnlyWhileNoOtherSessionHasBegun() {
    CompilerTurn former = new CompilerTurn();
    boolean alone = former.takeAlone(() -> {});
    CompilerTurn present = new CompilerTurn();

    assertThat(alone).isTrue();
    assertThat(former.takeAlone(Assertions::fail)).isFalse();
    assertThat(present.takeAlone(() -> {})).isTrue();
  }

  @Test
  void letsNoSessionBeginMeanwhile() throws Exception {
    CompilerTurn former = new CompilerTurn();
    CountDownLatch touching = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    CompletableFuture<Boolean> work =
        CompletableFuture.supplyAsync(
            () ->
                former.takeAlone(
                    () -> {
                      touching.countDown();
                      awaited(enough);
                    }));
    touching.await();
    Thread beginning = new Thread(CompilerTurn::new);
    beginning.start();
    while (beginning.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }

    enough.countDown();

    beginning.join();
    assertThat(work.join()).isTrue();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
