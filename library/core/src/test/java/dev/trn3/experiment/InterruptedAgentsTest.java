package dev.trn3.experiment;

import static dev.trn3.Trn3.agents;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.workload.Models.GPT_OSS_20B;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptedAgentsTest {

  private static final Agents AGENTS =
      agents(GPT_OSS_20B)
          .precision(MXFP4)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(tensor(1))
          .sessions(20);

  @AfterEach
  void leaveNoInterruptToOtherTests() {
    Thread.interrupted();
  }

  private static AgentsResult interrupted(Agents some) {
    Thread.currentThread().interrupt();
    return some.simulate(minutes(30));
  }

  @Test
  void giveTheTasksThatWereFinishedAndTheTimeThatWasPlayed() {
    AgentsResult some = interrupted(AGENTS.turns(1));

    assertThat(some.requests().run().stopped()).isTrue();
    assertThat(some.time().si()).isEqualTo(some.requests().run().ended()).isLessThan(1800);
    assertThat(some.tasks().tasksFinished()).isPositive();
    assertThat(some.sheet().notes())
        .contains("Interrupted after " + some.time() + " of simulated time; without error bars.")
        .noneMatch(note -> note.startsWith("Certainty"));
  }

  @Test
  void showThatOnce() {
    Shows shows = new Shows();
    try {
      interrupted(AGENTS.turns(1));
    } finally {
      shows.end();
    }

    assertThat(shows.all().stream().filter(each -> each.contains("Interrupted after"))).hasSize(1);
  }

  @Test
  void sayWhereNoTaskWasFinishedYet() {
    assertThat(interrupted(AGENTS.sessions(500).turns(500)).sheet().notes())
        .anyMatch(note -> note.endsWith(", after which it was interrupted."));
  }
}
