package dev.trn3.network;

import static dev.trn3.hardware.Servers.INF2_48XLARGE;
import static dev.trn3.hardware.Servers.P5_48XLARGE;
import static dev.trn3.hardware.Servers.TRN1_32XLARGE;
import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.GB200_NVL72;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN1;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Torus;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.units.Bytes;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The closed form against the flows on fabrics, groups, patterns, algorithms and sizes drawn at
 * random: also where groups are unequal, and on parts of a torus.
 */
class ClosedFormAndFlowsTest {

  private static final double EXACT = 1e-6;

  private static final int MOST_RANKS = 100;

  private static final List<Machine> MACHINES =
      List.of(
          TRN3_ULTRASERVER_GEN1,
          TRN3_ULTRASERVER_GEN2,
          GB200_NVL72,
          P5_48XLARGE,
          INF2_48XLARGE,
          TRN1_32XLARGE,
          TRN2_48XLARGE,
          TRN2_ULTRASERVER);

  private static final List<Function<Bytes, Collective>> COLLECTIVES =
      List.of(
          Collective::allReduce,
          Collective::allGather,
          Collective::reduceScatter,
          Collective::allToAll,
          Collective::broadcast,
          Collective::sendReceive);

  private record Draw(Machine machine, Placed placed, int first) {

    static Draw from(Random random) {
      Machine machine = machine(random);
      int unit = machine instanceof UltraCluster cluster ? cluster.unit().chips() : machine.chips();
      int stride = List.of(1, 1, 4, 1 + random.nextInt(9), unit).get(random.nextInt(5));
      int most = Math.min(MOST_RANKS, (machine.chips() - 1) / stride + 1);
      if (most < 2) {
        return from(random);
      }
      int ranks = random.nextInt(3) == 0 ? most : 2 + random.nextInt(most - 1);
      double size = 1e3 * StrictMath.pow(1e6, random.nextDouble());
      Placed placed = pick(COLLECTIVES, random).apply(new Bytes(size)).among(ranks).stride(stride);
      if (random.nextInt(3) > 0) {
        placed = placed.using(pick(List.of(Algorithm.values()), random));
      }
      boolean elsewhere =
          random.nextInt(4) == 0 && (stride >= unit || !(machine.topology() instanceof Torus));
      int room = machine.chips() - (ranks - 1) * stride;
      return new Draw(machine, placed, elsewhere ? random.nextInt(room) : 0);
    }

    private static Machine machine(Random random) {
      Machine unit = pick(MACHINES, random);
      if (unit.equals(TRN3_ULTRASERVER_GEN2) && random.nextBoolean()) {
        unit = TRN3_ULTRASERVER_GEN2.servers(1 + random.nextInt(36));
      } else if (unit.equals(TRN2_ULTRASERVER) && random.nextBoolean()) {
        unit = TRN2_ULTRASERVER.servers(1 + random.nextInt(3));
      }
      if (random.nextBoolean()) {
        return unit;
      }
      UltraCluster cluster = UltraCluster.of(unit).servers(2 + random.nextInt(7));
      if (random.nextInt(3) > 0) {
        cluster = cluster.oversubscribed(1.25 + random.nextInt(8), 1 + random.nextInt(4));
      }
      return random.nextBoolean() ? cluster : cluster.spread();
    }

    private static <T> T pick(List<T> list, Random random) {
      return list.get(random.nextInt(list.size()));
    }

    boolean onTorus() {
      return machine.topology() instanceof Torus;
    }

    Communicator group() {
      return Fabric.of(machine).communicator(placed.ranks(), placed.stride(), first);
    }

