package dev.trn3.uncertainty;

import static dev.trn3.Trn3.serving;
import static dev.trn3.Trn3.training;
import static dev.trn3.Trn3.trillions;
import static dev.trn3.Trn3.uncertainty;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.workload.Models.GPT_OSS_20B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Shows;
import dev.trn3.serving.Arrivals;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.Rate;
import dev.trn3.serving.RequestStream;
import dev.trn3.serving.Traffic;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptedUncertaintyTest {

  /** As assumed, and both ends of three factors. */
  private static final int KNOWN = 7;

  private final Gate gate = new Gate();

  private final ServingUncertainty question =
      uncertainty(
              serving(GPT_OSS_20B)
                  .precision(MXFP4)
                  .on(TRN3_ULTRASERVER_GEN2.chips(4))
                  .parallel(tensor(4))
                  .traffic(gate),
              seconds(10))
          .samples(150);

  @AfterEach
  void leaveNoInterruptToOtherTests() {
    gate.open.countDown();
    Thread.interrupted();
  }

  @Test
  void keepsTheSamplesThatWerePlayedAndShowsThem() {
    gate.closeAfter(KNOWN + 120);
    Shows shows = new Shows();
    ServingUncertaintyResult some;
    try {
      some = question.run();
    } finally {
      shows.end();
    }

    assertThat(some.complete()).isFalse();
    assertThat(some.sheet().notes())
        .anyMatch(note -> note.matches("Interrupted after \\d+ of 150.*"));
    assertThat(some.quantile(ServingHeadline.EACH_TOKEN_P50, 0.9))
        .isGreaterThan(some.quantile(ServingHeadline.EACH_TOKEN_P50, 0.1));
    assertThat(some.tornado().bars()).hasSize(3);
    assertThat(shows.all()).anyMatch(each -> each.contains("Interrupted after"));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void saysThatTooFewWerePlayed() {
    gate.closeAfter(1);

    Shows shows = new Shows();
    try {
      assertThatThrownBy(question::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted before 10 of 150 samples")
          .hasCauseInstanceOf(InterruptedException.class);
    } finally {
      shows.end();
    }

    assertThat(shows.all()).anyMatch(each -> each.contains("nothing is known yet"));
  }

  @Test
  void saysThatTheFiguresOfATrainingRunAreNotKnown() {
    Uncertainty training =
        uncertainty(training(LLAMA_3_1_8B).globalBatch(1024).on(TRN2_48XLARGE), trillions(15));
    Shows shows = new Shows();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(training::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("interrupted before all of 2,000 samples")
          .hasCauseInstanceOf(InterruptedException.class);
    } finally {
      shows.end();
    }

    assertThat(shows.all()).anyMatch(each -> each.contains("nothing is known yet"));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /** Requests that, once played so often, interrupt whoever waits for them and come no more. */
  private static final class Gate implements Traffic {

    private final Traffic requests =
        new OpenLoop(Arrivals.poisson(Rate.perSecond(2)), Lengths.fixed(100), Lengths.fixed(20));
    private final Thread waiting = Thread.currentThread();
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicBoolean closes = new AtomicBoolean();
    private final AtomicBoolean interrupts = new AtomicBoolean(true);
    private final AtomicInteger left = new AtomicInteger();

    void closeAfter(int starts) {
      left.set(starts);
      closes.set(true);
    }

    @Override
    public RequestStream start() {
      if (closes.get() && left.getAndDecrement() <= 0) {
        if (interrupts.getAndSet(false)) {
          waiting.interrupt();
        }
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return requests.start();
    }

    @Override
    public double perSecond() {
      return requests.perSecond();
    }

    @Override
    public boolean isOpenLoop() {
      return true;
    }

    @Override
    public Traffic times(double factor) {
      return this;
    }

    @Override
    public int largestRequest() {
      return requests.largestRequest();
    }
  }
}
