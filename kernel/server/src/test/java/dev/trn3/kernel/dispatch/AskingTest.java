package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.dispatch.Desk.Sent;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskingTest {

  private static final long PATIENCE_MILLIS = 20_000;

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.dispatcher.close();
  }

  private void reply(Message to, String value) {
    Message reply = Desk.request("input_reply", Json.object().put("value", value));
    desk.dispatcher.received(Channel.STDIN, to == null ? reply : reply.answering(to));
  }

  @Test
  void asksWhoSentTheCellAndHandsTheReplyToIt() {
    Message cell = desk.send("ask your name? ");

    Sent question = desk.await(cell, "input_request");
    reply(question.message(), "Ada 😀");

    assertThat(question.channel()).isEqualTo(Channel.STDIN);
    assertThat(question.message().identities()).containsExactlyElementsOf(cell.identities());
    assertThat(question.content())
        .isEqualTo(Json.object().put("prompt", "your name? ").put("password", false));
    assertThat(
            desk.answered(cell).content("execute_result").path("data").path("text/plain").asText())
        .isEqualTo("1:Ada 😀");
  }

  @Test
  void takesAReplyThatNamesNoQuestion() {
    Message cell = desk.send("ask x");
    desk.await(cell, "input_request");

    reply(null, "y");

    assertThat(desk.answered(cell).reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void hidesAPassword() {
    Message cell = desk.send("ask secret");

    assertThat(desk.await(cell, "input_request").content().path("password").asBoolean()).isTrue();
    reply(null, "");
    desk.answered(cell);
  }

  @Test
  void refusesAtOnceWhereNobodyMayBeAsked() {
    var content = Json.object().put("code", "ask x").put("allow_stdin", false);

    var exchange = desk.ask("execute_request", content);

    assertThat(exchange.types()).doesNotContain("input_request");
    assertThat(exchange.reply().path("ename").asText()).isEqualTo("Refused");
    assertThat(exchange.reply().path("evalue").asText()).contains("allow_stdin is false");
  }

  @Test
  void ignoresRepliesToQuestionsThatNobodyAsksAnyMore() throws InterruptedException {
    Message interrupted = desk.send("ask first");
    Sent first = desk.await(interrupted, "input_request");
    desk.evaluator.waits.await();
    desk.dispatcher.interrupt();
    desk.answered(interrupted);

    reply(first.message(), "too late");
    Message cell = desk.send("ask second");
    Sent second = desk.await(cell, "input_request");
    reply(first.message(), "much too late");
    reply(second.message(), "in time");
    reply(second.message(), "twice");

    assertThat(
            desk.answered(cell).content("execute_result").path("data").path("text/plain").asText())
        .isEqualTo("2:in time");
    assertThat(desk.evaluator.answers).isEmpty();
  }

  @Test
  void givesALateReplyToNoQuestionOfTheJvmThatComesNext() {
    Message lost = desk.send("ask first");
    Sent first = desk.await(lost, "input_request");
    desk.evaluator.outputs.lost();
    desk.evaluator.interrupt(); // As the end of its JVM does.
    desk.answered(lost);

    reply(first.message(), "too late");
    Message cell = desk.send("ask second");
    Sent second = desk.await(cell, "input_request");
    reply(second.message(), "in time");

    assertThat(
            desk.answered(cell).content("execute_result").path("data").path("text/plain").asText())
        .isEqualTo("2:in time");
  }

  @Test
  void takesMessagesWhileAReplyIsNotTaken() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    desk.evaluator.takesAnswers = stuck;
    Message cell = desk.send("ask x");
    Sent question = desk.await(cell, "input_request");
    Thread sockets = new Thread(() -> reply(question.message(), "y"));
    sockets.start();
    sockets.join(PATIENCE_MILLIS);

    assertThat(sockets.isAlive()).as("the thread of the sockets waits").isFalse();
    stuck.countDown();
    assertThat(desk.answered(cell).reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void ignoresAReplyThatNobodyAskedFor() {
    reply(null, "unasked");

    desk.run("x");

    assertThat(desk.evaluator.answers).isEmpty();
  }
}
