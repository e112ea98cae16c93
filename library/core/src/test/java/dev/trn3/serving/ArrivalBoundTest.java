package dev.trn3.serving;

import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.ServiceLevel.endToEnd;
import static dev.trn3.serving.ServiceLevel.ofRequests;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.serving.ServingFixture.COST;
import static dev.trn3.serving.ServingFixture.PLENTY;
import static dev.trn3.serving.ServingFixture.chat;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.serving.ServingFixture.Listed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalBoundTest {

  private static final double SECONDS = 100;
  private static final double SHARE = 0.75;

  private static ServingEngine engine(int replicas) {
    return ServingEngine.of(COST, PLENTY)
        .replicas(replicas)
        .prefixCaching()
        .level(ServiceLevel.of(timePerOutputToken(milliseconds(6.5)), ofRequests(SHARE)))
        .warmUp(20);
  }

  static Stream<Traffic> traffic() {
    AgentTraffic agents = AgentTraffic.sessions(60).toolTime(seconds(2));
    return Stream.of(
        agents,
        agents.subAgents(3, fixed(2)),
        ClosedLoop.users(60).thinkTime(seconds(3)),
        chat(15),
        chat(5).and(agents.priority(1)));
  }

  @ParameterizedTest
  @MethodSource("traffic")
  void isReachedByNoRun(Traffic traffic) {
    long most = ArrivalBound.of(traffic, SECONDS).requests();

    for (int replicas : new int[] {1, 3, 30}) {
      assertThat(engine(replicas).run(traffic, SECONDS).arrived()).isBetween(most / 20, most);
    }
  }

  @ParameterizedTest
  @MethodSource("traffic")
  void changesNoVerdictAndNoRunThatIsGood(Traffic traffic) {
    ArrivalBound most = ArrivalBound.of(traffic, SECONDS);
    int good = 0;
    for (int replicas = 1; replicas <= 12; replicas++) {
      ServingRun whole = engine(replicas).run(traffic, SECONDS);
      Optional<ServingRun> some = engine(replicas).runIfGood(traffic, SECONDS, most);

      assertThat(some.isPresent()).isEqualTo(whole.goodShare() >= SHARE);
      some.ifPresent(
          run -> {
            assertThat(run.answered()).isEqualTo(whole.answered());
            assertThat(run.latency().mean()).isEqualTo(whole.latency().mean());
          });
      good += some.isPresent() ? 1 : 0;
    }
    assertThat(good).isBetween(1, 11);
  }

  @Test
  void endsARunLongBeforeItsTimeWhereMostIsMissed() {
    AgentTraffic agents = AgentTraffic.sessions(60).toolTime(seconds(2));
    double[] reached = {0};
    Fleet fleet =
        new Fleet(
            engine(1),
            agents,
            20,
            SECONDS,
            now -> {
              reached[0] = now;
              return true;
            },
            ArrivalBound.of(agents, SECONDS));

    assertThat(fleet.play().stopped()).isTrue();
    assertThat(fleet.isMissed()).isTrue();
    assertThat(reached[0]).isBetween(20.0, 80.0);
  }

  @Test
  void isNotKnownWhereALaterAnswerMayLeadToMoreRequests() {
    Traffic complaints = new Complaints(false);
    ServingEngine engine =
        engine(1).level(ServiceLevel.of(endToEnd(seconds(0.5)), ofRequests(SHARE)));
    ArrivalBound none = ArrivalBound.of(complaints, SECONDS);

    assertThat(none).isEqualTo(ArrivalBound.NONE);
    assertThat(engine.run(complaints, SECONDS).goodShare()).isGreaterThan(SHARE);
    assertThat(engine.runIfGood(complaints, SECONDS, none)).isPresent();

    Traffic wrong = new Complaints(true);
    assertThat(engine.runIfGood(wrong, SECONDS, ArrivalBound.of(wrong, SECONDS)))
        .as("what is found by a bound that does not hold")
        .isEmpty();
  }

  @Test
  void isNotKnownOfTrafficThatDoesNotSaySoNorOfAnyMadeOfIt() {
    Traffic silent = Listed.of(Request.of(0, 10, 10));

    for (Traffic each :
        List.of(silent, silent.priority(1), chat(1).and(silent), new CutTraffic(silent, 15))) {
      assertThat(ArrivalBound.of(each, SECONDS)).as(each.toString()).isEqualTo(ArrivalBound.NONE);
    }
    for (Traffic each :
        List.of(chat(1), chat(1).priority(1), chat(1).and(chat(2)), new CutTraffic(chat(1), 15))) {
      assertThat(ArrivalBound.of(each, SECONDS))
          .as(each.toString())
          .isNotEqualTo(ArrivalBound.NONE);
    }
  }

  @Test
  void isNotKnownWhereWhoIsAnsweredAsksAtOnceWhichIsSoonNoticed() {
    WatchedLengths drawn = WatchedLengths.counted();
    AgentTraffic agents = AgentTraffic.sessions(3).toolTime(seconds(0)).answers(drawn);
    ArrivalBound none = ArrivalBound.of(ClosedLoop.users(2).outputs(drawn), SECONDS);

    assertThat(none).isEqualTo(ArrivalBound.NONE);
    assertThat(ArrivalBound.of(agents, SECONDS)).isEqualTo(ArrivalBound.NONE);
    assertThat(drawn.drawn()).isLessThan(30_000);
    assertThat(engine(1).runIfGood(ClosedLoop.users(90), SECONDS, none)).isEmpty();
    assertThat(engine(1).runIfGood(ClosedLoop.users(2), SECONDS, none)).isPresent();
  }

  @Test
  void isNotKnownAfterAnInterruptWhichIsLeftToWhoAsked() {
    WatchedLengths drawn = WatchedLengths.interruptedAt(50);
    ArrivalBound some =
        ArrivalBound.of(ClosedLoop.users(60).thinkTime(seconds(3)).outputs(drawn), SECONDS);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(some).isEqualTo(ArrivalBound.NONE);
    assertThat(drawn.drawn()).isEqualTo(50);
  }
}
