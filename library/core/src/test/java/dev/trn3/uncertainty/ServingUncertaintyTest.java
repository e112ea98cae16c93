package dev.trn3.uncertainty;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.Training;
import dev.trn3.hardware.DataType;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.serving.Rate;
import dev.trn3.uncertainty.Factor.Effect;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServingUncertaintyTest {

  private static final ServingUncertainty QUESTION =
      ServingUncertainty.of(
              Serving.of(Models.GPT_OSS_20B)
                  .precision(DataType.MXFP4)
                  .on(TRN3_ULTRASERVER_GEN2.chips(4))
                  .parallel(Parallelism.tensor(4))
                  .load(Rate.perSecond(4)),
              Units.seconds(20))
          .samples(100);

  private static final ServingUncertaintyResult SURE = QUESTION.run();

  private static ServingUncertainty nothing() {
    ServingUncertainty question = QUESTION;
    for (Effect effect : Effect.values()) {
      question = question.without(effect);
    }
    return question;
  }

  @ParameterizedTest
  @EnumSource(ServingHeadline.class)
  void nothingUncertainMeansNoInterval(ServingHeadline figure) {
    ServingUncertaintyResult known = nothing().run();

    assertThat(known.quantile(figure, 0)).isEqualTo(known.quantile(figure, 1));
    assertThat(known.quantile(figure, 0.5)).isEqualTo(SURE.assumed(figure));
  }

  @Test
  void withEverythingAsAssumedTheFiguresAreThoseOfTheSimulation() {
    assertThat(SURE.assumed(ServingHeadline.FIRST_TOKEN_P99))
        .isEqualTo(1e3 * QUESTION.assumed().timeToFirstToken().percentile(99));
    assertThat(SURE.assumed(ServingHeadline.EACH_TOKEN_P50))
        .isEqualTo(1e3 * QUESTION.assumed().timePerOutputToken().percentile(50));
    double cost = QUESTION.assumed().costPerMillionTokens().value();
    assertThat(SURE.assumed(ServingHeadline.COST_PER_MILLION_OUTPUT_TOKENS))
        .isCloseTo(cost, within(1e-3 * cost));
  }

  @ParameterizedTest
  @EnumSource(
      value = ServingHeadline.class,
      names = {"FIRST_TOKEN_P50", "FIRST_TOKEN_P99", "EACH_TOKEN_P50", "EACH_TOKEN_P99"})
  void latenciesLieInAnIntervalAroundWhatIsAssumed(ServingHeadline figure) {
    assertThat(SURE.quantile(figure, 0.1)).isLessThan(SURE.assumed(figure));
    assertThat(SURE.quantile(figure, 0.9)).isGreaterThan(SURE.assumed(figure));
  }

  @Test
  void sameSeedSameResult() {
    assertThat(QUESTION.run().sheet()).isEqualTo(SURE.sheet());
    assertThat(QUESTION.seed(2).run().sheet()).isNotEqualTo(SURE.sheet());
  }

  @Test
  void thePriceMovesOnlyMoneyAndSlowTokensMoveTokens() {
    List<Tornado.Bar> bars = SURE.tornado(ServingHeadline.EACH_TOKEN_P50).bars();

    assertThat(bars.get(0).factor().effect()).isEqualTo(Effect.PRODUCING_TIME);
    assertThat(bars.get(0).low()).isLessThan(bars.get(0).high());
    assertThat(bars)
        .filteredOn(bar -> bar.factor().effect() == Effect.PRICE)
        .allSatisfy(bar -> assertThat(bar.low()).isEqualTo(bar.high()));
    assertThat(SURE.tornado().bars().get(0).factor().effect()).isEqualTo(Effect.PRICE);
  }

  @Test
  void aQuoteNarrowsTheCost() {
    ServingUncertaintyResult quoted = QUESTION.price(2.0, 2.2).run();
    ServingHeadline cost = ServingHeadline.COST_PER_MILLION_OUTPUT_TOKENS;

    assertThat(quoted.quantile(cost, 0.9) / quoted.quantile(cost, 0.1))
        .isLessThan(SURE.quantile(cost, 0.9) / SURE.quantile(cost, 0.1));
    assertThat(quoted.probabilityOfAtMost(cost, quoted.quantile(cost, 0.5)))
        .isCloseTo(0.5, within(0.02));
  }

  @Test
  void wrongInputIsToldWhatWouldDo() {
    assertThatThrownBy(() -> QUESTION.samples(3)).hasMessageContaining("100 to 1,000,000");
    assertThatThrownBy(() -> QUESTION.price(3, 1)).hasMessageContaining("the lower end first");
    assertThatThrownBy(
            () ->
                QUESTION.with(new Factor("x", Effect.CHIP_LIFE, Distribution.within(1, 2), "test")))
        .hasMessageContaining("CHIP_LIFE is of training")
        .hasMessageContaining("PRODUCING_TIME");
    assertThatThrownBy(
            () ->
                new ServingUncertainty(
                    QUESTION.assumed(),
                    QUESTION.time(),
                    List.of(new Factor("x", Effect.CHIP_LIFE, Distribution.within(1, 2), "test")),
                    100,
                    1))
        .hasMessageContaining("CHIP_LIFE is of training");
    assertThatThrownBy(() -> QUESTION.with(null)).hasMessageContaining("say with(new Factor(");
    assertThatThrownBy(() -> SURE.tornado(null)).hasMessageContaining("say ServingHeadline.");
    assertThatThrownBy(() -> SURE.quantile(null, 0.5)).hasMessageContaining("ServingHeadline.");
    assertThatThrownBy(() -> nothing().run().figure()).hasMessageContaining("nothing to draw");
    assertThatThrownBy(
            () ->
                Uncertainty.of(
                        Training.of(Models.LLAMA_3_1_8B)
                            .globalBatch(1152)
                            .on(TRN3_ULTRASERVER_GEN2),
                        1e12)
                    .with(new Factor("x", Effect.READING_TIME, Distribution.within(1, 2), "test")))
        .hasMessageContaining("READING_TIME is of a service");
  }
}
