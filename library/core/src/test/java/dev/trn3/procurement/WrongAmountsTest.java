package dev.trn3.procurement;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.units.Units.days;
import static dev.trn3.units.Units.dollars;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations and prices that a slip of the hand makes. */
class WrongAmountsTest {

  private final CapacityBlock trn2 = CapacityBlock.of(TRN2_48XLARGE);
  private final CapacityBlock trn3 = CapacityBlock.of(TRN3_ULTRASERVER_GEN2);

  @Test
  void aRunThatTakesNoTimeNeedsNoBlock() {
    assertThatThrownBy(() -> trn2.runtime(seconds(0)))
        .hasMessage(
            "a run of 0 s needs no block; say how long it takes, such as runtime(days(12))");
    assertThat(trn2.runtime(seconds(1)).ways()).containsExactly(List.of(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aDurationIsANumberOfAtLeastZero(double run) {
    assertThatThrownBy(() -> trn2.runtime(days(run)))
        .hasMessageStartingWith("a duration must be a number of at least 0, not ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {36_501, 1e9, 1e300})
  void aRunOfMoreThanAHundredYearsIsNoPlan(double run) {
    assertThatThrownBy(() -> trn2.runtime(days(run)))
        .hasMessageContaining(
            "would take blocks for more than a hundred years; take more machines");
    assertThat(trn2.runtime(days(36_500)).ways().get(0)).hasSizeLessThan(205);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.00", "-1"})
  void aMachineIsNeverFreeNotEvenYourOwn(String price) {
    assertThatThrownBy(() -> trn3.at(dollars(price)))
        .hasMessageMatching(
            "a price for an hour is above \\$0, not -?\\$[01].00; for machines that you own, enter"
                + " what an hour of them costs you in depreciation, power and upkeep");
    assertThatThrownBy(() -> TokenCost.perMillion(dollars(price), 1000))
        .hasMessageContaining("costs more than $0, not");
  }

  @Test
  void aTotalIsNoHourlyPrice() {
    assertThatThrownBy(() -> trn3.at(dollars(2_000_000)))
        .hasMessage(
            "$2,000,000.00 for an hour is more than any machine costs (at most $1,000,000.00); a"
                + " price is that of one machine and hour");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "$35", "35,76", ""})
  void whatIsNoNumberIsNoPrice(String price) {
    assertThatThrownBy(() -> dollars(price))
        .hasMessage("\"%s\" is not an amount of dollars; write it like \"35.7608\"", price);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e19", "1e999999999", "1e-31", "1e-999999999"})
  void digitsWithoutEndAreNoPrice(String price) {
    assertThatThrownBy(() -> dollars(price)).hasMessageContaining("has too many digits");
  }

  @Test
  void aSpeedRatioIsFinite() {
    Price price = Price.given(dollars(36));

    assertThatThrownBy(() -> BreakEven.price(price, Double.POSITIVE_INFINITY))
        .hasMessage("a speed ratio is a number above 0, not Infinity");
    assertThatThrownBy(() -> BreakEven.price(price, Double.NaN)).hasMessageContaining("not NaN");
  }

  @Test
  void thereIsAtLeastOneMachineToChooseFrom() {
    assertThatThrownBy(() -> trn2.cheapest(n -> days(30.0 / n), days(8), 0))
        .hasMessage("buy at least 1 machine, not 0");
  }

  @Test
  void moreMachinesThanIntegersCountAreStillToldTheLimit() {
    assertThat(trn3.machines(Integer.MAX_VALUE).days(1).least()).isGreaterThan(dollars(1));
    assertThat(trn2.machines(Integer.MAX_VALUE).days(1).sheet().notes())
        .anySatisfy(note -> assertThat(note).contains("at most 256 instances"));
  }
}
