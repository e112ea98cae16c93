package dev.trn3.uncertainty;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trn3.experiment.ErrorBar;
import dev.trn3.experiment.Training;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.uncertainty.Factor.Effect;
import dev.trn3.uncertainty.UncertaintyResult.Headline;
import dev.trn3.workload.Models;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UncertaintyTest {

  private static final Training JOB =
      Training.of(Models.LLAMA_3_1_70B)
          .globalBatch(1152)
          .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(2));

  private static final Uncertainty QUESTION = Uncertainty.of(JOB, 1e12);

  private static Uncertainty nothing() {
    Uncertainty question = QUESTION;
    for (Effect effect : Effect.values()) {
      question = question.without(effect);
    }
    return question;
  }

  @Nested
  class Laws {

    @ParameterizedTest
    @EnumSource(Headline.class)
    void nothingUncertainMeansNoInterval(Headline figure) {
      UncertaintyResult result = nothing().samples(100).run();

      assertThat(result.quantile(figure, 0)).isEqualTo(result.quantile(figure, 1));
      assertThat(result.quantile(figure, 0.5)).isEqualTo(result.assumed(figure));
    }

    @Test
    void withNothingUncertainTheFiguresAreThoseOfTheEstimate() {
      UncertaintyResult result = nothing().samples(100).run();

      assertThat(result.assumed(Headline.STEP_TIME))
          .isEqualTo(QUESTION.estimate().cost().seconds());
      assertThat(result.assumed(Headline.MFU))
          .isCloseTo(100 * QUESTION.estimate().mfu(), within(1e-9));
      assertThat(result.assumed(Headline.DURATION))
          .isCloseTo(QUESTION.estimate().pretrain(1e12).time().days(), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void whatIsKnownKeepsTheValueThatIsAssumed(Effect effect) {
      UncertaintyResult all = QUESTION.samples(100).run();
      UncertaintyResult known = QUESTION.without(effect).samples(100).run();

      for (Headline figure : Headline.values()) {
        assertThat(known.assumed(figure)).isCloseTo(all.assumed(figure), withinPercentage(1e-9));
      }
    }

    @Test
    void theModelsOwnErrorAloneGivesItsErrorBar() {
      ErrorBar bar = QUESTION.estimate().errorBar();
      double seconds = QUESTION.estimate().cost().seconds();
      UncertaintyResult result =
          nothing()
              .with(
                  new Factor(
                      "model",
                      Effect.MODEL_ERROR,
                      Distribution.lognormal(1, bar.deviation()),
                      "test"))
              .samples(20_000)
              .run();

      assertThat(result.quantile(Headline.STEP_TIME, 0.1))
          .isCloseTo(bar.low(seconds), within(0.02 * seconds));
      assertThat(result.quantile(Headline.STEP_TIME, 0.9))
          .isCloseTo(bar.high(seconds), within(0.02 * seconds));
    }

    @Test
    void sameSeedSameResult() {
      UncertaintyResult one = QUESTION.samples(500).run();

      assertThat(QUESTION.samples(500).run().sheet()).isEqualTo(one.sheet());
      assertThat(QUESTION.samples(500).seed(2).run().sheet()).isNotEqualTo(one.sheet());
    }

    @Test
    void moreUncertaintyWidensTheInterval() {
      UncertaintyResult all = QUESTION.run();
      UncertaintyResult knownPrice = QUESTION.without(Effect.PRICE).run();

      assertThat(all.quantile(Headline.COST, 0.9) / all.quantile(Headline.COST, 0.1))
          .isGreaterThan(
              knownPrice.quantile(Headline.COST, 0.9) / knownPrice.quantile(Headline.COST, 0.1));
    }

    @Test
    void probabilitiesFollowFromQuantiles() {
      UncertaintyResult result = QUESTION.run();
      double median = result.quantile(Headline.DURATION, 0.5);

      assertThat(result.probabilityOfAtMost(Headline.DURATION, median))
          .isCloseTo(0.5, within(0.01));
      assertThat(result.probabilityOfAtMost(Headline.DURATION, 0)).isZero();
    }
  }

  @Nested
  class ATornado {

    @Test
    void hasTheStrongestFirstAndThePriceMovesOnlyMoney() {
      UncertaintyResult result = QUESTION.run();
      List<Tornado.Bar> bars = result.tornado().bars();
      Tornado time = result.tornado(Headline.STEP_TIME);

      for (int i = 1; i < bars.size(); i++) {
        assertThat(width(bars.get(i))).isLessThanOrEqualTo(width(bars.get(i - 1)));
      }
      assertThat(time.bars())
          .filteredOn(bar -> bar.factor().effect() == Effect.PRICE)
          .allSatisfy(bar -> assertThat(bar.low()).isEqualTo(bar.high()));
      assertThat(time.bars())
          .filteredOn(bar -> bar.factor().effect() == Effect.SCALE_UP_BANDWIDTH)
          .allSatisfy(bar -> assertThat(bar.low()).isGreaterThanOrEqualTo(bar.high()));
    }

    private static double width(Tornado.Bar bar) {
      return Math.abs(bar.high() - bar.low());
    }
  }

  @Nested
  class KnowsWhatIsUncertain {

    @Test
    void linksOfTrainium3AndPricesThatNobodyPublished() {
      assertThat(QUESTION.factors())
          .extracting(Factor::effect)
          .contains(Effect.SCALE_UP_BANDWIDTH, Effect.PRICE, Effect.CHIP_LIFE, Effect.MODEL_ERROR);
    }

    @Test
    void notThePriceOfAMachineThatHasOne() {
      Uncertainty old =
          Uncertainty.of(
              Training.of(Models.LLAMA_3_1_8B).globalBatch(1024).on(Servers.TRN2_48XLARGE), 1e12);

      assertThat(old.run().tornado().bars())
          .filteredOn(bar -> bar.factor().effect() == Effect.PRICE)
          .allSatisfy(bar -> assertThat(bar.low()).isEqualTo(bar.high()));
      assertThat(old.factors())
          .extracting(Factor::effect)
          .doesNotContain(Effect.SCALE_UP_BANDWIDTH);
    }

    @Test
    void thatPublishedPricesDifferByRegion() {
      Uncertainty published =
          Uncertainty.of(
              Training.of(Models.LLAMA_3_1_8B).globalBatch(1024).on(Servers.P5_48XLARGE), 1e12);

      assertThat(priceOf(published).reason())
          .isEqualTo("published, from the cheapest region to the dearest");
      assertThat(priceOf(QUESTION).reason()).startsWith("no price is public; 3 assumptions");
    }

    private static Factor priceOf(Uncertainty question) {
      return question.factors().stream()
          .filter(each -> each.effect() == Effect.PRICE)
          .findFirst()
          .orElseThrow();
    }

    @Test
    void aPriceThatYouEnter() {
      UncertaintyResult result = nothing().price(1, 3).samples(5000).run();
      double middle = result.assumed(Headline.COST);

      assertThat(result.quantile(Headline.COST, 0.1))
          .isCloseTo(0.6 * middle, within(0.03 * middle));
      assertThat(result.quantile(Headline.COST, 0.9))
          .isCloseTo(1.4 * middle, within(0.03 * middle));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.9, 1.2815515655446004",
    "0.975, 1.959963984540054",
    "0.001, -3.090232306167813",
    "1e-9, -5.997807015007686"
  })
  void quantilesOfTheNormalDistribution(double share, double expected) {
    assertThat(Normal.quantile(share)).isCloseTo(expected, within(1e-7));
  }

  @Nested
  class GivenWrongInput {

    @Test
    void saysWhatIsWrong() {
      assertThatThrownBy(() -> QUESTION.samples(3)).hasMessageContaining("100 to 10,000,000");
      assertThatThrownBy(() -> Uncertainty.of(JOB, -1)).hasMessageContaining("tokens");
      assertThatThrownBy(() -> QUESTION.price(3, 1)).hasMessageContaining("the lower end first");
      assertThatThrownBy(() -> QUESTION.price(-1, 2)).hasMessageContaining("price(-1.0, 2.0)");
      assertThatThrownBy(() -> QUESTION.price(0, 2)).hasMessageContaining("is above $0, not $0");
      UncertaintyResult sure = QUESTION.samples(100).run();
      assertThatThrownBy(() -> sure.probabilityOfAtMost(Headline.DURATION, Double.NaN))
          .hasMessageContaining("not NaN");
      assertThatThrownBy(() -> QUESTION.with(null)).hasMessageContaining("say with(new Factor(");
      assertThatThrownBy(() -> sure.tornado(null)).hasMessageContaining("say Headline.COST");
      assertThatThrownBy(() -> sure.quantile(null, 0.5)).hasMessageContaining("Headline.COST");
      assertThatThrownBy(() -> Distribution.within(1, 0.5)).hasMessageContaining("at least 1");
      assertThatThrownBy(() -> Distribution.lognormal(-1, 1)).hasMessageContaining("above 0");
      assertThatThrownBy(() -> Distribution.oneOf(List.of())).hasMessageContaining("at least one");
      assertThatThrownBy(() -> nothing().samples(100).run().figure())
          .hasMessageContaining("nothing to draw");
    }
  }
}
