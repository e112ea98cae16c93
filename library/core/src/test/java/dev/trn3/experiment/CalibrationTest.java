package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.simulation.Softwares;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @AfterEach
  void leaveNoInterruptToOtherTests() {
    Thread.interrupted();
  }

  @Test
  void hearsAnInterruptWhileModelsAreLeftOut() {
    List<Measured> rows = Measurements.trainium1();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Calibration.leaveOneModelOut(rows, Softwares.fitted()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
