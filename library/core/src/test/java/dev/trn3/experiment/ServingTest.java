package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.expert;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.lognormal;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.serving.Lengths.sigma;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.serving.ServiceLevel.timeToFirstToken;
import static dev.trn3.units.Units.dollars;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static dev.trn3.workload.Models.LLAMA_3_1_405B;
import static dev.trn3.workload.Models.LLAMA_3_1_70B;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.experiment.SplitSearch.Entry;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ServingTest {
  static final Serving DAY =
      serving(GPT_OSS_120B)
          .precision(MXFP4)
          .on(TRN3_ULTRASERVER_GEN2.chips(16))
          .replicas(2)
          .parallel(tensor(4), expert(4))
          .prefixCaching()
          .chunkedPrefill(2048)
          .arrivals(poisson(perSecond(20)).seed(1))
          .prompts(lognormal(mean(1500), sigma(0.6)))
          .outputs(geometric(mean(250)))
          .slo(timeToFirstToken(milliseconds(500)), timePerOutputToken(milliseconds(20)));

  @Nested
  class ASimulatedService {

    private final ServingResult day = DAY.simulate(minutes(5));

    @Test
    void answersAllRequestsAtTheOfferedRate() {
      assertThat(day.run().answered()).isEqualTo(day.run().arrived());
      assertThat(day.run().arrived() / 300.0).isCloseTo(20, within(1.0));
      assertThat(day.outputTokensPerSecond()).isCloseTo(20 * 250, within(500.0));
    }

    @Test
    void isBetweenTheEndsOfItsErrorBars() {
      double nominal = day.timeToFirstToken().percentile(99);
      assertThat(day.quick().timeToFirstToken().percentile(99)).isLessThan(nominal);
      assertThat(day.slow().timeToFirstToken().percentile(99)).isGreaterThan(nominal);
      assertThat(day.quick().timePerOutputToken().mean())
          .isLessThan(day.run().timePerOutputToken().mean());
    }

    @Test
    void saysWhatLimitsItAndHowSureItIs() {
      assertThat(day.sheet().notes())
          .anyMatch(note -> note.startsWith("Limited by "))
          .anyMatch(note -> note.startsWith("Certainty: estimated"))
          .anyMatch(note -> note.contains("8 chips of 4 of 36 servers"));
    }

    @Test
    void costsWhatItsChipsCost() {
      ServingResult priced = DAY.price(dollars(4)).simulate(minutes(1));
      double perHour = 8 * 4;
      double millions = priced.outputTokensPerSecond() * 3600 / 1e6;
      assertThat(priced.leastCostPerMillionTokens().amount().doubleValue())
          .isCloseTo(perHour / millions, within(1e-6 * perHour / millions));
      assertThat(priced.mostCostPerMillionTokens()).isEqualTo(priced.leastCostPerMillionTokens());
    }

    @Test
    void givesARangeToWhatChipsMegawattsAndDollarsYield() {
      for (String what :
          List.of(
              "largest load without end",
              "output tokens per second",
              "per chip",
              "per megawatt of chips",
              "per dollar",
              "cost of a million output tokens")) {
        Range range = range(what);
        assertThat(range.value()).as(what).isBetween(range.low(), range.high());
      }
      Range perChip = day.tokensPerSecondPerChipRange();
      Range megawatt = range("per megawatt of chips");
      assertThat(megawatt.high() / perChip.high()).isCloseTo(1e6 / 700, within(1e-6));
      assertThat(megawatt.low() / perChip.low()).isCloseTo(1e6 / 1000, within(1e-6));
    }

    private Range range(String what) {
      return day.sheet().rows().stream()
          .filter(row -> row.get(0).equals(what))
          .map(row -> new Range((Double) row.get(1), (Double) row.get(3), (Double) row.get(4)))
          .findFirst()
          .orElseThrow();
    }

    @Test
    void costsMoreAtTheSlowEndAndTheHighestPrice() {
      Range cost = day.costPerMillionTokens();
      assertThat(cost.low())
          .isLessThanOrEqualTo(day.leastCostPerMillionTokens().amount().doubleValue());
      assertThat(cost.high())
          .isGreaterThanOrEqualTo(day.mostCostPerMillionTokens().amount().doubleValue());
      assertThat(cost.value()).isBetween(cost.low(), cost.high());
    }

    @Test
    void showsItsChartsWithoutHoles() {
      assertThat(day.timeline().series()).hasSize(2);
      assertThat(day.busiestMinute().series().get(0).y()).hasSize(240);
      assertThat(day.kvOccupancy().series().get(0).y())
          .allMatch(each -> each >= 0 && each <= 100.0001);
      assertThat(day.figure().series()).hasSize(3);
    }
  }

  @Nested
  class Choices {

    @Test
    void aDraftMakesTokensQuicker() {
      Serving plain =
          serving(LLAMA_3_1_70B)
              .on(TRN3_ULTRASERVER_GEN2.chips(16))
              .parallel(tensor(16))
              .load(perSecond(0.5));
      double without = plain.simulate(minutes(5)).timePerOutputToken().mean();
      double with =
          plain.draft(LLAMA_3_1_8B, 3, 0.7).simulate(minutes(5)).timePerOutputToken().mean();
      assertThat(with).isLessThan(without);
    }

    @Test
    void synchronousDispatchCosts437MicrosecondsAnIteration() {
      Serving plain = DAY.load(perSecond(0.1)).prompts(fixed(1000)).outputs(fixed(100));
      double without = plain.simulate(minutes(10)).timePerOutputToken().percentile(50);
      double with =
          plain.synchronousDispatch().simulate(minutes(10)).timePerOutputToken().percentile(50);
      assertThat(with - without).isCloseTo(437e-6, within(1e-5));
    }

    @Test
    void prefillApartFromDecodeMovesKeysAndValuesOverNeuronLink() {
      ServingResult split = DAY.disaggregated(1, 2).simulate(minutes(2));
      assertThat(split.run().answered()).isEqualTo(split.run().arrived());
      assertThat(split.sheet().rows())
          .anyMatch(row -> row.get(0).equals("moving keys and values, NeuronLink"));
    }

    @Test
    void replicasBeyondOneUltraServerSpeakOverTheNetwork() {
      Deployment many = Deployment.of(DAY.replicas(40));
      assertThat(many.transfer().link()).startsWith("EFA");
    }

    @Test
    void aPlanIsFoundIfNoneIsSaid() {
      ServingResult found = DAY.searched().simulate(minutes(1));
      assertThat(found.keepsPromise()).isTrue();
    }

    @Test
    void theBestSplitIsOneOfThoseListed() {
      SplitSearch search = DAY.replicas(3).bestSplit();
      assertThat(search.entries()).hasSize(3);
      assertThat(search.entries()).extracting(Entry::prefill).containsExactly(0, 1, 2);
      assertThat(search.entries()).contains(search.best());
    }
  }

  @Nested
  class BadInput {

    @Test
    void moreThanCanBeAnsweredSaysWhatCan() {
      assertThatThrownBy(() -> DAY.load(perSecond(200)).simulate(minutes(1)))
          .hasMessageContaining("200 requests per second are more than 2 replicas")
          .hasMessageContaining("per second at most")
          .hasMessageContaining("withoutStabilityCheck");
    }

    @Test
    void aPromptBeyondTheContextIsNamed() {
      assertThatThrownBy(() -> DAY.prompts(fixed(200_000)).outputs(fixed(10)).simulate(minutes(1)))
          .hasMessageContaining("a request of 200,010 tokens is beyond the 131,072");
    }

    @Test
    void aPromptBeyondTheMemoryIsNamed() {
      assertThatThrownBy(
              () ->
                  serving(LLAMA_3_1_70B)
                      .on(P5_48XLARGE)
                      .parallel(tensor(2))
                      .prompts(fixed(100_000))
                      .outputs(fixed(10))
                      .load(perSecond(0.01))
                      .simulate(minutes(1)))
          .hasMessageContaining("a request of 100,010 tokens does not fit")
          .hasMessageContaining("cache(FP8)");
    }

    @Test
    void aTimeInWhichNobodyAsksSaysSo() {
      ServingResult silent = DAY.load(perSecond(0.01)).simulate(seconds(1));
      assertThat(silent.sheet().rows()).hasSize(2);
      assertThat(silent.sheet().notes())
          .anyMatch(note -> note.contains("simulate a longer time"))
          .noneMatch(note -> note.contains("NaN"));
      assertThat(silent.toString()).contains("no request was answered").doesNotContain("NaN");
      assertThatThrownBy(silent::figure).hasMessageContaining("nothing to plot");
    }

    @Test
    void aModelThatDoesNotFitSaysByHowMuch() {
      assertThatThrownBy(
              () ->
                  serving(LLAMA_3_1_405B)
                      .precision(BF16)
                      .on(TRN3_ULTRASERVER_GEN2)
                      .parallel(tensor(2))
                      .load(perSecond(1))
                      .simulate(minutes(1)))
          .hasMessageContaining("does not fit")
          .hasMessageContaining("GiB more than");
    }

    @Test
    void aPromiseThatNoPlanKeepsSaysByHowMuch() {
      assertThatThrownBy(
              () ->
                  DAY.slo(timePerOutputToken(milliseconds(0.1))).fewestChips(TRN3_ULTRASERVER_GEN2))
          .hasMessageContaining("no plan of gpt-oss 120B")
          .hasMessageContaining("even for a request that is alone")
          .hasMessageContaining("ms (tensor");
    }

    @Test
    void whatWasNotSaidIsAskedFor() {
      assertThatThrownBy(() -> serving(GPT_OSS_120B).load(perSecond(1)).simulate(minutes(1)))
          .hasMessageContaining("say what gpt-oss 120B is served on");
      assertThatThrownBy(() -> serving(GPT_OSS_120B).on(TRN2_ULTRASERVER).simulate(minutes(1)))
          .hasMessageContaining("say how many ask");
      assertThatThrownBy(() -> DAY.simulate(seconds(0)))
          .hasMessageContaining("longer than the warm-up");
      assertThatThrownBy(() -> DAY.replicas(0)).hasMessageContaining("replicas must be at least 1");
      assertThatThrownBy(() -> DAY.chunkedPrefill(-1)).hasMessageContaining("at least 1");
    }
  }
}
