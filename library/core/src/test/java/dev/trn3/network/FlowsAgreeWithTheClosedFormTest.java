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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.UltraCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowsAgreeWithTheClosedFormTest {

  private static final FlowSimulation TRN3 = FlowSimulation.on(TRN3_ULTRASERVER_GEN2);

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
    check(FlowSimulation.on(packed.spread()).start(allReduce(gigabytes(1)).among(128).using(RING)));
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
