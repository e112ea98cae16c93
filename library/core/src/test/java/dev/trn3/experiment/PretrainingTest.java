package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.UltraServers;
import dev.trn3.units.Seconds;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Test;

class PretrainingTest {

  @Test
  void addsTheLuckOfFailuresToItsErrorBarAsAnIndependentError() {
    Pretraining run =
        Training.of(Models.LLAMA_3_1_8B)
            .globalBatch(1152)
            .on(UltraServers.TRN3_ULTRASERVER_GEN2)
            .estimate()
            .pretrain(15e12)
            .chipLife(new Seconds(3.6e6));

    double time = run.time().si();
    double luck = run.work().si() / run.goodputRange().low() - time;
    double slower = run.estimate().errorBar().high(time) - time;
    double quicker = time - run.estimate().errorBar().low(time);
    assertThat(luck).isGreaterThan(1e-4 * time);
    assertThat(run.latest().si() - time)
        .isCloseTo(Math.hypot(slower, luck), within(1e-9 * time))
        .isLessThan(slower + luck);
    assertThat(time - run.earliest().si())
        .isCloseTo(Math.hypot(quicker, luck), within(1e-9 * time));
  }
}
