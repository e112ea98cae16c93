package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.dispatch.Desk.Exchange;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubshellDispatchTest {

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.evaluator.stopped.complete("done");
    desk.dispatcher.close();
  }

  private JsonNode control(String type, ObjectNode content) {
    return desk.answered(desk.send(Channel.CONTROL, type, content)).reply();
  }

  private String create() {
    return control("create_subshell_request", Json.object()).path("subshell_id").asText();
  }

  private Message sendTo(String subshell, String type, ObjectNode content) {
    Message request = Desk.request(type, content);
    request.header().put("subshell_id", subshell);
    desk.dispatcher.received(Channel.SHELL, request);
    return request;
  }

  private Exchange runIn(String subshell, String code) {
    return desk.answered(sendTo(subshell, "execute_request", Json.object().put("code", code)));
  }

  @Test
  void areCreatedListedAndDeleted() {
    assertThat(control("list_subshell_request", Json.object()))
        .isEqualTo(Json.object().put("status", "ok").set("subshell_id", Json.array()));

    String one = create();
    String two = create();
    assertThat(one).isNotEmpty().isNotEqualTo(two);
    assertThat(control("list_subshell_request", Json.object()).path("subshell_id"))
        .extracting(JsonNode::asText)
        .containsExactly(one, two);

    ObjectNode first = Json.object().put("subshell_id", one);
    assertThat(control("delete_subshell_request", first)).isEqualTo(Questions.ok());
    assertThat(control("list_subshell_request", Json.object()).path("subshell_id"))
        .extracting(JsonNode::asText)
        .containsExactly(two);
    JsonNode again = control("delete_subshell_request", first);
    assertThat(again.path("status").asText()).isEqualTo("error");
    assertThat(again.path("evalue").asText()).contains(one);
  }

  @Test
  void areAdvertised() {
    assertThat(desk.ask("kernel_info_request", Json.object()).reply().path("supported_features"))
        .extracting(JsonNode::asText)
        .contains("kernel subshells");
  }

  @Test
  void runTheirCellsWhileTheMainShellIsBusy() {
    String subshell = create();
    Message main = desk.send("wait");
    desk.await(main, "execute_input");

    Exchange beside = runIn(subshell, "beside");

    assertThat(beside.types())
        .containsExactly("busy", "execute_input", "execute_result", "execute_reply", "idle");
    assertThat(beside.sent())
        .allMatch(each -> each.message().parent().path("subshell_id").asText().equals(subshell));
    assertThat(desk.about(main)).hasSize(2);
  }

  @Test
  void countForThemselves() {
    String one = create();
    desk.run("a");
    desk.run("b");

    assertThat(runIn(one, "c").reply().path("execution_count").asInt()).isEqualTo(1);
    assertThat(runIn(one, "d").reply().path("execution_count").asInt()).isEqualTo(2);
    assertThat(desk.run("e").reply().path("execution_count").asInt()).isEqualTo(3);
  }

  @Test
  void rememberTheirOwnCells() {
    String one = create();
    desk.run("in main");
    runIn(one, "in subshell");
    ObjectNode present = Json.object().put("hist_access_type", "range").put("session", 0);

    Message asked = sendTo(one, "history_request", present);

    assertThat(desk.answered(asked).reply().path("history").toString())
        .isEqualTo("[[2,1,\"in subshell\"]]");
    assertThat(desk.ask("history_request", present).reply().path("history").toString())
        .isEqualTo("[[1,1,\"in main\"]]");
  }

  @Test
  void abortOnlyWhatWaitsInThemselves() {
    String one = create();
    Message failing = sendTo(one, "execute_request", Json.object().put("code", "wait"));
    desk.await(failing, "execute_input");
    Message waiting = sendTo(one, "execute_request", Json.object().put("code", "late"));
    Message main = desk.send("wait");
    Message behind = desk.send("not late");
    desk.await(main, "execute_input");
    ObjectNode subshell = Json.object().put("subshell_id", one);
    control("delete_subshell_request", subshell); // Interrupts what runs there.

    assertThat(desk.answered(failing).reply().path("status").asText()).isEqualTo("error");
    assertThat(desk.answered(waiting).reply().path("status").asText()).isEqualTo("aborted");
    assertThat(desk.answered(main).reply().path("status").asText()).isEqualTo("error");
    assertThat(desk.answered(behind).reply().path("status").asText()).isEqualTo("aborted");
  }

  @Test
  void letGoOfTheirThreadWhenDeleted() throws InterruptedException {
    String one = create();
    runIn(one, "a");
    control("delete_subshell_request", Json.object().put("subshell_id", one));

    assertThat(desk.evaluator.ended.take()).isEqualTo(1);
  }

  @Test
  void refuseWhatNamesAnUnknownOne() {
    for (String type :
        List.of("execute_request", "complete_request", "history_request", "kernel_info_request")) {
      Message request = sendTo("nobody", type, Json.object().put("code", "1"));

      Exchange refused = desk.answered(request);

      assertThat(refused.types())
          .containsExactly("busy", type.replace("_request", "_reply"), "idle");
      assertThat(refused.reply().path("status").asText()).isEqualTo("error");
      assertThat(refused.reply().path("evalue").asText()).contains("nobody");
    }
    Message comm = sendTo("nobody", "comm_msg", Json.object().put("comm_id", "c"));
    assertThat(desk.answered(comm).types()).containsExactly("busy", "idle");
  }

  @Test
  void treatAnIdOfNullAsTheMainShell() {
    Message request = Desk.request("execute_request", Json.object().put("code", "1"));
    request.header().putNull("subshell_id");
    desk.dispatcher.received(Channel.SHELL, request);

    assertThat(desk.answered(request).reply().path("status").asText()).isEqualTo("ok");
  }
}
