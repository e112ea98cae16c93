package dev.trn3.search;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.sweep.ServingMeasures.costPerMillionOutputTokens;
import static dev.trn3.sweep.ServingMeasures.energyPerMillionOutputTokens;
import static dev.trn3.sweep.ServingMeasures.firstToken;
import static dev.trn3.sweep.ServingMeasures.outputTokensPerDollar;
import static dev.trn3.sweep.ServingMeasures.outputTokensPerSecondAndChip;
import static dev.trn3.sweep.ServingMeasures.slowEndKeepsPace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.experiment.Serving;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.Rate;
import dev.trn3.sweep.SweepResult;
import dev.trn3.units.Seconds;
import dev.trn3.units.Units;
import dev.trn3.view.Figure;
import dev.trn3.workload.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalsOfServingSearchesTest {

  private static final Seconds TIME = Units.seconds(40);

  private static final Serving SERVING =
      Serving.of(Models.GPT_OSS_20B)
          .load(Rate.perSecond(20))
          .prompts(800)
          .outputs(150)
          .on(TRN3_ULTRASERVER_GEN2.chips(4));

  private static ServingSearch search(Serving serving) {
    return ServingSearch.of(serving, TIME).quietly();
  }

  @Test
  void aNumberOfTokensIsThatOfAll() {
    assertThat(SERVING.simulate(TIME).toString())
        .isEqualTo(
            SERVING
                .prompts(Lengths.fixed(800))
                .outputs(Lengths.fixed(150))
                .simulate(TIME)
                .toString());
  }

  @Test
  void aFurtherObjectiveThatIsBetterWhenHigherIsMadeLarge() {
    ServingSearchResult found =
        search(SERVING)
            .over("chips", 4, 8)
            .minimise(firstToken(99))
            .pareto(outputTokensPerSecondAndChip())
            .run();

    SweepResult all = found.all();
    String latency = firstToken(99).name();
    String rate = outputTokensPerSecondAndChip().name();
    for (List<Object> one : found.designs().rows()) {
      assertThat(all.rows())
          .noneMatch(
              other ->
                  all.number(other, latency) < all.number(one, latency)
                      && all.number(other, rate) > all.number(one, rate));
    }
    assertThat(found.designs().highest(rate).rows().get(0))
        .isEqualTo(all.highest(rate).rows().get(0));
  }

  @Test
  void whatIsBetterWhenHigherIsNotMadeSmall() {
    assertThatThrownBy(() -> search(SERVING).minimise(outputTokensPerDollar()))
        .hasMessage("\"output tokens per dollar\" is better when higher: use maximise");
  }

  @Test
  void tokensOfADollarAndEnergyAreObjectives() {
    SweepResult all =
        search(SERVING)
            .over("chips", 4, 8)
            .maximise(outputTokensPerDollar())
            .pareto(costPerMillionOutputTokens())
            .pareto(energyPerMillionOutputTokens())
            .run()
            .designs();

    List<Object> best = all.rows().get(0);
    double cost = all.number(best, costPerMillionOutputTokens().name());
    assertThat(all.number(best, outputTokensPerDollar().name()) * cost).isCloseTo(1, within(1e-9));
    double energy = all.number(best, energyPerMillionOutputTokens().name());
    double least = all.number(best, energyPerMillionOutputTokens().name() + ", low");
    // Four chips of 1 kW for as long as a million tokens take at 20 answers of 150 tokens a second.
    assertThat(energy).isCloseTo(4 * 1e6 / (20 * 150) / 3600, within(0.1));
    assertThat(least).isLessThanOrEqualTo(energy);
  }

  @Test
  void theBestAreDrawnWithTheirEnds() {
    ServingSearchResult found = search(SERVING).minimise(costPerMillionOutputTokens()).run();

    Figure.Series bars = found.figure().series().get(0);
    List<Object> best = found.designs().rows().get(0);
    String cost = costPerMillionOutputTokens().name();
    assertThat(bars.low().get(0)).isEqualTo(found.designs().number(best, cost + ", low"));
    assertThat(bars.high().get(0)).isEqualTo(found.designs().number(best, cost + ", high"));
  }

  @Test
  void designsWhoseSlowEndFallsBehindAreNamed() {
    Serving small = SERVING.maximumSequences(8);
    double most = small.quietly().latencyAgainstLoad().largest().value();

    ServingSearchResult busy = search(small.load(Rate.perSecond(0.95 * most))).run();
    ServingSearchResult calm = search(SERVING.load(Rate.perSecond(1))).run();

    int place = busy.designs().columns().indexOf(busy.designs().column("slow end keeps pace"));
    assertThat(busy.designs().rows()).anyMatch(row -> row.get(place).equals(false));
    assertThat(busy.notes())
        .anyMatch(note -> note.startsWith("Where \"slow end keeps pace\" is no"));
    assertThat(calm.designs().columns())
        .noneMatch(column -> column.name().equals("slow end keeps pace"));
  }

  @Test
  void thatTheSlowEndKeepsPaceIsALimitAndAnObjective() {
    ServingSearch calm = search(SERVING.load(Rate.perSecond(1)));

    SweepResult kept = calm.atLeast(slowEndKeepsPace(), 1).run().designs();
    ServingSearchResult sought =
        calm.maximise(slowEndKeepsPace()).pareto(costPerMillionOutputTokens()).run();

    assertThat(kept.highest("slow end keeps pace").rows().get(0)).contains(true);
    assertThat(sought.objectives().get(0)).isEqualTo("slow end keeps pace");
    assertThat(sought.figure().series()).isNotEmpty();
    assertThat(sought.notes()).noneMatch(note -> note.contains("still growing"));
    assertThatThrownBy(() -> calm.atMost(slowEndKeepsPace(), 0).run())
        .hasMessageContaining("no design");
    assertThatThrownBy(() -> calm.minimise(slowEndKeepsPace()))
        .hasMessageContaining("use maximise");
  }
}
