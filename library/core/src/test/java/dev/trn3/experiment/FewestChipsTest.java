package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.serving.ServiceLevel.timeToFirstToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.Chips;
import org.junit.jupiter.api.Test;

class FewestChipsTest {

  private final Serving asked =
      serving(GPT_OSS_120B)
          .precision(MXFP4)
          .chunkedPrefill(2048)
          .slo(timeToFirstToken(seconds(1)), timePerOutputToken(milliseconds(30)))
          .load(perSecond(20));

  @Test
  void keepThePromiseAndOneReplicaLessDoesNot() {
    Capacity capacity = asked.fewestChips(Chips.TRAINIUM3);
    assertThat(capacity.run().goodShare()).isGreaterThanOrEqualTo(0.99);
    assertThat(capacity.fewest()).isLessThanOrEqualTo(capacity.chips());
    capacity.most().ifPresent(most -> assertThat(most).isGreaterThanOrEqualTo(capacity.chips()));
  }

  @Test
  void growWithTheLoad() {
    int few = asked.fewestChips(Chips.TRAINIUM3).chips();
    int many = asked.load(perSecond(100)).fewestChips(Chips.TRAINIUM3).chips();
    assertThat(many).isGreaterThan(few);
  }

  @Test
  void areComparedAcrossMachines() {
    CapacityComparison comparison =
        asked.compare(TRN3_ULTRASERVER_GEN2, TRN2_ULTRASERVER, P5_48XLARGE);
    assertThat(comparison.entries()).hasSize(3);
    assertThat(comparison.sheet().rows()).hasSize(3);
    assertThat(comparison.sheet().rows().get(0).get(1)).isInstanceOf(Long.class);
    assertThat(comparison.cost().series().get(0).y()).hasSize(3).allMatch(each -> each > 0);
  }

  @Test
  void costAtLeastTheFewestAtTheLowestPriceAndAtMostTheMostAtTheHighest() {
    Capacity capacity = asked.fewestChips(Chips.TRAINIUM3);
    Range cost = capacity.costPerHour();
    ChipPrices prices = capacity.prices();
    assertThat(cost.low())
        .isCloseTo(capacity.fewest() * prices.least().amount().doubleValue(), within(1e-9));
    assertThat(cost.high())
        .isCloseTo(
            capacity.most().orElse(capacity.chips()) * prices.most().amount().doubleValue(),
            within(1e-9));
    assertThat(cost.value()).isBetween(cost.low(), cost.high());
  }

  @Test
  void ofAMachineThatCannotAreListedWithTheReason() {
    CapacityComparison comparison =
        asked
            .slo(timePerOutputToken(milliseconds(0.1)))
            .compare(TRN3_ULTRASERVER_GEN2, TRN2_ULTRASERVER);
    assertThat(comparison.sheet().rows()).allMatch(row -> row.contains("none keeps the promise"));
    assertThatThrownBy(comparison::cost).hasMessageContaining("possible on none of these");
  }
}
