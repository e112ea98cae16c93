package dev.trn3.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.parallelism.Recompute;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingTest {

  private static final MachineModel MACHINE = MachineModel.of(UltraServers.TRN3_ULTRASERVER_GEN2);

  /** Device by device and block by block: who computes when, and what has arrived by then. */
  private static double played(
      Fabric fabric, int n, int stride, double bytes, double attention, double merging) {
    double[] holds = new double[n]; // When the block that a device works on next has arrived.
    double[] busy = new double[n];
    for (int block = 0; block < n; block++) {
      double[] next = new double[n];
      for (int device = 0; device < n; device++) {
        double begins = Math.max(busy[device], holds[device]);
        // The block goes on to the next device while this one computes.
        int neighbour = (device + 1) % n;
        int distance = neighbour == 0 ? stride * (n - 1) : stride;
        next[neighbour] = begins + fabric.send(bytes, distance);
        busy[device] = begins + attention / n + (block == 0 ? 0 : merging);
      }
      holds = next;
    }
    double last = 0;
    for (double each : busy) {
      last = Math.max(last, each);
    }
    return last;
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 1e6", "4, 1, 2e6", "16, 1, 2e6", "16, 4, 5e7", "64, 1, 1e6", "8, 8, 3e8"})
  void isAsQuickAsARingPlayedBlockByBlock(int members, int stride, double block) {
    Fabric fabric = MACHINE.with(software()).fabric();
    Ring ring = new Ring(fabric).of(members, stride, block);
    for (double attention : new double[] {0, 1e-5, 1e-4, 1e-3, 1e-1}) {
      double merging = 1e-6;
      double played = played(fabric, members, stride, block, attention, merging);
      double closed = attention + ring.behind(attention, 1, merging);

      // Blocks that arrive while results are added are counted as arriving after that.
      assertThat(closed).isGreaterThanOrEqualTo(played * (1 - 1e-9));
      assertThat(closed).isCloseTo(played, within(0.1 * played));
    }
  }

  @Test
  void whatLinksPassOnShowsOrIsHidden() {
    Ring ring = new Ring(MACHINE.with(software()).fabric()).of(16, 1, 2e6);
    double all = ring.behind(0, 1, 0);

    for (double attention : new double[] {0, 1e-5, 1e-4, 1e-3, 1e-1}) {
      assertThat(ring.behind(attention, 1, 0) + ring.hidden(attention, 1))
          .isCloseTo(all, within(1e-12));
    }
  }

  @Test
  void aLongSequenceHidesItsKeysAndValuesAndAShortOneDoesNot() {
    assertThat(share(131_072, 16)).isLessThan(0.03);
    assertThat(share(4_096, 16)).isGreaterThan(0.01);
    assertThat(share(4_096, 16)).isGreaterThan(share(4_096, 2));
  }

  /** Of the time of a step. */
  private static double share(int sequence, int context) {
    Job job = new Job(Models.LLAMA_3_1_70B, sequence, 144, 16, Recompute.NONE, false, 1);
    Plan plan =
        Plan.of(Parallelism.context(context), Parallelism.data(144 / context), Parallelism.zero(1));
    StepCost cost = MACHINE.with(software()).cost(job, plan);
    return cost.part(Part.CONTEXT) / cost.seconds();
  }

  private static Software software() {
    return Softwares.newest(MACHINE.generation());
  }
}
