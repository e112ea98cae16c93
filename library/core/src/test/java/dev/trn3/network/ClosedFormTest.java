package dev.trn3.network;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.network.Algorithm.MESH;
import static dev.trn3.network.Algorithm.RING;
import static dev.trn3.network.Collective.allGather;
import static dev.trn3.network.Collective.allReduce;
import static dev.trn3.network.Collective.allToAll;
import static dev.trn3.network.Collective.broadcast;
import static dev.trn3.network.Collective.reduceScatter;
import static dev.trn3.network.Collective.sendReceive;
import static dev.trn3.units.Units.gigabytes;
import static dev.trn3.units.Units.megabytes;
import static dev.trn3.units.Units.microseconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.provenance.Sourced;
import dev.trn3.units.Ratio;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What collectives take on links without losses, where it can be written down. */
class ClosedFormTest {

  /** Full link rate and no start, so that closed forms can be written down. */
  private static final Fabric IDEAL =
      Fabric.of(TRN3_ULTRASERVER_GEN2)
          .withEfficiency(Sourced.given("efficiency", new Ratio(1), "ideal"))
          .withStart(Sourced.given("start", microseconds(0), "ideal"));

  private static final Fabric IDEAL_TORUS =
      Fabric.of(TRN2_48XLARGE)
          .withEfficiency(Sourced.given("efficiency", new Ratio(1), "ideal"))
          .withStart(Sourced.given("start", microseconds(0), "ideal"));

  @Test
  void ringAllReduceInASledMovesTwiceTheBytesMinusOneShare() {
    double seconds = IDEAL.communicator(4).using(RING).allReduce(1e9);

    assertThat(seconds).isCloseTo(2 * 3 * 1.5e-6 + 2 * 0.75 * 1e9 / 256e9, within(1e-12));
  }

  @Test
  void allReduceIsReduceScatterAndAllGather() {
    Communicator group = IDEAL.communicator(144);

    assertThat(group.allReduce(1e8))
        .isCloseTo(group.reduceScatter(1e8) + group.allGather(1e8), within(1e-15));
  }

  @Test
  void outerTiersSeeOnlyTheShareThatInnerTiersLeave() {
    double waiting = 1.5e-6 + 2.1e-6 + 2.4e-6;
    double moving = 0.75 / 256e9 + 17.0 / 18 / 4 / 320e9 + 0.5 / 72 / 128e9;

    assertThat(IDEAL.communicator(144).using(MESH).allGather(1e9))
        .isCloseTo(waiting + 1e9 * moving, within(1e-12));
  }

  @Test
  void allToAllOverAllRacksWaitsForTheCrossRackLinks() {
    CollectiveCost cost = allToAll(megabytes(64)).among(144).on(IDEAL);

    assertThat(cost.time().si()).isCloseTo(2.4e-6 + 0.5 * 64e6 / 128e9, within(1e-12));
    assertThat(cost.limit()).startsWith("bandwidth of cross-rack");
  }

  @Test
  void ringsOfATorusWorkAtOnce() {
    double one = 2 * 0.75 * 1e9 / 256e9;
    double both = 2 * (0.75 + 0.75 / 4) / 2 * 1e9 / 256e9;

    assertThat(IDEAL_TORUS.communicator(4).using(RING).allReduce(1e9))
        .isCloseTo(6 * 1.5e-6 + one, within(1e-12));
    assertThat(IDEAL_TORUS.communicator(16).using(RING).allReduce(1e9))
        .isCloseTo(12 * 1.5e-6 + both, within(1e-12));
  }

  @Test
  void allToAllOnATorusIsBoundByItsBisection() {
    double bisection = 1e9 * 16 / 4 / (4 * 2 * 128e9);

    assertThat(IDEAL_TORUS.communicator(16).allToAll(1e9))
        .as("the last byte has four hops to go")
        .isCloseTo(4 * 1.5e-6 + bisection, within(1e-12));
    assertThat(IDEAL_TORUS.communicator(16).allToAll(1)).isCloseTo(6e-6, within(1e-10));
  }

  @Test
  void neighboursOnATorusShareOneLink() {
    assertThat(IDEAL_TORUS.communicator(2).sendReceive(128e6))
        .isCloseTo(1e-3 + 1.5e-6, within(1e-12));
    assertThat(IDEAL_TORUS.communicator(16).sendReceive(128e6))
        .as("from the end of a ring to the next ring")
        .isCloseTo(1e-3 + 2 * 1.5e-6, within(1e-12));
  }

  @Nested
  class Laws {

    @Test
    void oneRankCostsNothing() {
      assertThat(IDEAL.communicator(1).allReduce(1e9)).isZero();
      assertThat(IDEAL.communicator(1).allToAll(1e9)).isZero();
    }

    @Test
    void moreBytesAreNeverFaster() {
      Communicator group = IDEAL.communicator(72).using(RING);
      double before = 0;
      for (double size = 1; size < 1e11; size *= 3) {
        assertThat(group.allReduce(size)).isGreaterThan(before);
        before = group.allReduce(size);
      }
    }

    @Test
    void moreEfficientLinksAreNeverSlower() {
      Fabric real = Fabric.of(TRN3_ULTRASERVER_GEN2);

      for (int ranks : List.of(2, 4, 8, 72, 144)) {
        assertThat(IDEAL.communicator(ranks).allToAll(1e8))
            .isLessThan(real.communicator(ranks).allToAll(1e8));
      }
    }

    @Test
    void busBandwidthStaysUnderTheLinks() {
      for (int ranks : List.of(2, 4, 16, 72, 144)) {
        assertThat(allReduce(gigabytes(4)).among(ranks).on(IDEAL).busBandwidth().si())
            .isLessThan(704e9);
      }
    }

    @Test
    void everyPatternHasACostAndParts() {
      for (Collective each :
          List.of(
              allReduce(megabytes(1)),
              allGather(megabytes(1)),
              reduceScatter(megabytes(1)),
              allToAll(megabytes(1)),
              broadcast(megabytes(1)),
              sendReceive(megabytes(1)))) {
        CollectiveCost cost = each.among(16).on(TRN2_ULTRASERVER);

        assertThat(cost.time().si()).as(each.name()).isPositive();
        assertThat(cost.sheet().rows()).isNotEmpty();
      }
    }
  }
}
