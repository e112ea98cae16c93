package dev.trn3.sweep;

import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.sweep.SweepFixture.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.ChipPrices;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingResult;
import dev.trn3.experiment.Training;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.serving.Rate;
import dev.trn3.units.Dollars;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PricesOfSweepsTest {

  private static final Serving SERVICE =
      Serving.of(Models.GPT_OSS_20B)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(Parallelism.tensor(4))
          .load(Rate.perSecond(4))
          .quietly();

  private static Sweep<ServingResult> service(Serving some) {
    return Sweep.of(some, Units.seconds(20))
        .quietly()
        .measure(ServingMeasures.costPerMillionOutputTokens());
  }

  @Test
  void aServiceCostsAsMuchInASweepAsAlone() {
    SweepResult result = service(SERVICE).over("load", 4).run();

    assertThat(result.rows().get(0).get(1))
        .isEqualTo(SERVICE.simulate(Units.seconds(20)).costPerMillionTokens().value());
  }

  @Test
  void aJobCostsTheMiddlePriceBetweenTheLeastAndTheMost() {
    ChipPrices prices = ChipPrices.of(Optional.empty(), TRN3_ULTRASERVER_GEN2);
    Sweep<?> job = training().measure(TrainingMeasures.costPerMillionTokens());

    List<Object> open = job.over("servers", 1).run().rows().get(0);
    List<Object> middle =
        job.over("price", prices.middle().amount().doubleValue()).run().rows().get(0);

    assertThat((double) open.get(1)).isEqualTo((double) middle.get(1), Offset.offset(1e-12));
    assertThat((double) open.get(2)).isLessThan((double) middle.get(2));
    assertThat((double) open.get(3)).isGreaterThan((double) middle.get(3));
  }

  @Test
  void dollarsOfAServiceNameTheirPrice() {
    assertThat(service(SERVICE).over("load", 4).run().notes())
        .anyMatch(
            note ->
                note.startsWith("Dollars: $")
                    && note.contains("of Trn3 UltraServer Gen2 (estimated, ")
                    && note.contains("; assumptions are $"))
        .anyMatch(note -> note.contains("prices only in costs."));
    assertThat(service(SERVICE.price(Dollars.of("2.5"))).over("load", 4).run().notes())
        .anyMatch(note -> note.startsWith("Dollars: $2.50 for") && note.endsWith("your price)."));
    assertThat(service(SERVICE.replicas(1)).over("chips", 4, 8).run().notes())
        .filteredOn(note -> note.startsWith("Dollars: "))
        .singleElement()
        .asString()
        .contains("for a chip and hour of Trn3 UltraServer Gen2 (");
    assertThat(service(SERVICE).over("price", 2.5).run().notes())
        .noneMatch(note -> note.startsWith("Dollars: "));
  }

  @Test
  void publishedPricesAreNoAssumptions() {
    String note = ChipPrices.of(Optional.empty(), P5_48XLARGE).note("p5.48xlarge");

    assertThat(note).contains("of p5.48xlarge (").doesNotContain("assumption");
  }

  @Test
  void noMachineIsFree() {
    assertThatThrownBy(() -> training().over("price", 2, 0))
        .hasMessageContaining("a price for an hour is above $0, not $0.00");
    assertThatThrownBy(() -> service(SERVICE).over("price", -5))
        .hasMessageContaining("a price for an hour is above $0");
    SweepResult function =
        Sweep.of(
                (Body<dev.trn3.experiment.TrainingEstimate>)
                    point ->
                        Training.of(Models.LLAMA_3_1_8B)
                            .globalBatch(1152)
                            .on(TRN3_ULTRASERVER_GEN2)
                            .estimate())
            .quietly()
            .over("price", -5)
            .measure(TrainingMeasures.costPerMillionTokens())
            .run();
    assertThat(function.failures().get(0).reason()).contains("a price for an hour is above $0");
  }
}
