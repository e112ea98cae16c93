package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class InterrupterTest {

  private static final int LOOKS = 100;

  private static WeakReference<Future<?>> cancelled(Interrupter interrupter) {
    Future<?> later = interrupter.after(Duration.ofDays(1), () -> {});
    later.cancel(false);
    return new WeakReference<>(later);
  }

  @Test
  void forgetsWhatWasCancelledAtOnce() throws InterruptedException {
    try (Interrupter interrupter = new Interrupter()) {
      WeakReference<Future<?>> cancelled = cancelled(interrupter);
      for (int i = 0; i < LOOKS && cancelled.get() != null; i++) {
        System.gc();
        Thread.sleep(10);
      }

      assertThat(cancelled.get()).isNull();
    }
  }
}
