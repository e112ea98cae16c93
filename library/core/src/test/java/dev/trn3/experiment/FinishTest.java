package dev.trn3.experiment;

import static dev.trn3.Trn3.training;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.hardware.Machine;
import dev.trn3.view.Sheet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinishTest {

  private static List<String> columns(Machine machine) {
    return training(LLAMA_3_1_8B)
        .globalBatch(1152)
        .on(machine)
        .estimate()
        .pretrain(1e12)
        .finish()
        .sheet()
        .columns()
        .stream()
        .map(Sheet.Column::name)
        .toList();
  }

  @Test
  void callsAssumptionsAndPublishedPricesWhatTheyAre() {
    assertThat(columns(TRN3_ULTRASERVER_GEN2))
        .contains("cost, cheapest assumption", "cost, dearest assumption");
    assertThat(columns(P5_48XLARGE)).contains("cost, cheapest region", "cost, dearest region");
  }
}
