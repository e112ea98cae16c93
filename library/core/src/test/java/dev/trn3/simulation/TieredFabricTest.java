package dev.trn3.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.simulation.TieredFabric.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;

class TieredFabricTest {

  private static final TieredFabric FLAT =
      new TieredFabric(List.of(new Tier(1 << 20, 100e9, 1e-6)));
  private static final TieredFabric TIERS =
      new TieredFabric(List.of(new Tier(8, 400e9, 1e-6), new Tier(1 << 20, 50e9, 10e-6)));

  @Test
  void reducesAsARing() {
    assertThat(FLAT.allReduce(1e9, 16, 1))
        .isCloseTo(2 * (15e-6 + 1e9 * 15 / 16 / 100e9), within(1e-9));
  }

  @Test
  void costsNothingForOne() {
    assertThat(TIERS.allReduce(1e9, 1, 1)).isZero();
    assertThat(TIERS.allToAll(1e9, 1, 1)).isZero();
    assertThat(TIERS.dispatch(1e9, 8, 1, 1)).isZero();
  }

  @Test
  void crossesOuterTiersWithWhatInnerOnesLeave() {
    double inner = 7e-6 + 1e9 * 7 / 8 / 400e9;
    double outer = 3 * 10e-6 + 1e9 / 8 * 3 / 4 / 50e9;

    assertThat(TIERS.reduceScatter(1e9, 32, 1)).isCloseTo(inner + outer, within(1e-9));
  }

  @Test
  void staysOutsideIfMembersAreFarApart() {
    assertThat(TIERS.reduceScatter(1e9, 4, 8))
        .isCloseTo(3 * 10e-6 + 1e9 * 3 / 4 / 50e9, within(1e-9));
  }

  @Test
  void sendsByTheTierThatReachesTheOther() {
    assertThat(TIERS.send(1e6, 1)).isCloseTo(1e-6 + 1e6 / 400e9, within(1e-12));
    assertThat(TIERS.send(1e6, 8)).isCloseTo(10e-6 + 1e6 / 50e9, within(1e-12));
  }

  @Test
  void boundsAllToAllByItsSlowestTier() {
    assertThat(TIERS.allToAll(1e9, 32, 1)).isCloseTo(10e-6 + 1e9 * 24 / 32 / 50e9, within(1e-9));
  }

  @Test
  void dispatchesEachRowOnlyOnceIntoADomain() {
    double toAll = TIERS.allToAll(8e9, 32, 1);

    assertThat(TIERS.dispatch(1e9, 8, 32, 1)).isLessThan(toAll);
    assertThat(TIERS.dispatch(1e9, 1, 32, 1)).isCloseTo(TIERS.allToAll(1e9, 32, 1), within(1e-3));
  }

  @Test
  void isNeverSlowerWithMoreBandwidth() {
    TieredFabric faster = TIERS.scaled(8, 2, 1);

    assertThat(faster.allReduce(1e9, 32, 1)).isLessThan(TIERS.allReduce(1e9, 32, 1));
    assertThat(faster.allReduce(1e9, 4, 8)).isEqualTo(TIERS.allReduce(1e9, 4, 8));
  }

  @Test
  void refusesTiersThatDoNotGrow() {
    assertThatThrownBy(() -> new TieredFabric(List.of(new Tier(8, 1, 0), new Tier(8, 1, 0))))
        .hasMessageContaining("tiers must grow outwards");
  }
}
