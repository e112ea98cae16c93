package dev.trn3.sweep;

import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.hardware.Chips;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.hardware.UltraServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the axis {@code chips} makes of the machine that was said. */
class MachinesTest {

  private static final UltraServer PART = TRN3_ULTRASERVER_GEN2.chips(4);

  private static Machine chips(Machine base, int count) {
    return Machines.of(base, new Point(0, 0, Map.of("chips", count)));
  }

  @Test
  void moreChipsThanAPartHasAreALargerPartOfTheSameUltraServer() {
    assertThat(chips(PART, 8)).isEqualTo(TRN3_ULTRASERVER_GEN2.chips(8));
    assertThat(chips(PART, 144)).isEqualTo(TRN3_ULTRASERVER_GEN2);
    assertThat(chips(TRN3_ULTRASERVER_GEN2.chips(16).chips(8), 64).scaleUpChips()).isEqualTo(64);
  }

  @Test
  void moreThanAllOfItAreSeveralWholeOnes() {
    assertThat(chips(PART, 288)).isEqualTo(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(2));
    assertThatThrownBy(() -> chips(PART, 200))
        .hasMessage("200 chips are not a whole number of Trn3 UltraServer Gen2, which has 144");
  }

  @Test
  void aPartWithOtherChipsGrowsByThose() {
    assertThat(chips(PART.withChip(Chips.TRAINIUM2), 8))
        .isEqualTo(TRN3_ULTRASERVER_GEN2.withChip(Chips.TRAINIUM2).chips(8));
  }

  @Test
  void whatIsNoPartIsJoinedToAClusterAndSoAreThePartsOfOne() {
    assertThat(chips(P5_48XLARGE, 16)).isEqualTo(UltraCluster.of(P5_48XLARGE).servers(2));
    Machine pair = UltraCluster.of(PART).servers(2);
    assertThat(chips(pair, 12)).isEqualTo(UltraCluster.of(PART).servers(3));
  }
}
