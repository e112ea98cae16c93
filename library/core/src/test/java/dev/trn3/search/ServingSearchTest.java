package dev.trn3.search;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.serving.ServiceLevel.timeToFirstToken;
import static dev.trn3.sweep.ServingMeasures.chipsInUse;
import static dev.trn3.sweep.ServingMeasures.costPerMillionOutputTokens;
import static dev.trn3.sweep.ServingMeasures.firstToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingPlans;
import dev.trn3.experiment.ServingResult;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.Rate;
import dev.trn3.units.Seconds;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingSearchTest {

  private static final Seconds TIME = Units.seconds(40);

  private static final Serving SERVING =
      Serving.of(Models.GPT_OSS_20B).load(Rate.perSecond(20)).on(TRN3_ULTRASERVER_GEN2.chips(4));

  /** A promise that about half of the designs keep. */
  private static Serving promised(int... chips) {
    double[] first =
        all(SERVING, chips).stream()
            .mapToDouble(each -> each.timeToFirstToken().percentile(99))
            .sorted()
            .toArray();
    return SERVING.slo(timeToFirstToken(new Seconds(first[first.length / 2])));
  }

  private static ServingSearch search(Serving serving) {
    return ServingSearch.of(serving, TIME).quietly();
  }

  /** Every plan and number of chips, one by one. */
  private static List<ServingResult> all(Serving serving, int... chips) {
    List<ServingResult> results = new ArrayList<>();
    for (int count : chips) {
      Serving there = serving.on(TRN3_ULTRASERVER_GEN2.chips(count)).quietly();
      for (Plan plan : ServingPlans.candidates(there)) {
        try {
          results.add(there.parallel(plan).simulate(TIME));
        } catch (IllegalArgumentException e) {
          // A plan that does not fit, or cannot answer all, is no design.
          assertThat(e).hasMessageFindingMatch("fit|requests per second");
        }
      }
    }
    return results;
  }

  @Test
  void takesChipsForThoseOfATrn3UltraServerWhereNoMachineIsSaid() {
    Serving nowhere = Serving.of(Models.GPT_OSS_20B).load(Rate.perSecond(20));

    ServingSearchResult result = search(nowhere).over("chips", 4, 8).run();

    assertThat(result.sheet().rows())
        .isEqualTo(
            search(nowhere.on(TRN3_ULTRASERVER_GEN2)).over("chips", 4, 8).run().sheet().rows());
    assertThat(result.notes()).contains("Machine, as none was said: Trn3 UltraServer Gen2.");
    assertThatThrownBy(() -> search(nowhere).over("precision", BF16).run())
        .hasMessageContaining("say what gpt-oss 20B is served on: .on(TRN3_ULTRASERVER_GEN2");
  }

  @Test
  void findsTheLowestLatencyThatOneByOneIsFoundToo() {
    double least =
        all(SERVING, 4, 8).stream()
            .mapToDouble(each -> 1e3 * each.timeToFirstToken().percentile(99))
            .min()
            .orElseThrow();

    ServingSearchResult result = search(SERVING).over("chips", 4, 8).minimise(firstToken(99)).run();

    assertThat(result.designs().number(result.designs().rows().get(0), "time to first token p99"))
        .isEqualTo(least);
    assertThat(result.notes().get(0)).startsWith("Lowest: time to first token p99");
    assertThat(result.notes().get(1)).startsWith("Runner-up: chips ");
  }

  @Test
  void findsTheCheapestThatKeepsThePromise() {
    Serving promised = promised(4, 8, 16);
    double cheapest =
        all(promised, 4, 8, 16).stream()
            .filter(ServingResult::keepsPromise)
            .mapToDouble(each -> each.costPerMillionTokens().value())
            .min()
            .orElseThrow();

    ServingSearchResult result = search(promised).over("chips", 4, 8, 16).run();

    assertThat(
            result
                .designs()
                .number(result.designs().rows().get(0), "cost per million output tokens"))
        .isEqualTo(cheapest);
    assertThat(result.designs().rows())
        .allSatisfy(
            row ->
                assertThat(result.designs().number(row, "requests as promised"))
                    .isGreaterThanOrEqualTo(99));
    assertThat(result.designs().rows().size()).isLessThan(result.all().rows().size());
    assertThat(result.notes())
        .anyMatch(note -> note.contains("requests as promised at least 99 %"))
        .anyMatch(note -> note.startsWith("Dollars: $"))
        .anyMatch(
            note ->
                note.startsWith(
                        "The best, at the ends of 80 % intervals of iterations: requests as")
                    && note.contains(
                        "; over these and every price that may hold: cost per million"));
  }

  @Test
  void givesAFrontOfCostAndLatency() {
    ServingSearchResult result =
        search(SERVING)
            .over("chips", 4, 8, 16)
            .minimise(costPerMillionOutputTokens())
            .pareto(firstToken(99))
            .run();

    assertThat(result.designs())
        .isEqualTo(
            result.designs().front("cost per million output tokens", "time to first token p99"));
    assertThat(result.designs().rows()).hasSizeGreaterThan(1);
    assertThat(result.figure().series()).hasSize(2);
  }

  @Test
  void saysWhichLimitLeavesNothing() {
    assertThatThrownBy(() -> search(SERVING).atMost(firstToken(99), 0.001).run())
        .hasMessageContaining("break \"time to first token p99 at most 0.001 ms\"");
    assertThatThrownBy(() -> search(SERVING.load(Rate.perSecond(1e6))).run())
        .hasMessageContaining("requests per second are more than");
  }

  @Test
  void leavesOutSettingsOfWhichThereIsNoMachineAndSaysWhy() {
    Serving whole = SERVING.on(TRN2_ULTRASERVER);
    String reason = "4 chips of Trn2 UltraServer are not whole servers of 16; use 16";

    ServingSearchResult result = search(whole).over("chips", 4, 16).run();

    assertThat(result.all().failures())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.reason()).isEqualTo(reason);
              assertThat(left.point().integer("chips")).isEqualTo(4);
            });
    assertThat(result.designs().rows())
        .isEqualTo(search(whole).over("chips", 16).run().designs().rows());
    assertThat(result.notes()).anyMatch(note -> note.contains(reason));
    assertThatThrownBy(() -> search(whole).over("chips", 4, 8).run()).hasMessage(reason);
    assertThatThrownBy(() -> search(whole).over("chips", 16).where("none", any -> false).run())
        .hasMessageContaining("the rules leave no combination");
  }

  @Test
  void refusesWhatIsSearchedAnyway() {
    assertThatThrownBy(() -> search(SERVING).over("tensor", 1, 2))
        .hasMessageContaining("searched anyway");
    assertThatThrownBy(() -> search(SERVING).minimise(chipsInUse()).minimise(firstToken(50)))
        .hasMessageContaining("pareto");
    assertThatThrownBy(() -> search(SERVING).atMost(firstToken(99), Double.NaN))
        .hasMessageContaining("not NaN");
  }
}
