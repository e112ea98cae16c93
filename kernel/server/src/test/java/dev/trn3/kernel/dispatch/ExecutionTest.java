package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.dispatch.Desk.Exchange;
import dev.trn3.kernel.dispatch.Desk.Sent;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionTest {

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.dispatcher.close();
  }

  private static ObjectNode cell(String code) {
    return Json.object().put("code", code);
  }

  @Test
  void isBusyFirstAndIdleLast() {
    assertThat(desk.run("print hello").types())
        .containsExactly("busy", "execute_input", "stream", "execute_reply", "idle");
    assertThat(desk.run("value").types())
        .containsExactly("busy", "execute_input", "execute_result", "execute_reply", "idle");
    assertThat(desk.run("fail x").types())
        .containsExactly("busy", "execute_input", "error", "execute_reply", "idle");
  }

  @Test
  void answersWithTheHeaderOfTheRequestAsItWas() {
    Message request = desk.send("value");

    List<Sent> all = desk.answered(request).sent();

    assertThat(all)
        .hasSize(5)
        .allSatisfy(each -> assertThat(each.message().parent()).isEqualTo(request.header()));
  }

  @Test
  void repliesToWhoAskedAndPublishesUnderATopic() {
    Message request = desk.send("value");

    for (Sent each : desk.answered(request).sent()) {
      if (each.type().equals("execute_reply")) {
        assertThat(each.channel()).isEqualTo(Channel.SHELL);
        assertThat(each.message().identities()).containsExactlyElementsOf(request.identities());
      } else {
        assertThat(each.channel()).isEqualTo(Channel.IOPUB);
        assertThat(each.message().identities()).hasSize(1);
        assertThat(new String(each.message().identities().get(0), StandardCharsets.UTF_8))
            .endsWith("." + each.type());
      }
    }
  }

  @Test
  void saysOnceThatItStarts() {
    assertThat(desk.everything())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.content().path("execution_state").asText()).isEqualTo("starting");
              assertThat(each.message().parent()).isEqualTo(Json.object());
            });
  }

  @Test
  void countsCellsAndSaysTheSameNumberEverywhere() {
    desk.run("first");
    Exchange second = desk.run("second");

    for (String type : List.of("execute_input", "execute_result", "execute_reply")) {
      assertThat(second.content(type).path("execution_count").asInt()).as(type).isEqualTo(2);
    }
  }

  @Test
  void doesNotCountWhatIsNotStored() {
    desk.run("first");
    Exchange unstored = desk.ask("execute_request", cell("second").put("store_history", false));

    assertThat(unstored.reply().path("execution_count").asInt()).isEqualTo(1);
    assertThat(unstored.types()).contains("execute_input", "execute_result");
    assertThat(desk.run("third").reply().path("execution_count").asInt()).isEqualTo(2);
  }

  @Test
  void keepsQuietAboutASilentCell() {
    Exchange silent = desk.ask("execute_request", cell("value").put("silent", true));
    Exchange failing = desk.ask("execute_request", cell("fail x").put("silent", true));

    assertThat(silent.types()).containsExactly("busy", "execute_reply", "idle");
    assertThat(silent.reply().path("execution_count").asInt()).isZero();
    assertThat(failing.types()).containsExactly("busy", "execute_reply", "idle");
    assertThat(failing.reply().path("status").asText()).isEqualTo("error");
  }

  @Test
  void doesNotCountOrStoreASilentCellEvenIfItIsAskedTo() {
    desk.ask("execute_request", cell("hidden").put("silent", true).put("store_history", true));

    assertThat(
            desk.ask("history_request", Json.object().put("hist_access_type", "tail"))
                .reply()
                .path("history"))
        .isEmpty();
    assertThat(desk.run("x").reply().path("execution_count").asInt()).isEqualTo(1);
  }

  @Test
  void repliesWithAllThatAnErrorSays() {
    Exchange failed = desk.run("fail badly");

    ObjectNode expected = Json.object().put("ename", "EchoError").put("evalue", "badly");
    expected.putArray("traceback").add("first line").add("badly");
    assertThat(failed.content("error")).isEqualTo(expected);
    assertThat(failed.reply().path("status").asText()).isEqualTo("error");
    assertThat(failed.reply().path("execution_count").asInt()).isEqualTo(1);
    for (String field : List.of("ename", "evalue", "traceback")) {
      assertThat(failed.reply().path(field)).isEqualTo(expected.path(field));
    }
  }

  @Test
  void evaluatesUserExpressionsOneByOne() {
    ObjectNode request = cell("");
    request
        .putObject("user_expressions")
        .put("good", "1")
        .put("bad", "fail no")
        .put("worse", "broken")
        .put("none", "");

    var expressions = desk.ask("execute_request", request).reply().path("user_expressions");

    assertThat(expressions.path("good").path("status").asText()).isEqualTo("ok");
    assertThat(expressions.at("/good/data").path("text/plain").asText()).isEqualTo("1");
    assertThat(expressions.at("/good/metadata").isObject()).isTrue();
    assertThat(expressions.path("bad").path("status").asText()).isEqualTo("error");
    assertThat(expressions.path("bad").path("ename").asText()).isEqualTo("EchoError");
    assertThat(expressions.path("bad").path("traceback").isArray()).isTrue();
    assertThat(expressions.path("worse").path("status").asText()).isEqualTo("error");
    assertThat(expressions.path("none").path("data")).isEqualTo(Json.object());
    assertThat(desk.run("next").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void evaluatesNoUserExpressionsAfterAFailure() {
    ObjectNode request = cell("fail x");
    request.putObject("user_expressions").put("good", "1");

    assertThat(desk.ask("execute_request", request).reply().path("user_expressions"))
        .isEqualTo(Json.object());
  }

  @Test
  void abortsWhatWaitsBehindAFailureButNotWhatComesLater() throws InterruptedException {
    Message running = desk.send("wait");
    desk.evaluator.waits.await();
    List<Message> waiting = List.of(desk.send("print a"), desk.send("print b"));
    desk.evaluator.stopped.complete("failed");

    assertThat(desk.answered(running).reply().path("status").asText()).isEqualTo("error");
    for (Message each : waiting) {
      Exchange aborted = desk.answered(each);
      assertThat(aborted.types()).containsExactly("busy", "execute_reply", "idle");
      assertThat(aborted.reply().path("status").asText()).isNotEqualTo("ok");
      assertThat(aborted.reply().path("ename").asText()).isEqualTo("Aborted");
    }
    assertThat(desk.run("later").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void runsOnAfterAFailureThatShallNotStopIt() throws InterruptedException {
    Message running =
        desk.send(Channel.SHELL, "execute_request", cell("wait").put("stop_on_error", false));
    desk.evaluator.waits.await();
    Message next = desk.send("print a");
    desk.evaluator.stopped.complete("failed");

    desk.answered(running);

    assertThat(desk.answered(next).reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void handsAPageToTheFrontEnd() {
    var payload = desk.run("page all there is").reply().path("payload");

    assertThat(payload).hasSize(1);
    assertThat(payload.at("/0/source").asText()).isEqualTo("page");
    assertThat(payload.at("/0/start").asInt()).isZero();
    assertThat(payload.get(0).path("data").path("text/plain").asText()).isEqualTo("all there is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken", "assert"})
  void outlivesAnEvaluatorThatThrows(String code) {
    Exchange failed = desk.run(code);

    assertThat(failed.types())
        .containsExactly("busy", "execute_input", "error", "execute_reply", "idle");
    assertThat(failed.reply().path("evalue").asText()).contains("the kernel itself failed");
    assertThat(desk.run("next").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void showsJsonAsATreeAndWhatOnlyClaimsToBeJsonAsText() {
    var good = desk.run("json {\"a\": [1]}").content("execute_result");
    var bad = desk.run("json {\"a\": ").content("execute_result");

    assertThat(good.path("data").path("application/json").at("/a/0").asInt()).isEqualTo(1);
    assertThat(good.path("metadata").path("application/json").isObject()).isTrue();
    assertThat(bad.path("data").has("application/json")).isFalse();
    assertThat(bad.path("data").path("text/plain").asText())
        .startsWith("plain\n[application/json left out: not JSON");
    assertThat(desk.run("next").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void takesHalfASurrogatePair() {
    Exchange half = desk.run("print \ud83d");

    assertThat(half.content("stream").path("text").asText()).isEqualTo("\ud83d");
    assertThat(desk.run("next").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void answersAndGoesOnWhereTheDispatchItselfFails() {
    Exchange lost = desk.run("lost");

    assertThat(lost.reply().path("status").asText()).isEqualTo("error");
    assertThat(lost.reply().path("evalue").asText()).startsWith("the kernel itself failed");
    assertThat(lost.types())
        .containsExactly("busy", "execute_input", "error", "execute_reply", "idle");
    assertThat(desk.run("next").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void abortsWhatWaitsBehindAFailureOfTheDispatchItself() throws InterruptedException {
    Message first =
        desk.send(Channel.SHELL, "execute_request", cell("wait").put("stop_on_error", false));
    desk.evaluator.waits.await();
    Message lost = desk.send("lost");
    Message next = desk.send("print a");
    desk.evaluator.stopped.complete("failed");

    desk.answered(first);
    assertThat(desk.answered(lost).reply().path("ename").asText()).contains("NullPointer");
    assertThat(desk.answered(next).reply().path("status").asText()).isEqualTo("aborted");
  }

  @Test
  void publishesNoFailureOfTheDispatchInASilentCell() {
    Exchange lost = desk.ask("execute_request", cell("lost").put("silent", true));

    assertThat(lost.types()).containsExactly("busy", "execute_reply", "idle");
    assertThat(lost.reply().path("status").asText()).isEqualTo("error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"code\": null}",
        "{\"code\": 1, \"silent\": \"x\", \"user_expressions\": []}",
        "{\"code\": [], \"user_expressions\": {\"a\": {\"b\": 1}}, \"stop_on_error\": {}}"
      })
  void toleratesContentOfTheWrongShape(String content) {
    ObjectNode odd = Json.objectFrom(content.getBytes(StandardCharsets.UTF_8));

    assertThat(desk.ask("execute_request", odd).types()).endsWith("execute_reply", "idle");
  }

  @Test
  void runsCellsInTheOrderInWhichTheyCame() {
    List<Message> all =
        java.util.stream.IntStream.range(0, 1000).mapToObj(i -> desk.send("print " + i)).toList();
    desk.answered(all.get(999));

    assertThat(
            desk.everything().stream()
                .filter(each -> each.type().equals("stream"))
                .map(each -> each.content().path("text").asText()))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
  }
}
