package dev.trn3.serving;

import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

  /** Answers each request so many seconds after it arrived, as many servers as users. */
  private static List<Request> play(Traffic traffic, double service, double until) {
    RequestStream stream = traffic.start();
    List<Request> taken = new ArrayList<>();
    List<Request> waiting = new ArrayList<>();
    while (true) {
      double answer =
          waiting.isEmpty() ? Double.POSITIVE_INFINITY : waiting.get(0).arrival() + service;
      if (Math.min(answer, stream.nextArrival()) > until) {
        return taken;
      }
      if (answer <= stream.nextArrival()) {
        stream.answered(waiting.remove(0), answer, answer);
      } else {
        Request request = stream.take();
        taken.add(request);
        waiting.add(request);
      }
    }
  }

  @Test
  void asksAsOftenAsThinkingAndWaitingLeaveTime() {
    ClosedLoop loop = ClosedLoop.users(100).thinkTime(seconds(8));

    // Little's law for the whole loop: users = rate x (think time + response time).
    assertThat(play(loop, 2, 5000).size() / 5000.0).isCloseTo(100 / 10.0, within(0.15));
  }

  @Test
  void neverHasMoreQuestionsOpenThanUsers() {
    RequestStream stream = ClosedLoop.users(3).start();

    stream.take();
    stream.take();
    Request last = stream.take();
    assertThat(stream.nextArrival()).isInfinite();
    stream.answered(last, 4, 5);
    assertThat(stream.nextArrival()).isEqualTo(5);
  }

  @Test
  void isTheSameForEachUserWhoeverIsAnsweredFirst() {
    ClosedLoop loop = ClosedLoop.users(5).thinkTime(seconds(3)).outputs(geometric(mean(50)));

    List<Integer> quick = outputsOf(play(loop, 0.1, 300), 2);
    List<Integer> slow = outputsOf(play(loop, 7, 300), 2);
    assertThat(quick).startsWith(slow.toArray(Integer[]::new)).hasSizeGreaterThan(slow.size());
  }

  private static List<Integer> outputsOf(List<Request> requests, int user) {
    return requests.stream()
        .filter(request -> request.session() == user)
        .map(Request::outputTokens)
        .toList();
  }

  @Test
  void sharesTheSystemPrompt() {
    RequestStream stream = ClosedLoop.users(2).systemPrompt(700).start();
    Request one = stream.take();
    Request other = stream.take();

    assertThat(one.begins()).isSameAs(other.begins());
    assertThat(one.inputTokens()).isEqualTo(1700);
  }

  @Test
  void growsByUsers() {
    assertThat(ClosedLoop.users(10).times(2.5).users()).isEqualTo(25);
    assertThat(ClosedLoop.users(10).perSecond()).isNaN();
    assertThatThrownBy(() -> ClosedLoop.users(0)).hasMessageContaining("at least 1 user");
    assertThatThrownBy(() -> ClosedLoop.users(1).systemPrompt(-1))
        .hasMessageContaining("at least 0");
  }
}
