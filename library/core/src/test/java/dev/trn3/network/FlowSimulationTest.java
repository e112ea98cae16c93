package dev.trn3.network;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.network.Algorithm.RING;
import static dev.trn3.network.Collective.allReduce;
import static dev.trn3.network.Collective.allToAll;
import static dev.trn3.units.Units.gigabytes;
import static dev.trn3.units.Units.megabytes;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.UltraCluster;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlowSimulationTest {
  private static final FlowSimulation TRN3 = FlowSimulation.on(TRN3_ULTRASERVER_GEN2);

  @Test
  void oneChipStandsForAllThatAreAlike() {
    FlowSimulation one = TRN3.start(allReduce(gigabytes(1)).among(144).using(RING));

    assertThat(one.run().time().si()).isCloseTo(one.unfolded().run().time().si(), within(1e-9));
    assertThat(one.run().flows()).isLessThan(one.unfolded().run().flows());
  }

  @Test
  void reachesAHundredThousandChips() {
    UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(695);
    FlowResult result =
        FlowSimulation.on(cluster)
            .start(allReduce(gigabytes(10)).among(cluster.chips()).using(RING))
            .run();

    assertThat(cluster.chips()).isGreaterThan(100_000);
    assertThat(result.time().dividedBy(result.jobs().get(0).alone())).isCloseTo(1, within(1e-6));
  }

  @Nested
  class Sharing {

    @Test
    void twoOfTheSameTakeTwiceAsLongOnTheSameLinks() {
      FlowResult both =
          TRN3.start(allToAll(gigabytes(1)).among(144))
              .start(allToAll(gigabytes(1)).among(144))
              .run();

      assertThat(both.jobs().get(0).time().dividedBy(both.jobs().get(0).alone()))
          .isCloseTo(2, within(0.01));
    }

    @Test
    void groupsInDifferentSledsDoNotMeet() {
      FlowResult both =
          TRN3.start(allReduce(gigabytes(1)).among(4))
              .start(allReduce(gigabytes(1)).among(4), seconds(0), 4)
              .run();

      assertThat(both.jobs())
          .allSatisfy(job -> assertThat(job.time().si()).isCloseTo(job.alone().si(), within(1e-9)));
    }

    @Test
    void oneSlowChipHoldsUpEveryone() {
      FlowResult slow = TRN3.start(allReduce(gigabytes(1)).among(4).using(RING)).slow(2, 2).run();

      assertThat(slow.jobs().get(0).time().dividedBy(slow.jobs().get(0).alone()))
          .isCloseTo(2, within(0.01));
    }

    private static Flow flow(double weight, int... links) {
      return new Flow(links, 1, weight, null, 0, 0);
    }

    @Test
    void aFlowOfTwiceTheWeightHasTwiceTheRate() {
      Flow heavy = flow(2, 0);
      Flow light = flow(1, 0);

      new MaxMin(new double[] {6}).share(List.of(heavy, light));

      assertThat(heavy.rate).isEqualTo(4);
      assertThat(light.rate).isEqualTo(2);
    }

    @Test
    void ratesAreMaxMinFair() {
      Flow longest = flow(1, 0, 1);
      Flow first = flow(1, 0);
      Flow second = flow(1, 1);

      new MaxMin(new double[] {1, 3}).share(List.of(longest, first, second));

      assertThat(longest.rate).isEqualTo(0.5);
      assertThat(first.rate).isEqualTo(0.5);
      assertThat(second.rate).isEqualTo(2.5);
    }
  }

  @Nested
  class BadInput {

    @Test
    void saysWhatIsNotSimulated() {
      FlowSimulation torus = FlowSimulation.on(TRN2_48XLARGE);

      assertThatThrownBy(() -> torus.start(allReduce(megabytes(1)).among(6)).run())
          .hasMessage(
              "6 ranks do not fill the rings of NeuronLink-v3 torus of 4x4 chips evenly; use 4 or 8");
      assertThatThrownBy(TRN3::run).hasMessageContaining("nothing to simulate");
    }

    @Test
    void refusesChipsThatAreNotThere() {
      assertThatThrownBy(() -> TRN3.slow(144, 2)).hasMessageContaining("chip 144 of 144");
      for (double factor : List.of(0.5, Double.NaN, Double.POSITIVE_INFINITY)) {
        assertThatThrownBy(() -> TRN3.slow(7, factor))
            .hasMessageContaining("slowed down " + factor + " times; use a finite factor");
      }
      assertThatThrownBy(() -> TRN3.start(allReduce(megabytes(1)).among(4), seconds(0), 142))
          .hasMessageContaining("do not fit");
    }
  }
}
