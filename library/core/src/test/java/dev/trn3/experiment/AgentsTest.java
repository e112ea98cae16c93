package dev.trn3.experiment;

import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.units.Units.dollars;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.UltraServers;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Test;

class AgentsTest {

  private static final Agents FIFTY =
      Agents.of(Models.GPT_OSS_120B)
          .sessions(50)
          .turns(8)
          .toolTime(seconds(4))
          .precision(DataType.MXFP4)
          .on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(8))
          .parallel(tensor(4));

  private static final AgentsResult RESULT = FIFTY.simulate(minutes(20));

  @Test
  void takeAtLeastTheTimeOfTheirTools() {
    assertThat(RESULT.timeToFinish().mean()).isGreaterThan(7 * 4.0 * 0.97);
    assertThat(RESULT.tasks().modelTime().mean() + 7 * 4)
        .isCloseTo(RESULT.timeToFinish().mean(), within(1.5));
  }

  @Test
  void askOncePerTurn() {
    assertThat(RESULT.tasks().requestsPerTask()).isEqualTo(8);
    assertThat(RESULT.requests().run().answered())
        .isGreaterThanOrEqualTo(8 * RESULT.tasks().tasksFinished());
  }

  @Test
  void findMostOfTheirContextInMemory() {
    AgentsResult without =
        new Agents(Serving.of(Models.GPT_OSS_120B), FIFTY.traffic())
            .precision(DataType.MXFP4)
            .on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(8))
            .parallel(tensor(4))
            .simulate(minutes(20));

    assertThat(RESULT.requests().run().prefixHitShare()).isGreaterThan(0.7);
    assertThat(without.requests().run().prefixHitShare()).isZero();
    assertThat(RESULT.timeToFinish().mean()).isLessThan(without.timeToFinish().mean());
  }

  @Test
  void costWhatTheChipsOfAnHourCost() {
    AgentsResult priced = FIFTY.price(dollars("2")).simulate(minutes(20));

    assertThat(priced.leastCostPerTask() * priced.tasksPerHour()).isCloseTo(16, within(1e-6));
    assertThat(priced.leastCostPerTask()).isEqualTo(priced.mostCostPerTask());
  }

  @Test
  void areSlowerWithSubAgentsThanAloneButDoMore() {
    AgentsResult team = FIFTY.subAgents(4, 5).simulate(minutes(20));

    assertThat(team.tasks().requestsPerTask()).isEqualTo(8 + 4 * 5);
    assertThat(team.timeToFinish().mean()).isGreaterThan(RESULT.timeToFinish().mean());
  }

  @Test
  void areAsManyTasksInTheTableAsInTheSentence() {
    assertThat(RESULT.sheet().notes().toString())
        .contains("50 agents")
        .contains("A task waits for the model")
        .contains("projection");
    assertThat(RESULT.toString()).contains("tasks per hour");
    assertThat(RESULT.figure().series()).hasSize(1);
  }

  @Test
  void sayThatTheRunWasTooShort() {
    assertThat(FIFTY.simulate(seconds(5)).toString()).contains("no task was finished");
    assertThat(FIFTY.simulate(seconds(5)).sheet().notes().toString()).contains("simulate a longer");
    assertThat(FIFTY.simulate(seconds(90)).sheet().notes().toString()).contains("is short");
  }

  @Test
  void nameMistakes() {
    assertThatThrownBy(() -> FIFTY.sessions(0)).hasMessageContaining("at least 1 session");
    assertThatThrownBy(() -> FIFTY.turns(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Agents.of(Models.GPT_OSS_120B).simulate(minutes(1)))
        .hasMessageContaining(".on(TRN3_ULTRASERVER_GEN2");
    assertThatThrownBy(() -> FIFTY.contextLimit(10_000_000).simulate(minutes(1)))
        .hasMessageContaining("beyond");
  }
}
