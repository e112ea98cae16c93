package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommMessage;
import dev.trn3.kernel.dispatch.Desk.Exchange;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommDispatchTest {

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.dispatcher.close();
  }

  private static ObjectNode comm(String id, String target) {
    ObjectNode content = Json.object().put("comm_id", id).put("target_name", target);
    content.putObject("data").put("x", 1);
    return content;
  }

  private ObjectNode open(String target) {
    ObjectNode question = Json.object();
    if (target != null) {
      question.put("target_name", target);
    }
    return (ObjectNode) desk.ask("comm_info_request", question).reply().path("comms");
  }

  @Test
  void handlesWhatTheFrontEndSaysBetweenBusyAndIdle() {
    assertThat(desk.ask("comm_open", comm("c1", "known")).types())
        .containsExactly("busy", "stream", "idle");

    Exchange message = desk.ask("comm_msg", comm("c1", ""));

    assertThat(message.types()).containsExactly("busy", "stream", "comm_msg", "idle");
    assertThat(message.content("comm_msg").path("data")).isEqualTo(Json.object().put("x", 1));
    assertThat(message.content("comm_msg").path("comm_id").asText()).isEqualTo("c1");
  }

  @Test
  void listsWhatIsOpenByTarget() {
    desk.ask("comm_open", comm("c1", "one"));
    desk.ask("comm_open", comm("c2", "two"));

    assertThat(open(null)).hasSize(2);
    assertThat(open("two").path("c2").path("target_name").asText()).isEqualTo("two");
    assertThat(open("two")).hasSize(1);
    assertThat(open("three")).isEmpty();

    desk.ask("comm_close", comm("c1", ""));
    assertThat(open(null)).hasSize(1);
  }

  @Test
  void doesNotListWhatWasRefused() {
    Exchange opened = desk.ask("comm_open", comm("c1", "unknown"));

    assertThat(opened.types()).containsExactly("busy", "stream", "comm_close", "idle");
    assertThat(open(null)).isEmpty();
  }

  @Test
  void printsWhatAHandlerThrows() {
    ObjectNode content = comm("c1", "known");
    content.putObject("data").put("fail", true);

    Exchange opened = desk.ask("comm_open", content);

    assertThat(opened.sent().get(2).content().path("name").asText()).isEqualTo("stderr");
    assertThat(opened.sent().get(2).content().path("text").asText()).isEqualTo("first line\n");
  }

  @Test
  void carriesBuffersAndMetadataBothWays() {
    desk.ask("comm_open", comm("c1", "known"));
    Message request =
        Desk.request("comm_msg", comm("c1", ""))
            .withMetadata(Json.object().put("version", "2"))
            .withBuffers(List.of(new byte[] {0, -1}));
    desk.dispatcher.received(Channel.SHELL, request);

    Message echo = desk.await(request, "comm_msg").message();

    assertThat(echo.buffers()).containsExactly(new byte[] {0, -1});
    assertThat(echo.metadata()).isEqualTo(Json.object().put("version", "2"));
  }

  @Test
  void saysWhereAMessageIsNoJsonObject() {
    for (String data : List.of("[1]", "{", "", "nonsense")) {
      desk.evaluator.outputs.comm(
          0, new CommEvent(CommEvent.Kind.MESSAGE, "c1", "", CommMessage.of(data)));
    }

    assertThat(desk.everything()).noneMatch(each -> each.type().equals("comm_msg"));
    assertThat(desk.everything())
        .filteredOn(each -> each.type().equals("stream"))
        .hasSize(4)
        .allMatch(each -> each.content().path("text").asText().contains("was not sent"));
  }

  @Test
  void closesWhatIsOpenWhenTheWorkerIsLost() {
    desk.ask("comm_open", comm("c1", "known"));
    desk.evaluator.outputs.lost();

    assertThat(desk.everything())
        .filteredOn(each -> each.type().equals("comm_close"))
        .extracting(each -> each.content().path("comm_id").asText())
        .containsExactly("c1");
    assertThat(open(null)).isEmpty();
  }

  @Test
  void keepsCommsInLineWithCells() {
    Message cell = desk.send("wait");
    Message comm = desk.send(Channel.SHELL, "comm_open", comm("c1", "known"));
    desk.await(cell, "busy");
    assertThat(desk.about(comm)).isEmpty();
    desk.evaluator.stopped.complete("done");

    assertThat(desk.answered(comm).types()).containsExactly("busy", "stream", "idle");
  }
}
