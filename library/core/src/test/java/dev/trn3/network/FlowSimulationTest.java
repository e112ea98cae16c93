package dev.trn3.network;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.network.Algorithm.KANGARING;
import static dev.trn3.network.Algorithm.MESH;
import static dev.trn3.network.Algorithm.RECURSIVE_HALVING_DOUBLING;
import static dev.trn3.network.Algorithm.RING;
import static dev.trn3.network.Collective.allGather;
import static dev.trn3.network.Collective.allReduce;
import static dev.trn3.network.Collective.allToAll;
import static dev.trn3.network.Collective.broadcast;
import static dev.trn3.network.Collective.sendReceive;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowSimulationTest {

  private static final FlowSimulation TRN3 = FlowSimulation.on(TRN3_ULTRASERVER_GEN2);

  @Nested
  class AgreesWithTheClosedForm {

    private void check(FlowSimulation simulation) {
      FlowResult result = simulation.run();

      assertThat(result.time().dividedBy(result.jobs().get(0).alone())).isCloseTo(1, within(1e-6));
    }

    @Test
    void forAllToAllOnSwitches() {
      check(TRN3.start(allToAll(megabytes(64)).among(144)).unfolded());
      check(TRN3.start(allToAll(megabytes(64)).among(72)));
    }

    @Test
    void forHierarchicalRingsAndMeshesOnSwitches() {
      check(TRN3.start(allReduce(gigabytes(1)).among(144).using(RING)).unfolded());
      check(TRN3.start(allReduce(megabytes(1)).among(144).using(MESH)).unfolded());
      check(TRN3.start(allGather(megabytes(100)).among(8)).unfolded());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void forEveryAlgorithmOnSwitches(Algorithm algorithm) {
      for (int ranks : List.of(2, 3, 4, 8, 24, 72, 144)) {
        check(TRN3.start(allReduce(megabytes(64)).among(ranks).using(algorithm)).unfolded());
        check(TRN3.start(allGather(megabytes(64)).among(ranks).using(algorithm)));
      }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void forEveryAlgorithmOnTheRingsOfATorus(Algorithm algorithm) {
      FlowSimulation one = FlowSimulation.on(TRN2_48XLARGE);
      FlowSimulation three = FlowSimulation.on(TRN2_ULTRASERVER);

      check(one.start(allReduce(gigabytes(1)).among(4).using(algorithm)));
      check(one.start(allReduce(gigabytes(1)).among(16).using(algorithm)));
      check(three.start(allReduce(gigabytes(1)).among(64).using(algorithm)));
    }

    @Test
    void forBroadcastsOnSwitches() {
      for (double size : List.of(0.001, 1.0, 1000.0)) {
        for (int ranks : List.of(2, 3, 4, 6, 8, 24, 72, 100, 144)) {
          check(TRN3.start(broadcast(megabytes(size)).among(ranks)));
        }
        check(TRN3.start(broadcast(megabytes(size)).among(36).stride(4)));
      }
      UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(5);

      check(FlowSimulation.on(cluster).start(broadcast(gigabytes(1)).among(720)));
      check(FlowSimulation.on(cluster).start(broadcast(gigabytes(1)).among(5).stride(144)));
    }

    @Test
    void forBroadcastsOnTori() {
      check(FlowSimulation.on(TRN2_48XLARGE).start(broadcast(megabytes(64)).among(4)));
      check(FlowSimulation.on(TRN2_48XLARGE).start(broadcast(megabytes(64)).among(16)));
      check(FlowSimulation.on(TRN2_ULTRASERVER).start(broadcast(megabytes(64)).among(64)));
      check(
          FlowSimulation.on(UltraCluster.of(TRN2_ULTRASERVER).servers(3))
              .start(broadcast(megabytes(64)).among(192)));
    }

    @Test
    void forSendingToTheNextRank() {
      for (int ranks : List.of(2, 4, 10, 72, 100, 144)) {
        check(TRN3.start(sendReceive(megabytes(64)).among(ranks)).unfolded());
      }
      UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(3);

      check(FlowSimulation.on(cluster).start(sendReceive(megabytes(64)).among(3).stride(144)));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void forRacksThatAreUnevenlyFilled(Algorithm algorithm) {
      for (int sleds : List.of(19, 21, 35)) {
        FlowSimulation part = FlowSimulation.on(TRN3_ULTRASERVER_GEN2.servers(sleds));

        check(part.start(allReduce(gigabytes(1)).among(4 * sleds).using(algorithm)));
        check(part.start(allGather(megabytes(1)).among(4 * sleds).using(algorithm)));
      }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void forGroupsThatEndInTheMiddleOfASled(Algorithm algorithm) {
      for (int ranks : List.of(5, 6, 10, 74, 78, 141)) {
        check(TRN3.start(allReduce(gigabytes(1)).among(ranks).using(algorithm)));
      }
      UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(3);

      check(FlowSimulation.on(cluster).start(allReduce(gigabytes(1)).among(400).using(algorithm)));
    }

    @Test
    void forWaitingOnARingOfATorus() {
      FlowSimulation torus = FlowSimulation.on(TRN2_48XLARGE);

      for (Algorithm algorithm : List.of(RING, KANGARING, RECURSIVE_HALVING_DOUBLING)) {
        check(torus.start(allReduce(gigabytes(1)).among(4).using(algorithm)));
      }
    }

    @Test
    void forTheAlgorithmsThatAreTakenByThemselves() {
      for (double size : List.of(0.1, 8.0, 100.0)) {
        check(TRN3.start(allReduce(megabytes(size)).among(72)).unfolded());
      }
    }

    @Test
    void forAllToAllAmongAnyNumberOfSleds() {
      for (int sleds : List.of(1, 5, 19, 35)) {
        int chips = 4 * sleds;
        check(
            FlowSimulation.on(TRN3_ULTRASERVER_GEN2.servers(sleds))
                .start(allToAll(gigabytes(1)).among(chips))
                .unfolded());
      }
    }

    @Test
    void forOversubscribedLeaves() {
      UltraCluster packed = UltraCluster.of(TRN2_48XLARGE).servers(8).oversubscribed(4, 2);

      check(FlowSimulation.on(packed).start(allReduce(gigabytes(1)).among(128).using(RING)));
      check(FlowSimulation.on(packed).start(allToAll(gigabytes(1)).among(128)));
      check(
          FlowSimulation.on(packed.spread()).start(allReduce(gigabytes(1)).among(128).using(RING)));
    }

    @Test
    void forAllToAllFromSpreadLeavesWhereSomeTrafficStaysBelowOne() {
      UltraCluster spread = UltraCluster.of(TRN2_48XLARGE).servers(8).oversubscribed(4, 2).spread();

      check(FlowSimulation.on(spread).start(allToAll(gigabytes(1)).among(128)));
    }

    /** Of a tree only some hops cross the spine, of which every chip below a leaf has a share. */
    @Test
    void forBroadcastsOnAnOversubscribedSpine() {
      for (double oversubscription : List.of(1.0, 2.0, 4.0, 64.0)) {
        UltraCluster packed =
            UltraCluster.of(TRN2_48XLARGE).servers(8).oversubscribed(oversubscription, 4);

        for (UltraCluster cluster : List.of(packed, packed.spread())) {
          check(FlowSimulation.on(cluster).start(broadcast(gigabytes(1)).among(128)));
          check(FlowSimulation.on(cluster).start(broadcast(gigabytes(1)).among(8).stride(16)));
        }
      }
    }

    private void checkFolding(FlowSimulation simulation) {
      assertThat(simulation.run().time().dividedBy(simulation.unfolded().run().time()))
          .isCloseTo(1, within(1e-6));
    }

    @Test
    void forOversubscribedLeavesWithOneChipForAll() {
      UltraCluster cluster =
          UltraCluster.of(TRN3_ULTRASERVER_GEN2.servers(2)).servers(6).oversubscribed(3, 2);

      checkFolding(FlowSimulation.on(cluster).start(allReduce(gigabytes(1)).among(48).using(RING)));
      check(FlowSimulation.on(cluster).start(allReduce(gigabytes(1)).among(48).using(RING)));
      check(FlowSimulation.on(cluster).start(allToAll(gigabytes(1)).among(48)).unfolded());
    }

    @Test
    void forStridedGroups() {
      check(TRN3.start(allReduce(gigabytes(1)).among(36).stride(4).using(RING)).unfolded());
    }

    @Test
    void forARingOfATorus() {
      FlowSimulation torus = FlowSimulation.on(TRN2_48XLARGE);

      check(torus.start(allReduce(gigabytes(1)).among(4).using(RING)));
      check(torus.start(sendReceive(megabytes(64)).among(4)));
    }

    @Test
    void forAllToAllOnATorusWhetherHopsOrBytesDominate() {
      for (double size : List.of(0.01, 1.0, 1000.0)) {
        check(FlowSimulation.on(TRN2_48XLARGE).start(allToAll(megabytes(size)).among(16)));
        check(FlowSimulation.on(TRN2_ULTRASERVER).start(allToAll(megabytes(size)).among(32)));
      }
    }
  }

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
