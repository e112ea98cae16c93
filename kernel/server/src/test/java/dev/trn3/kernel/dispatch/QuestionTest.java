package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.kernel.dispatch.Desk.Exchange;
import dev.trn3.kernel.dispatch.Desk.Sent;
import dev.trn3.kernel.evaluation.Evaluator.Completion;
import dev.trn3.kernel.evaluation.Evaluator.Completions;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.dispatcher.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Channel.class,
      names = {"SHELL", "CONTROL"})
  void introducesTheKernelOnShellAndControl(Channel channel) {
    Message request = desk.send(channel, "kernel_info_request", Json.object());
    Exchange answer = desk.answered(request);

    assertThat(answer.types()).containsExactly("busy", "kernel_info_reply", "idle");
    assertThat(answer.sent().get(1).channel()).isEqualTo(channel);
    JsonNode info = answer.reply();
    assertThat(info.path("status").asText()).isEqualTo("ok");
    assertThat(info.path("protocol_version").asText()).isEqualTo("5.5");
    assertThat(info.path("implementation").asText()).isEqualTo("echoes");
    assertThat(info.path("banner").asText()).isEqualTo("Echo!");
    assertThat(info.path("supported_features").isArray()).isTrue();
    JsonNode language = info.path("language_info");
    assertThat(language.path("name").asText()).isEqualTo("echo");
    assertThat(language.path("mimetype").asText()).isEqualTo("text/x-echo");
    assertThat(language.path("file_extension").asText()).isEqualTo(".echo");
    assertThat(language.path("codemirror_mode").asText()).isEqualTo("echo-mode");
    assertThat(language.path("pygments_lexer").asText()).isEqualTo("echo-lexer");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,3", "3,4", "4,5", "99,5", "-7,0"})
  void countsTheCursorInCodePoints(int codePoints, int utf16) {
    desk.ask("complete_request", Json.object().put("code", "a😀b.").put("cursor_pos", codePoints));
    assertThat(desk.evaluator.askedAt).isEqualTo(utf16);

    desk.ask("inspect_request", Json.object().put("code", "a😀b.").put("cursor_pos", codePoints));
    assertThat(desk.evaluator.askedAt).isEqualTo(utf16);
  }

  @Test
  void answersACompletionInCodePointsAndWithKinds() {
    desk.evaluator.completions =
        new Completions(
            3,
            5,
            List.of(
                new Completion("b.one()", "method", "(int) int"),
                new Completion("b.two", "field", "")));

    JsonNode reply =
        desk.ask("complete_request", Json.object().put("code", "a😀b.").put("cursor_pos", 4))
            .reply();

    assertThat(reply.path("status").asText()).isEqualTo("ok");
    assertThat(reply.path("cursor_start").asInt()).isEqualTo(2);
    assertThat(reply.path("cursor_end").asInt()).isEqualTo(4);
    assertThat(reply.path("matches").findValuesAsText("")).isEmpty();
    assertThat(reply.path("matches"))
        .extracting(JsonNode::asText)
        .containsExactly("b.one()", "b.two");
    JsonNode type = reply.path("metadata").path("_jupyter_types_experimental").path(0);
    assertThat(type.path("text").asText()).isEqualTo("b.one()");
    assertThat(type.path("type").asText()).isEqualTo("method");
    assertThat(type.path("start").asInt()).isEqualTo(2);
    assertThat(type.path("end").asInt()).isEqualTo(4);
  }

  @Test
  void answersACompletionThatFailsAsAnError() {
    Exchange failed =
        desk.ask("complete_request", Json.object().put("code", "broken").put("cursor_pos", 1));

    assertThat(failed.types()).containsExactly("busy", "complete_reply", "idle");
    assertThat(failed.reply().path("status").asText()).isEqualTo("error");
    assertThat(failed.reply().path("evalue").asText()).isEqualTo("a compiler gives up");
  }

  @Test
  void inspects() {
    JsonNode found =
        desk.ask("inspect_request", Json.object().put("code", "x").put("detail_level", 1)).reply();
    JsonNode missing = desk.ask("inspect_request", Json.object().put("code", "")).reply();

    assertThat(found.path("found").asBoolean()).isTrue();
    assertThat(found.path("data").path("text/plain").asText()).isEqualTo("x in detail 1");
    assertThat(missing.path("status").asText()).isEqualTo("ok");
    assertThat(missing.path("found").asBoolean(true)).isFalse();
    assertThat(missing.path("data")).isEqualTo(Json.object());
    assertThat(missing.path("metadata")).isEqualTo(Json.object());
  }

  @Test
  void saysWhetherCodeIsComplete() {
    assertThat(desk.ask("is_complete_request", Json.object().put("code", "{")).reply())
        .isEqualTo(Json.object().put("status", "incomplete").put("indent", "  "));
    assertThat(desk.ask("is_complete_request", Json.object().put("code", "x")).reply())
        .isEqualTo(Json.object().put("status", "complete"));
  }

  @Test
  void knowsOfNoComms() {
    assertThat(desk.ask("comm_info_request", Json.object()).reply().path("comms"))
        .isEqualTo(Json.object());
  }

  @Test
  void answersWhileACellRuns() throws InterruptedException {
    Message running = desk.send("wait");
    desk.evaluator.waits.await();

    for (String type :
        List.of(
            "complete_request",
            "inspect_request",
            "is_complete_request",
            "history_request",
            "comm_info_request",
            "kernel_info_request")) {
      assertThat(desk.ask(type, Json.object().put("code", "x")).types()).as(type).hasSize(3);
    }

    assertThat(desk.about(running))
        .extracting(Sent::type)
        .containsExactly("status", "execute_input");
    desk.evaluator.stopped.complete("done");
    desk.answered(running);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no_such_request", "", "execute_reply", "status"})
  void isOnlyBusyAndIdleAboutWhatItDoesNotKnow(String type) {
    for (Channel channel : List.of(Channel.SHELL, Channel.CONTROL)) {
      Message odd = desk.send(channel, type, Json.object());
      assertThat(desk.answered(odd).types()).containsExactly("busy", "idle");
    }
    assertThat(desk.run("next").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void ignoresOnStdinWhatIsNoReply() {
    Message odd = desk.send(Channel.STDIN, "execute_request", Json.object().put("code", "x"));

    desk.run("next");

    assertThat(desk.about(odd)).isEmpty();
  }

  @Test
  void welcomesEachSubscriber() {
    desk.dispatcher.subscribed("");
    desk.dispatcher.subscribed("kernel.é");

    List<Sent> welcomes =
        desk.everything().stream().filter(each -> each.type().equals("iopub_welcome")).toList();
    assertThat(welcomes).hasSize(2);
    assertThat(welcomes.get(0).message().identities()).containsExactly(new byte[0]);
    assertThat(welcomes.get(0).message().parent()).isEqualTo(Json.object());
    assertThat(welcomes.get(1).content()).isEqualTo(Json.object().put("subscription", "kernel.é"));
    assertThat(
            new String(
                welcomes.get(1).message().identities().get(0),
                java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("kernel.é");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void repliesToAShutdownBeforeItEnds(boolean restart) throws InterruptedException {
    Message request =
        desk.send(Channel.CONTROL, "shutdown_request", Json.object().put("restart", restart));

    desk.dispatcher.awaitShutdown();

    Exchange answer = new Exchange(desk.about(request));
    assertThat(answer.types()).containsExactly("busy", "shutdown_reply", "idle");
    assertThat(answer.reply()).isEqualTo(Json.object().put("status", "ok").put("restart", restart));
    desk.dispatcher.close();
    assertThat(desk.evaluator.closed).isTrue();
  }

  @Test
  void interruptsTheCellAndAbortsTheOthers() throws InterruptedException {
    Message running = desk.send("wait");
    desk.evaluator.waits.await();
    Message waiting = desk.send("print a");

    Message interrupt = desk.send(Channel.CONTROL, "interrupt_request", Json.object());

    assertThat(desk.answered(interrupt).types()).containsExactly("busy", "interrupt_reply", "idle");
    assertThat(desk.answered(running).reply().path("evalue").asText()).isEqualTo("interrupted");
    assertThat(desk.answered(waiting).reply().path("ename").asText()).isEqualTo("Aborted");
    assertThat(desk.run("later").reply().path("status").asText()).isEqualTo("ok");
  }

  @Test
  void takesAnInterruptWhileNothingRuns() {
    Message interrupt = desk.send(Channel.CONTROL, "interrupt_request", Json.object());

    assertThat(desk.answered(interrupt).reply()).isEqualTo(Json.object().put("status", "ok"));
    assertThat(desk.run("later").reply().path("status").asText()).isEqualTo("ok");
  }
}
