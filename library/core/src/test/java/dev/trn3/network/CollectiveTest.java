package dev.trn3.network;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.network.Algorithm.KANGARING;
import static dev.trn3.network.Algorithm.RING;
import static dev.trn3.network.Collective.allReduce;
import static dev.trn3.network.Collective.allToAll;
import static dev.trn3.units.Units.bytes;
import static dev.trn3.units.Units.gibibytes;
import static dev.trn3.units.Units.gigabytes;
import static dev.trn3.units.Units.kilobytes;
import static dev.trn3.units.Units.megabytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.UltraCluster;
import dev.trn3.provenance.Facts;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Ratio;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CollectiveTest {
  @Nested
  class Choosing {

    private String how(CollectiveCost cost) {
      return cost.parts().stream().filter(p -> !p.how().equals("start")).findFirst().get().how();
    }

    @Test
    void followsTheDocumentedSizes() {
      assertThat(how(allReduce(kilobytes(64)).among(16).on(TRN2_48XLARGE))).isEqualTo("mesh");
      assertThat(how(allReduce(megabytes(8)).among(16).on(TRN2_48XLARGE)))
          .isEqualTo("recursive halving-doubling");
      assertThat(how(allReduce(megabytes(100)).among(16).on(TRN2_48XLARGE))).isEqualTo("KangaRing");
    }

    @Test
    void canBeDoneByHand() {
      assertThat(how(allReduce(bytes(8)).among(16).using(KANGARING).on(TRN2_48XLARGE)))
          .isEqualTo("KangaRing");
    }
  }

  @Nested
  class AcrossServers {

    @Test
    void addsTheNetworkAsOneMoreLevel() {
      UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(4);
      CollectiveCost cost = allReduce(gigabytes(1)).among(576).on(cluster);

      assertThat(cost.parts()).extracting(CollectiveCost.Part::level).contains("EFAv4");
      assertThat(Fabric.of(cluster).scalesOut()).isTrue();
    }

    @Test
    void dataParallelGroupsWithOneRankInEachUltraServerUseTheNetworkOnly() {
      UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(4);
      CollectiveCost cost = allReduce(gigabytes(1)).among(4).stride(144).on(cluster);

      assertThat(cost.parts()).extracting(CollectiveCost.Part::level).doesNotContain("sled");
    }
  }

  @Nested
  class Oversubscribed {

    private final UltraCluster plain = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(16);
    private final UltraCluster four = plain.oversubscribed(4, 4);

    private double ring(UltraCluster cluster, int machines) {
      return allReduce(gigabytes(1))
          .among(machines)
          .stride(144)
          .using(RING)
          .on(cluster)
          .time()
          .si();
    }

    @Test
    void leavesSlowDownWhatCrossesThem() {
      assertThat(ring(four, 4)).isEqualTo(ring(plain, 4));
      assertThat(ring(four, 16)).isGreaterThan(ring(plain, 16));
      assertThat(ring(plain.oversubscribed(1, 4), 16)).isEqualTo(ring(plain, 16));
    }

    @Test
    void placementDecidesHowMuchCrosses() {
      assertThat(ring(four.spread(), 4)).isGreaterThan(3.5 * ring(four, 4));
      assertThat(ring(plain.spread(), 16)).isEqualTo(ring(plain, 16));
    }

    @Test
    void aClusterAdvertisesWhatRemainsWhenEveryoneCrosses() {
      assertThat(four.scaleOut().orElseThrow().perChip().value()).hasToString("6.25 GB/s");
      assertThat(four.servers(4).scaleOut()).isEqualTo(plain.scaleOut());
    }

    @Test
    void refusesLessThanNothingBlocked() {
      assertThatThrownBy(() -> plain.oversubscribed(0.5, 4))
          .hasMessage("an oversubscription is at least 1, which blocks nothing, not 0.5");
      assertThatThrownBy(() -> plain.oversubscribed(2, 0))
          .hasMessage("a leaf has at least 1 machine, not 0");
    }
  }

  @Nested
  class Published {

    @Test
    void busBandwidthOfGb200Nvl72() {
      CollectiveCost cost =
          allReduce(gibibytes(8)).among(72).on(dev.trn3.hardware.UltraServers.GB200_NVL72);

      assertThat(cost.busBandwidth().si()).isCloseTo(841e9, Percentage.withPercentage(2));
    }

    @Test
    void fastestTracedAllReduceOf16ChipsOfTrn2() {
      double traced =
          Facts.fact("trn2-64-rank-decode-trace-glm-5-3-flash/fastest-traced-all-reduce")
              .seconds()
              .si();

      assertThat(allReduce(bytes(8192)).among(16).on(TRN2_48XLARGE).time().si())
          .isCloseTo(traced, Percentage.withPercentage(15));
    }
  }

  @Test
  void readingsOfTheSourcesDifferInLinksAndMemory() {
    List<Alternatives.Alternative> readings = new Alternatives().list();
    double[] times =
        readings.stream()
            .mapToDouble(r -> Fabric.of(r.machine()).communicator(72).allToAll(64e6))
            .toArray();

    assertThat(times[1]).isLessThan(times[0]);
    assertThat(times[2]).isGreaterThan(times[0]);
    assertThat(times[3]).isBetween(times[1], times[0]);
    assertThat(readings.get(3).machine().topology().eachWay().si())
        .isCloseTo(1024 * 0x1p30, within(1.0));
    assertThat(times[4]).isEqualTo(times[0]);
    assertThat(readings.get(4).machine().memoryBandwidth()).hasToString("676.8 TB/s");
  }

  @Test
  void allToAllIsWhyNeuronSwitchReplacesTheTorus() {
    double torus = Fabric.of(TRN2_ULTRASERVER).communicator(64).allToAll(64e6);
    double switches = Fabric.of(TRN3_ULTRASERVER_GEN2).communicator(64).allToAll(64e6);

    assertThat(torus / switches).isBetween(2.0, 4.0);
  }

  @Nested
  class BadInput {

    @Test
    void oneRankHasNothingToDo() {
      assertThatThrownBy(() -> allReduce(bytes(1)).among(1))
          .hasMessage("all-reduce among 1 has nothing to do; give it at least 2 ranks");
    }

    @Test
    void ranksAreApart() {
      assertThatThrownBy(() -> allReduce(bytes(1)).among(4).stride(0))
          .hasMessageStartingWith("ranks 0 chips apart; neighbours are 1 apart");
    }

    @Test
    void nothingCannotBeSent() {
      assertThatThrownBy(() -> allToAll(bytes(0))).hasMessageContaining("a size above 0");
    }

    @Test
    void groupsMustFit() {
      assertThatThrownBy(() -> allReduce(bytes(1)).among(64).stride(4).on(TRN3_ULTRASERVER_GEN2))
          .hasMessage(
              "64 ranks with stride 4 need 253 chips; Trn3 UltraServer Gen2 has 144."
                  + " UltraCluster.of(...).servers(n) has n times as many");
    }

    @Test
    void efficiencyIsAShare() {
      assertThatThrownBy(
              () ->
                  Fabric.of(TRN3_ULTRASERVER_GEN2)
                      .withEfficiency(Sourced.given("efficiency", new Ratio(1.2), "")))
          .hasMessageContaining("at most 1");
    }
  }
}
