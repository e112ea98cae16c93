package dev.trn3.procurement;

import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.units.Units.days;
import static dev.trn3.units.Units.dollars;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.hardware.UltraCluster;
import dev.trn3.provenance.Certainty;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CapacityBlockTest {

  private final CapacityBlock trn2 = CapacityBlock.of(TRN2_48XLARGE);
  private final CapacityBlock trn3 = CapacityBlock.of(TRN3_ULTRASERVER_GEN2);

  @Test
  void aWeekOfTrn2IsExact() {
    BlockCost week = trn2.days(7);

    assertThat(week.least()).isEqualTo(dollars("6007.8144"));
    assertThat(week).hasToString("1 x trn2.48xlarge: $6,007.81");
  }

  @Test
  void aDayOfTrn2IsWhatSomeonePaid() {
    assertThat(trn2.days(1).least().cents()).isEqualTo(dollars("858.26"));
  }

  @Test
  void aWeekOfTrn3HasThreeAssumptionsAndNoPrice() {
    BlockCost week = trn3.days(7);

    assertThat(week.order().prices())
        .hasSize(3)
        .allSatisfy(price -> assertThat(price.certainty()).isEqualTo(Certainty.ESTIMATED));
    assertThat(week.least()).isEqualTo(dollars("321.85").times(168));
    assertThat(week.most()).isGreaterThan(week.least());
    assertThat(week.sheet().notes()).anySatisfy(n -> assertThat(n).contains("no price"));
  }

  @Test
  void yourPriceReplacesTheAssumptions() {
    assertThat(trn3.at(dollars(450)).days(7).least()).isEqualTo(dollars(75_600));
    assertThat(trn3.at(dollars(450)).days(7).sheet().rows()).hasSize(1);
  }

  @Test
  void aClusterBuysAllItsMachines() {
    assertThat(CapacityBlock.of(UltraCluster.of(TRN2_48XLARGE).servers(4)).days(1).least())
        .isEqualTo(trn2.days(1).least().times(4));
  }

  @Nested
  class Lengths {

    @Test
    void areDaysThenWeeks() {
      assertThat(trn2.days(14).least()).isEqualTo(dollars("35.7608").times(14 * 24));
      assertThatThrownBy(() -> trn2.days(15))
          .hasMessage(
              "no block of 15 days is sold: up to 14 days any number, then whole weeks up to 182;"
                  + " use 14 or 21");
      assertThatThrownBy(() -> trn2.days(183)).hasMessageContaining("longer than 182");
      assertThatThrownBy(() -> trn2.days(0)).hasMessageContaining("at least 1 day");
    }

    @Test
    void ofARunAreOneBlockOrSeveralInARow() {
      BlockCost cost = trn2.runtime(days(14.5));

      assertThat(cost.ways()).containsExactly(List.of(21), List.of(14, 1));
      assertThat(cost.least()).isEqualTo(dollars("35.7608").times(15 * 24));
      assertThat(trn2.runtime(days(200)).ways()).containsExactly(List.of(182, 14, 4));
    }
  }

  @Nested
  class Extensions {

    @Test
    void addDaysToTheSameReservation() {
      BlockCost longer = trn2.days(14).extended(7);

      assertThat(longer.least()).isEqualTo(dollars("35.7608").times(21 * 24));
      assertThat(longer.sheet().rows().get(0)).contains("14 d, extended by 7 d", 21);
      assertThat(longer.extended(3).least()).isEqualTo(dollars("35.7608").times(24 * 24));
    }

    @Test
    void endWithAllDaysOfABlock() {
      assertThat(trn2.days(168).extended(14).least()).isEqualTo(trn2.days(182).least());
      assertThatThrownBy(() -> trn2.days(175).extended(14))
          .hasMessage(
              "175 days extended by 14 are 189; a block and its extensions have at most 182. Use"
                  + " runtime(...), which takes several blocks");
      assertThatThrownBy(() -> trn2.days(7).extended(15)).hasMessageContaining("use 14 or 21");
      assertThatThrownBy(() -> trn2.runtime(days(17)).extended(1))
          .hasMessageContaining("only one block can be extended");
    }
  }

  @Nested
  class WhereAndWhen {

    private final CapacityBlock p5 = CapacityBlock.of(P5_48XLARGE);

    @Test
    void regionsAreThoseOfThePricePage() {
      assertThat(Prices.regions(TRN2_48XLARGE)).containsExactly("us-east-2");
      assertThat(trn2.in("us-east-2").days(1).sheet().notes()).contains("Region: us-east-2.");
      assertThat(Prices.regions(TRN3_ULTRASERVER_GEN2)).isEmpty();
      assertThat(trn3.in("us-west-2").days(1).sheet().notes()).contains("Region: us-west-2.");
    }

    @Test
    void anUnknownRegionGetsThoseThatAreKnown() {
      assertThatThrownBy(() -> trn2.in("eu-west-1"))
          .hasMessageContaining("did you mean us-east-2?");
      assertThatThrownBy(() -> trn3.in("Ohio")).hasMessageContaining("write one such as us-east-2");
    }

    @Test
    void pricesThatDependOnTheRegionAreARange() {
      assertThat(p5.days(1).least()).isEqualTo(dollars("37.76").times(24));
      assertThat(p5.days(1).most()).isEqualTo(dollars("41.528").times(24));
    }

    @Test
    void blocksEndAtTheSameTimeOfDay() {
      CapacityBlock block = trn2.starting("2026-12-01", "2026-11-25");

      assertThat(block.days(7).sheet().notes())
          .contains("From 2026-12-01: 7 days end on 2026-12-08 at 11:30 UTC.");
    }

    @Test
    void blocksStartWithinEightWeeks() {
      String bought = "2026-11-25";

      assertThatThrownBy(() -> trn2.starting("2027-02-01", bought))
          .hasMessage(
              "a block bought on 2026-11-25 starts between that day and 2027-01-20, not on"
                  + " 2027-02-01");
      assertThatThrownBy(() -> trn2.starting("2026-11-24", bought))
          .hasMessageContaining("not on 2026-11-24");
      assertThatThrownBy(() -> trn2.starting("1 December", bought))
          .hasMessage("\"1 December\" is no date; write it like 2026-12-01");
    }

    @Test
    void manyInstancesTakeManyBlocks() {
      assertThat(trn2.machines(300).days(1).sheet().notes())
          .anySatisfy(note -> assertThat(note).contains("takes 5 blocks at a time"))
          .anySatisfy(note -> assertThat(note).contains("at most 256 instances"));
    }
  }

  @Nested
  class Deadlines {

    @Test
    void areMetForTheLeastMoney() {
      BlockCost best = trn2.cheapest(n -> days(30.0 / n), days(8), 1, 2, 4, 8, 16);

      assertThat(best.order().machines()).isEqualTo(4);
    }

    @Test
    void needNumbersToChooseFrom() {
      assertThatThrownBy(() -> trn2.cheapest(n -> days(1), days(8)))
          .hasMessageContaining("such as 1, 2, 4, 8");
    }

    @Test
    void thatCannotBeMetSayHowLongItTakes() {
      assertThatThrownBy(() -> trn2.cheapest(n -> days(30.0 / n), days(1), 1, 2))
          .hasMessage(
              "no number of machines meets a deadline of 24 h; the quickest run takes 15 d");
    }
  }

  @Nested
  class Comparing {

    @Test
    void breaksEvenWithTrn2AtItsPeakRatio() {
      BreakEven.Row row =
          new BreakEven(TRN3_ULTRASERVER_GEN2)
              .rows().stream()
                  .filter(r -> r.other().equals(TRN2_48XLARGE))
                  .findFirst()
                  .orElseThrow();

      assertThat(row.perChip()).isEqualTo(dollars("2.23505"));
      assertThat(row.sameCompute()).isGreaterThan(dollars(620)).isLessThan(dollars(630));
    }

    @Test
    void priceOfAMillionTokens() {
      assertThat(TokenCost.perMillion(dollars(36), 10_000)).isEqualTo(dollars(1));
      assertThatThrownBy(() -> TokenCost.perMillion(dollars(36), 0))
          .hasMessageContaining("above 0");
    }
  }

  @Test
  void everyPriceHasADate() {
    assertThat(new Prices().list())
        .isNotEmpty()
        .allSatisfy(fact -> assertThat(fact.date()).startsWith("2026"));
  }
}
