package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKernel.class)
class CommTest {

  private static final String ECHO =
      """
      import dev.trn3.display.comm.*;
      Comm.target("echo", (comm, opening) -> {
          System.out.print("opened with " + opening.data());
          comm.onMessage(message -> {
              System.out.print("heard " + message.data());
              comm.send(message.withMetadata("{\\"by\\":\\"us\\"}"));
          });
          comm.onClose(message -> System.out.print("closed with " + message.data()));
      });
      """;

  private static ObjectNode comm(String id, String data) {
    ObjectNode content = Json.object().put("comm_id", id);
    content.set("data", Json.object(data));
    return content;
  }

  private static Message send(FrontEnd frontEnd, String type, ObjectNode content) {
    return frontEnd.send(Channel.SHELL, type, content);
  }

  private static Answered idle(FrontEnd frontEnd, Message request) {
    Message idle = frontEnd.await(request, "idle");
    return new Answered(request, idle, frontEnd.published(request));
  }

  @Test
  void goesBackAndForthUntilItIsClosed(FrontEnd frontEnd) {
    frontEnd.run(ECHO);

    Message open = send(frontEnd, "comm_open", comm("c1", "{\"a\":1}").put("target_name", "echo"));
    assertThat(idle(frontEnd, open).types()).containsExactly("busy", "stream", "idle");
    assertThat(idle(frontEnd, open).stdout()).isEqualTo("opened with {\"a\":1}");

    Message said =
        Message.of("comm_msg", "s", "me", comm("c1", "{\"b\":\"é😀\"}"))
            .withBuffers(List.of(new byte[] {1, 2}, new byte[70_000]));
    frontEnd.sendSigned(Channel.SHELL, said);
    Message echo = frontEnd.await(said, "comm_msg");
    assertThat(idle(frontEnd, said).types()).containsExactly("busy", "stream", "comm_msg", "idle");
    assertThat(echo.content()).isEqualTo(comm("c1", "{\"b\":\"é😀\"}"));
    assertThat(echo.metadata().path("by").asText()).isEqualTo("us");
    assertThat(echo.buffers().get(0)).containsExactly(1, 2);
    assertThat(echo.buffers().get(1)).hasSize(70_000);

    Message close = send(frontEnd, "comm_close", comm("c1", "{}"));
    assertThat(idle(frontEnd, close).stdout()).isEqualTo("closed with {}");
  }

  @Test
  void isOpenedByACell(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            import dev.trn3.display.comm.*;
            Comm ours = Comm.open("front", CommMessage.of("{\\"v\\":1}").withBuffers(new byte[] {7}));
            ours.onMessage(m -> System.out.print("front says " + m.data()));
            ours.send("{\\"v\\":2}");
            ours.id()
            """);
    assertThat(cell.types())
        .containsExactly(
            "busy", "execute_input", "comm_open", "comm_msg", "execute_result", "idle");
    assertThat(cell.published().get(2).buffers()).containsExactly(new byte[] {7});
    assertThat(cell.contents("comm_open").get(0).path("target_name").asText()).isEqualTo("front");
    String id = cell.result();
    assertThat(frontEnd.ask("comm_info_request", Json.object()).reply().path("comms").has(id))
        .isTrue();

    Message said = send(frontEnd, "comm_msg", comm(id, "{\"yes\":true}"));
    assertThat(idle(frontEnd, said).stdout()).isEqualTo("front says {\"yes\":true}");

    assertThat(frontEnd.run("ours.close(); ours.send(\"{}\");").errorValue())
        .contains("is closed; open a new one");
    assertThat(frontEnd.ask("comm_info_request", Json.object()).reply().path("comms").has(id))
        .isFalse();
  }

  @Test
  void isClosedAtOnceWhereNobodyKnowsTheTarget(FrontEnd frontEnd) {
    Message open = send(frontEnd, "comm_open", comm("c2", "{}").put("target_name", "nobody"));

    assertThat(idle(frontEnd, open).types()).containsExactly("busy", "comm_close", "idle");
  }

  @Test
  void saysWhereAHandlerFailed(FrontEnd frontEnd) {
    int count =
        frontEnd
            .run(
                """
                import dev.trn3.display.comm.*;
                Comm.target("bad", (comm, opening) -> {
                    comm.onMessage(message -> {
                        throw new IllegalStateException("not today");
                    });
                });
                """)
            .reply()
            .path("execution_count")
            .asInt();
    idle(frontEnd, send(frontEnd, "comm_open", comm("c3", "{}").put("target_name", "bad")));

    Message said = send(frontEnd, "comm_msg", comm("c3", "{}"));

    assertThat(idle(frontEnd, said).stderr())
        .contains("IllegalStateException")
        .contains("not today")
        .contains("cell " + count + ", line 4")
        .doesNotContain("dev.trn3.worker");
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }

  @Test
  void isInterruptedLikeACell(FrontEnd frontEnd) {
    frontEnd.run(
        """
        import dev.trn3.display.comm.*;
        Comm.target("stuck", (comm, opening) -> {
            System.out.print("stuck");
            while (true) {}
        });
        """);
    Message open = send(frontEnd, "comm_open", comm("c4", "{}").put("target_name", "stuck"));
    frontEnd.awaitOutput(open, "stuck");
    frontEnd.interrupt();

    assertThat(idle(frontEnd, open).stderr()).contains("Interrupted");
    assertThat(frontEnd.run("2 + 2").result()).isEqualTo("4");
  }

  @Test
  void endsWithTheWorkerThatHeldIt(FrontEnd frontEnd) {
    String id = frontEnd.run("dev.trn3.display.comm.Comm.open(\"front\", \"{}\").id()").result();
    frontEnd.run("System.exit(3);");

    // Other classes may have left theirs open in the same kernel.
    frontEnd.awaitAny(
        each ->
            each.type().equals("comm_close") && each.content().path("comm_id").asText().equals(id));
    assertThat(frontEnd.ask("comm_info_request", Json.object()).reply().path("comms")).isEmpty();
  }
}
