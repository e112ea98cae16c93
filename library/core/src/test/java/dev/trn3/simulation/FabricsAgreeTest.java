package dev.trn3.simulation;

import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.Servers.TRN1_32XLARGE;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.GB200_NVL72;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN1;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.units.Units.microseconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.network.Algorithm;
import dev.trn3.network.Communicator;
import dev.trn3.provenance.Sourced;
import dev.trn3.units.Ratio;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fabric that a step is costed with, against that of the network package. */
class FabricsAgreeTest {

  private record Group(int members, int stride) {}

  private static final List<Double> SIZES = List.of(1e3, 1e6, 1e9);

  static Stream<Machine> switched() {
    return Stream.of(
        TRN3_ULTRASERVER_GEN1,
        TRN3_ULTRASERVER_GEN2,
        GB200_NVL72,
        P5_48XLARGE,
        UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(16),
        UltraCluster.of(GB200_NVL72).servers(16),
        UltraCluster.of(P5_48XLARGE).servers(64));
  }

  /** Groups that fill every tier they use evenly. */
  private static List<Group> groups(Machine machine) {
    return Stream.of(2, 4, 8, 16, 36, 72, 144, 288, 1152, 2304)
        .flatMap(members -> Stream.of(1, 4, 8, 72, 144).map(stride -> new Group(members, stride)))
        .filter(group -> (long) group.members() * group.stride() <= machine.chips())
        .filter(
            group ->
                MachineModel.of(machine).fabric().tiers().stream()
                    .allMatch(tier -> fills(group, tier.devices())))
        .toList();
  }

  private static boolean fills(Group group, int devices) {
    int reach = group.members() * group.stride();
    return reach <= devices
        ? devices % group.stride() == 0 || devices == MachineModel.EVERYWHERE
        : (devices % group.stride() == 0 || group.stride() % devices == 0) && reach % devices == 0;
  }

  private static Communicator ring(Machine machine, int members, int stride) {
    return dev.trn3.network.Fabric.of(machine)
        .withEfficiency(Sourced.given("efficiency", new Ratio(1), "ideal"))
        .withStart(Sourced.given("start", microseconds(0), "ideal"))
        .communicator(members, stride)
        .using(Algorithm.RING);
  }

  @ParameterizedTest
  @MethodSource("switched")
  void onSwitchesAndNetworks(Machine machine) {
    TieredFabric tiers = MachineModel.of(machine).fabric();
    assertThat(groups(machine)).hasSizeGreaterThan(2);
    for (Group group : groups(machine)) {
      Communicator ring = ring(machine, group.members(), group.stride());
      for (double size : SIZES) {
        assertThat(
                tiers.reduceScatter(size, group.members(), group.stride())
                    / ring.reduceScatter(size))
            .as("reduce-scatter %s", group)
            .isCloseTo(1, within(1e-9));
        assertThat(tiers.allReduce(size, group.members(), group.stride()) / ring.allReduce(size))
            .as("all-reduce %s", group)
            .isCloseTo(1, within(1e-9));
        assertThat(tiers.allToAll(size, group.members(), group.stride()) / ring.allToAll(size))
            .as("all-to-all %s", group)
            .isCloseTo(1, within(1e-9));
      }
    }
  }

  /** A row that one expert wants is an exchange; rows go once into a domain and are passed on. */
  @ParameterizedTest
  @MethodSource("switched")
  void whereRowsAreDispatchedToOneExpertEach(Machine machine) {
    TieredFabric tiers = MachineModel.of(machine).fabric();
    for (Group group : groups(machine)) {
      double size = 1e12;
      double exchange = ring(machine, group.members(), group.stride()).allToAll(size);
      double dispatch = tiers.dispatch(size, 1, group.members(), group.stride());
      double busiest = busiestTier(tiers, size, group);

      assertThat(dispatch / exchange).as("%s", group).isGreaterThan(1 - 1e-9);
      assertThat(dispatch).as("%s", group).isCloseTo(busiest, within(1e-4 * busiest));
    }
  }

  /** On one tier both are the same, whatever is passed on: dispatch is network's exchange. */
  @Test
  void whereRowsAreDispatchedWithinOneTier() {
    for (Machine machine : List.of(GB200_NVL72, P5_48XLARGE, TRN3_ULTRASERVER_GEN2)) {
      TieredFabric tiers = MachineModel.of(machine).fabric();
      int members = tiers.tiers().get(0).devices();
      for (double size : SIZES) {
        assertThat(tiers.dispatch(size, 1, members, 1) / ring(machine, members, 1).allToAll(size))
            .isCloseTo(1, within(1e-9));
      }
    }
  }

  /** What DESIGN.md says of rows that are passed on inside a sled. */
  @Test
  void exceptThatRowsArePassedOnInsideWhereTheInnerTierIsSlower() {
    TieredFabric tiers = MachineModel.of(TRN3_ULTRASERVER_GEN2).fabric();
    for (Map.Entry<Integer, Double> each : Map.of(8, 2.19, 72, 1.31, 144, 1.0).entrySet()) {
      int members = each.getKey();
      double exchange = ring(TRN3_ULTRASERVER_GEN2, members, 1).allToAll(1e12);

      assertThat(tiers.dispatch(1e12, 1, members, 1) / exchange)
          .as("among %d", members)
          .isCloseTo(each.getValue(), within(0.01));
    }
  }

  /** All of a device's rows cross each tier to where they belong, the nearest tier last. */
  private static double busiestTier(TieredFabric tiers, double size, Group group) {
    double slowest = 0;
    int within = 1;
    for (TieredFabric.Tier tier : tiers.tiers()) {
      int inside = Math.min(group.members(), Math.max(1, tier.devices() / group.stride()));
      if (inside > within) {
        double leaving = size * (group.members() - within) / group.members();
        slowest = Math.max(slowest, leaving / tier.bandwidth());
        within = inside;
      }
    }
    return slowest;
  }

  @ParameterizedTest
  @MethodSource("switched")
  void whereOneDeviceSendsToAnother(Machine machine) {
    TieredFabric tiers = MachineModel.of(machine).fabric();
    for (int stride : List.of(1, 4, 72, 144, 1152)) {
      if (2 * stride <= machine.chips()) {
        Communicator pair = ring(machine, 2, stride);

        assertThat(tiers.send(1e6, stride) / pair.sendReceive(1e6)).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void onWholeToriOnceBytesDominate() {
    for (Machine machine : List.of(TRN1_32XLARGE, TRN2_48XLARGE)) {
      double tiers = MachineModel.of(machine).fabric().allReduce(1e10, 16, 1);

      assertThat(tiers / ring(machine, 16, 1).allReduce(1e10)).isCloseTo(1, within(2e-3));
    }
  }

  /** What DESIGN.md says of parts of a torus and of exchanges on one. */
  @Test
  void exceptThatAllLinksOfATorusCountForPartsAndExchanges() {
    TieredFabric tiers = MachineModel.of(TRN2_48XLARGE).fabric();

    assertThat(tiers.allReduce(1e10, 4, 1) / ring(TRN2_48XLARGE, 4, 1).allReduce(1e10))
        .isCloseTo(0.5, within(0.01));
    assertThat(tiers.allToAll(1e10, 16, 1) / ring(TRN2_48XLARGE, 16, 1).allToAll(1e10))
        .isCloseTo(0.47, within(0.01));
  }
}
