package dev.trn3.serving;

import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.inference.IterationCost;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentTrafficTest {

  private static final AgentTraffic ONE =
      AgentTraffic.sessions(1)
          .turns(fixed(3))
          .toolTime(seconds(0))
          .systemPrompt(100)
          .tasks(fixed(50))
          .toolResults(fixed(20))
          .answers(fixed(10));

  private static final IterationCost TEN_MILLISECONDS = (tokens, pairs, sequences, context) -> 0.01;

  private static AgentStream play(AgentTraffic agents, double time) {
    ServingRun run =
        ServingEngine.of(TEN_MILLISECONDS, 100_000_000)
            .maximumSequences(10_000)
            .prefixCaching()
            .run(agents, time);
    return (AgentStream) run.stream();
  }

  @Nested
  class Turns {

    @Test
    void askWithAllThatWasSaidBefore() {
      AgentStream stream = ONE.start();
      Request first = stream.take();
      stream.answered(first, 1, 2);
      Request second = stream.take();
      stream.answered(second, 3, 4);
      Request third = stream.take();

      assertThat(first.inputTokens()).isEqualTo(150);
      assertThat(second.inputTokens()).isEqualTo(150 + 10 + 20);
      assertThat(third.inputTokens()).isEqualTo(180 + 10 + 20);
      assertThat(second.begins()).isSameAs(first.leaves());
      assertThat(second.begins().tokens()).isEqualTo(160);
      assertThat(third.begins()).isSameAs(second.leaves());
      assertThat(second.arrival()).isEqualTo(2);
    }

    @Test
    void shareTheSystemPromptAcrossTasksAndSessions() {
      AgentStream stream = AgentTraffic.sessions(2).systemPrompt(100).start();

      assertThat(stream.take().begins()).isSameAs(stream.take().begins());
    }

    @Test
    void waitForTheirTools() {
      AgentStream quick = play(ONE.toolTime(seconds(0)), 100);
      AgentStream slow = play(ONE.toolTime(seconds(4)), 100_000);

      // Three turns of ten tokens at 10 ms; two tool calls of 4 s between them.
      assertThat(quick.timeToFinish().mean()).isCloseTo(0.3, within(1e-6));
      assertThat(slow.timeToFinish().mean()).isCloseTo(8.3, within(0.2));
      assertThat(slow.modelTime().mean()).isCloseTo(0.3, within(0.01));
    }
  }

  @Nested
  class Tasks {

    @Test
    void areCountedWithAllTheirTokens() {
      AgentStream stream = play(ONE, 100);

      assertThat(stream.tasksFinished()).isCloseTo(333, within(2L));
      assertThat(stream.tasksStarted() - stream.tasksFinished()).isBetween(0L, 1L);
      assertThat(stream.requestsPerTask()).isEqualTo(3);
      assertThat(stream.inputTokensPerTask()).isEqualTo(150 + 180 + 210);
      assertThat(stream.outputTokensPerTask()).isEqualTo(30);
      assertThat(stream.compactions()).isZero();
    }

    @Test
    void areTheSameOnEveryRun() {
      AgentTraffic agents = AgentTraffic.sessions(20).answers(geometric(mean(40)));

      assertThat(play(agents, 500).timeToFinish().mean())
          .isEqualTo(play(agents, 500).timeToFinish().mean());
      assertThat(play(agents.seed(2), 500).timeToFinish().mean())
          .isNotEqualTo(play(agents, 500).timeToFinish().mean());
    }

    @Test
    void finishAsOftenAsSessionsOverTheirTimeByLittlesLaw() {
      AgentStream stream = play(AgentTraffic.sessions(50), 20_000);

      double rate = stream.tasksFinished() / 20_000.0;
      assertThat(rate * stream.timeToFinish().mean()).isCloseTo(50, within(1.0));
    }
  }

  @Nested
  class SubAgents {

    private final AgentTraffic team = ONE.subAgents(4, fixed(2));

    @Test
    void workAtTheSameTimeAndReportTheirLastAnswers() {
      AgentStream stream = play(team, 100);

      assertThat(stream.requestsPerTask()).isEqualTo(3 + 4 * 2);
      // Main: 150, then four answers of 10 more, then a tool result. Subs: 150 and 180 each.
      assertThat(stream.inputTokensPerTask()).isEqualTo(150 + 200 + 230 + 4 * (150 + 180));
      // Turn, two turns of all sub-agents at once, two turns; of four that ask at the same moment
      // three wait for the iteration that the first has begun.
      assertThat(stream.timeToFinish().mean()).isCloseTo(0.5 + 2 * 0.01, within(1e-6));
    }

    @Test
    void holdUpTheirTaskUntilTheLastIsDone() {
      AgentStream stream = team.start();
      Request plan = stream.take();
      stream.answered(plan, 1, 1);
      Request[] first = {stream.take(), stream.take(), stream.take(), stream.take()};
      for (Request each : first) {
        stream.answered(each, 2, 2);
      }
      Request[] second = {stream.take(), stream.take(), stream.take(), stream.take()};
      for (int i = 0; i < 3; i++) {
        stream.answered(second[i], 3, 3);
      }
      assertThat(stream.nextArrival()).isInfinite();
      stream.answered(second[3], 9, 9);

      assertThat(stream.nextArrival()).isEqualTo(9);
      assertThat(stream.take().begins()).isSameAs(plan.leaves());
    }
  }

  @Test
  void summarisesAContextThatWouldExceedTheLimit() {
    AgentTraffic agents = ONE.turns(fixed(200)).toolResults(fixed(50)).contextLimit(2000);
    AgentStream stream = play(agents, 1000);

    assertThat(stream.compactions()).isGreaterThan(stream.tasksFinished());
    RequestStream again = agents.start();
    double now = 0;
    for (int i = 0; i < 1000; i++) {
      Request request = again.take();
      assertThat(request.inputTokens() + request.outputTokens()).isLessThanOrEqualTo(2000);
      now = request.arrival() + 1;
      again.answered(request, now, now);
    }
  }

  @Test
  void growsBySessions() {
    assertThat(AgentTraffic.sessions(10).times(3).sessions()).isEqualTo(30);
    assertThat(AgentTraffic.sessions(10).toString()).contains("10 agents").contains("turns: 12");
  }

  @Test
  void namesMistakes() {
    assertThatThrownBy(() -> AgentTraffic.sessions(0)).hasMessageContaining("at least 1 session");
    assertThatThrownBy(() -> ONE.subAgents(-1, fixed(1))).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> ONE.systemPrompt(100_000))
        .hasMessageContaining("too small for a system prompt of 100,000");
    assertThatThrownBy(() -> ONE.contextLimit(100)).hasMessageContaining("use at least 264");
    assertThatThrownBy(() -> ONE.systemPrompt(-1)).hasMessageContaining("at least 0 tokens");
  }
}
