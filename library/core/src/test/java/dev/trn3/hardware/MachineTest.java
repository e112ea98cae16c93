package dev.trn3.hardware;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN1;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.units.Units.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void totalsFollowFromOneChip() {
    assertThat(TRN3_ULTRASERVER_GEN2.chips()).isEqualTo(144);
    assertThat(TRN3_ULTRASERVER_GEN2.peak(MXFP8)).hasToString("362.4 PFLOPS");
    assertThat(TRN3_ULTRASERVER_GEN2.memory()).isEqualTo(gibibytes(20_736));
    assertThat(TRN3_ULTRASERVER_GEN2.memoryBandwidth()).hasToString("705.6 TB/s");
  }

  @Test
  void totalsAgreeWithTheTablesOfTheMaker() {
    for (UltraServer each :
        List.of(TRN2_ULTRASERVER, TRN3_ULTRASERVER_GEN1, TRN3_ULTRASERVER_GEN2)) {
      assertThat(each.totals().rows())
          .as(each.name())
          .filteredOn(row -> row.stated().isPresent())
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.follows()).as(row.quantity()).contains(true));
    }
  }

  @Test
  void trainium2IsATorusOfFourByFourByFour() {
    assertThat(TRN2_ULTRASERVER.topology().describe())
        .isEqualTo("NeuronLink-v3 torus of 4x4x4 chips, links of 128 GB/s and 64 GB/s each way");
    assertThat(TRN2_48XLARGE.scaleOut().orElseThrow().perChip().value()).hasToString("25 GB/s");
  }

  @Test
  void trainium3ReachesItsChipsInThreeTiers() {
    assertThat(TRN3_ULTRASERVER_GEN2.topology().describe())
        .isEqualTo(
            "NeuronSwitch-v1, each way per chip: sled of 4 chips 256 GB/s, rack of 72 chips 320"
                + " GB/s, cross-rack of 144 chips 128 GB/s");
  }

  @Test
  void gpuDomainsShareTheSameModel() {
    assertThat(UltraServers.GB200_NVL72.chips()).isEqualTo(72);
    assertThat(UltraServers.GB200_NVL72.scaleOut().orElseThrow().perChip().value())
        .hasToString("50 GB/s");
    assertThat(Servers.P5_48XLARGE.topology().describe())
        .isEqualTo("NVSwitch, each way per chip: switch of 8 chips 450 GB/s");
  }

  @Test
  void numbersOfChipsAreFacts() {
    List<Machine> machines = new ArrayList<>(Servers.all());
    machines.addAll(UltraServers.all());
    machines.remove(UltraServers.TRN3_ULTRASERVER_GEN2_OPTIMISTIC_LINKS);

    assertThat(machines)
        .allSatisfy(
            machine ->
                assertThat(ChipCount.fact(machine).orElseThrow().ratio().value().whole())
                    .as(machine.name())
                    .isEqualTo(machine.chips()));
  }

  @Test
  void everyKindOfMachineDescribesAndComparesItself() {
    UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(7);

    assertThat(TRN2_48XLARGE.describe()).startsWith("trn2.48xlarge is 16 Trainium2 chips.\n");
    assertThat(cluster.describe())
        .startsWith(
            "7 x Trn3 UltraServer Gen2 is 1,008 Trainium3 chips in 7 machines of 144, on a network"
                + " that is non-blocking.");
    assertThat(cluster.oversubscribed(2, 4).describe())
        .contains("2:1 oversubscribed above leaves of 4");
    assertThat(cluster.compareTo(TRN2_48XLARGE).rows().get(0).ratio()).isEqualTo(63);
    assertThat(TRN2_48XLARGE.rooflines(BF16).name()).isEqualTo("trn2.48xlarge");
  }

  @Nested
  class BytesForEachOperation {

    private final Balance balance =
        new Balance(Optional.empty(), List.of(TRN2_ULTRASERVER, TRN3_ULTRASERVER_GEN2));

    @Test
    void isTheInverseOfTheRidge() {
      assertThat(balance.memory(TRN3_ULTRASERVER_GEN2))
          .isCloseTo(1 / TRN3_ULTRASERVER_GEN2.rooflines().ridge(MXFP8), within(1e-12));
    }

    @Test
    void countsAllLinksOfAChip() {
      assertThat(TRN3_ULTRASERVER_GEN2.topology().eachWay()).hasToString("704 GB/s");
      assertThat(TRN2_ULTRASERVER.topology().eachWay()).hasToString("640 GB/s");
      assertThat(balance.links(TRN3_ULTRASERVER_GEN2)).isCloseTo(704e9 / 2517e12, within(1e-12));
    }

    @Test
    void isATableAndAChart() {
      assertThat(balance.sheet().rows()).hasSize(2);
      assertThat(balance.figure().series()).hasSize(3);
    }

    @Test
    void refusesNothingAndMissingPeaks() {
      assertThatThrownBy(() -> new Balance(Optional.empty(), List.of()))
          .hasMessageContaining("needs machines");
      assertThatThrownBy(() -> new Balance(Optional.of(MXFP8), List.of(TRN2_ULTRASERVER)))
          .hasMessageContaining("Trainium2 has no documented peak for MXFP8");
    }
  }

  @Test
  void describesItselfInSentences() {
    assertThat(TRN3_ULTRASERVER_GEN2.describe())
        .startsWith("Trn3 UltraServer Gen2 is 144 Trainium3 chips in 36 servers of 4.");
  }

  @Nested
  class Parts {

    @Test
    void haveWholeServersAndFewerTiers() {
      UltraServer part = TRN3_ULTRASERVER_GEN2.chips(16);

      assertThat(part.chips()).isEqualTo(16);
      assertThat(((SwitchTiers) part.topology()).tiers()).hasSize(2);
    }

    @Test
    void haveAnyNumberOfServers() {
      for (UltraServer whole :
          List.of(TRN2_ULTRASERVER, TRN3_ULTRASERVER_GEN1, TRN3_ULTRASERVER_GEN2)) {
        for (int servers = 1; servers <= whole.servers(); servers++) {
          UltraServer part = whole.servers(servers);

          assertThat(part.chips()).isEqualTo(servers * whole.server().chips());
          assertThat(part.topology().chips()).isEqualTo(part.chips());
          assertThat(part.diagram().bundle().data()).containsKey("image/svg+xml");
        }
      }
    }

    @Test
    void overTwoRacksHaveAboutAsManySledsInEach() {
      SwitchTiers tiers = (SwitchTiers) TRN3_ULTRASERVER_GEN2.servers(19).topology();

      assertThat(tiers.tiers()).extracting(SwitchTiers.Tier::reach).containsExactly(4, 40, 76);
    }

    @Test
    void refuseMoreChipsThanThereAre() {
      assertThatThrownBy(() -> TRN3_ULTRASERVER_GEN2.chips(200))
          .hasMessage(
              "Trn3 UltraServer Gen2 has 144 chips; for 200 chips use"
                  + " UltraCluster.of(...).servers(2)");
    }

    @Test
    void refusePartsOfServers() {
      assertThatThrownBy(() -> TRN3_ULTRASERVER_GEN2.chips(6)).hasMessageEndingWith("use 4 or 8");
      assertThatThrownBy(() -> TRN3_ULTRASERVER_GEN2.chips(2)).hasMessageEndingWith("use 4");
      assertThatThrownBy(() -> TRN3_ULTRASERVER_GEN2.chips(-4))
          .hasMessageContaining("at least 1 server of 4 chips");
      assertThatThrownBy(() -> TRN3_ULTRASERVER_GEN2.servers(37))
          .hasMessageContaining("has 1 to 36, not 37");
    }

    @Test
    void areFoundByMostOfTheirName() {
      assertThatThrownBy(() -> UltraServers.named("trn3 gen 2"))
          .hasMessageContaining("did you mean Trn3 UltraServer Gen2?");
    }
  }

  @Nested
  class Clusters {

    @Test
    void multiplyTheirUnit() {
      UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(64);

      assertThat(cluster.chips()).isEqualTo(9216);
      assertThat(cluster.scaleUpChips()).isEqualTo(144);
      assertThat(cluster.toString()).startsWith("64 x Trn3 UltraServer Gen2: 9,216 Trainium3");
    }

    @Test
    void reachAMillionChips() {
      assertThat(UltraCluster.of(TRN3_ULTRASERVER_GEN2).atLeast(1_000_000).chips())
          .isEqualTo(1_000_080);
    }

    @Test
    void refuseNothingAndThemselves() {
      UltraCluster one = UltraCluster.of(TRN2_ULTRASERVER);

      assertThatThrownBy(() -> one.servers(0)).hasMessageContaining("at least 1 server");
      assertThatThrownBy(() -> UltraCluster.of(one)).hasMessageContaining("not of clusters");
    }
  }

  @Nested
  class Comparing {

    private final Comparison comparison = TRN3_ULTRASERVER_GEN2.compareTo(TRN2_ULTRASERVER);

    private Comparison.Row row(String quantity) {
      return comparison.rows().stream()
          .filter(row -> row.quantity().equals(quantity))
          .findFirst()
          .orElseThrow();
    }

    @Test
    void findsTheAnnouncedComputeRatio() {
      assertThat(row("fastest peak").ratio()).isCloseTo(4.36, within(0.005));
      assertThat(row("fastest peak").follows()).contains(true);
    }

    @Test
    void findsThatTheAnnouncedBandwidthRatioDoesNotFollow() {
      assertThat(row("memory bandwidth").ratio()).isCloseTo(3.80, within(0.005));
      assertThat(row("memory bandwidth").follows()).contains(false);
    }

    @Test
    void findsAlmostTheSameBf16PerChip() {
      assertThat(row("BF16 peak").ratio()).isCloseTo(2.25 * 671 / 667, within(1e-9));
    }

    @Test
    void announcesNothingForOtherPairs() {
      assertThat(TRN3_ULTRASERVER_GEN1.compareTo(TRN2_ULTRASERVER).rows())
          .allSatisfy(row -> assertThat(row.announced()).isEmpty());
    }
  }

  @Test
  void rooflinesScaleWithTheChips() {
    Roofline all = TRN3_ULTRASERVER_GEN2.rooflines(BF16, MXFP8);

    assertThat(all.ridge(MXFP8)).isEqualTo(TRN3_ULTRASERVER_GEN2.chip().roofline().ridge(MXFP8));
    assertThat(all.figure().series()).hasSize(3);
  }
}