    /** The group, and on a torus those of the chips between its members, which share its links. */
    FlowSimulation simulation() {
      FlowSimulation simulation = FlowSimulation.on(machine).start(placed, seconds(0), first);
      int last = (placed.ranks() - 1) * placed.stride();
      boolean between = onTorus() && placed.stride() < machine.topology().chips();
      for (int beside = 1; between && beside < placed.stride(); beside++) {
        if (beside + last < machine.chips()) {
          simulation = simulation.start(placed, seconds(0), beside);
        }
      }
      return simulation;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void agreeOnWhateverIsDrawn(int seed) {
    Random random = new Random(seed);
    int compared = 0;
    while (compared < 100) {
      Draw draw = Draw.from(random);
      FlowSimulation simulation = draw.simulation();
      if (fits(draw)) {
        compared++;
        FlowResult result = simulation.unfolded().run();
        FlowResult.Job job = result.jobs().get(0);

        assertThat(job.time().dividedBy(job.alone()))
            .as(draw::toString)
            .isCloseTo(1, within(EXACT));
        assertThat(simulation.run().time().dividedBy(result.time()))
            .as("one chip for all: %s", draw)
            .isCloseTo(1, within(EXACT));
      } else {
        assertThatThrownBy(simulation::run).as(draw::toString).hasMessageContaining("rings of");
      }
    }
  }

  /** Only rings refuse groups; what the closed form refuses, the flows must refuse as well. */
  private static boolean fits(Draw draw) {
    try {
      draw.group();
      return true;
    } catch (IllegalArgumentException refused) {
      assertThat(draw.onTorus()).as(draw::toString).isTrue();
      assertThat(refused).hasMessageContaining("rings of").hasMessageContaining("use ");
      return false;
    }
  }

  @Test
  void agreeOnUltraServersOfWhichSomeRacksAreUnequal() {
    UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2.servers(21)).servers(3);
    for (Algorithm algorithm : Algorithm.values()) {
      Placed placed = Collective.allReduce(new Bytes(1e9)).among(252).using(algorithm);
      FlowResult result = FlowSimulation.on(cluster).start(placed).run();

      assertThat(result.time().dividedBy(result.jobs().get(0).alone())).isCloseTo(1, within(EXACT));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6, 7, 8, 11, 12})
  void agreeOnAPartOfARing(int ranks) {
    for (double size : List.of(1e3, 1e5, 1e7, 1e9)) {
      FlowResult exchange =
          FlowSimulation.on(INF2_48XLARGE)
              .start(Collective.allToAll(new Bytes(size)).among(ranks))
              .run();

      assertThat(exchange.time().dividedBy(exchange.jobs().get(0).alone()))
          .as("%s", size)
          .isCloseTo(1, within(EXACT));
    }
  }

  @Test
  void agreeOnGroupsOfWhichTheLastIsSmaller() {
    for (int ranks : List.of(13, 70, 75, 139, 150, 287, 301)) {
      for (Algorithm algorithm : Algorithm.values()) {
        UltraCluster cluster =
            UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(3).oversubscribed(3, 2);
        Placed placed = Collective.reduceScatter(new Bytes(1e8)).among(ranks).using(algorithm);
        FlowResult result = FlowSimulation.on(cluster).start(placed).run();

        assertThat(result.time().dividedBy(result.jobs().get(0).alone()))
            .as("%d by %s", ranks, algorithm)
            .isCloseTo(1, within(EXACT));
      }
    }
  }

  @Test
  void refuseGroupsThatBeginInTheMiddleOfARing() {
    Placed placed = Collective.allReduce(new Bytes(1e6)).among(4);

    assertThatThrownBy(() -> FlowSimulation.on(TRN2_48XLARGE).start(placed, seconds(0), 2).run())
        .hasMessage(
            "4 ranks from chip 2 on do not fill the rings of NeuronLink-v3 torus of 4x4 chips"
                + " evenly; begin with chip 0");
  }

  @Test
  void refuseChipsThatAreOnNoRing() {
    assertThatThrownBy(
            () -> Collective.allReduce(new Bytes(1e6)).among(3).stride(3).on(TRN2_48XLARGE))
        .hasMessage(
            "chips 3 apart are on no rings of NeuronLink-v3 torus of 4x4 chips; use a stride of 1,"
                + " 2, 4, 8");
  }
}
