package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of the debug adapter protocol that no debugger should send. */
@ExtendWith(SharedKernel.class)
class OddDebugRequestsTest extends DebugClient {

  @Test
  void areAnsweredWithWhatIsWrong() {
    assertThat(refused("teleport", Json.object())).contains("teleport");
    assertThat(refused("dumpCell", Json.object())).contains("code");
    assertThat(refused("stackTrace", Json.object().put("threadId", 77))).contains("77");
    assertThat(refused("evaluate", Json.object().put("expression", "1")))
        .contains("run it as a cell");
    assertThat(refused("variables", Json.object().put("variablesReference", 9999)))
        .contains("9999");
    ObjectNode unknown = Json.object();
    unknown.putObject("source").put("path", "/nowhere.java");
    assertThat(refused("setBreakpoints", unknown)).contains("/nowhere.java", "dumpCell");
    assertThat(refused("setBreakpoints", Json.object())).contains("path");
  }

  @Test
  void withoutAnAttachedDebuggerSayHowToAttach() {
    ok("disconnect", Json.object());
    assertThat(refused("threads", Json.object())).contains("attach");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"seq\":1,\"type\":\"request\"}",
        "{\"seq\":1,\"type\":\"request\",\"command\":5}",
        "{\"seq\":\"one\",\"type\":\"request\",\"command\":\"threads\",\"arguments\":\"none\"}",
        "{\"seq\":1,\"type\":\"request\",\"command\":\"dumpCell\",\"arguments\":[1]}",
        "{\"seq\":1,\"type\":\"request\",\"command\":\"setBreakpoints\",\"arguments\":{\"source\":7,\"breakpoints\":{}}}",
        "{\"seq\":1,\"type\":\"request\",\"command\":\"stackTrace\",\"arguments\":{\"threadId\":\"x\"}}",
        "{\"seq\":1,\"type\":\"request\",\"command\":\"variables\",\"arguments\":null}",
      })
  void withoutTheShapeOfOneAreAnsweredAndHaveNoEffect(String content) {
    Message request = frontEnd.send(Channel.CONTROL, "debug_request", Json.object(content));
    JsonNode answer = frontEnd.answered(request).reply();

    assertThat(answer.path("type").asText()).isEqualTo("response");
    if (!content.contains("threads")) { // Its arguments are none in any case.
      assertThat(answer.path("success").asBoolean(true)).as(answer.toString()).isFalse();
      assertThat(answer.path("message").asText()).isNotBlank();
    }
    assertThat(ok("threads", Json.object()).path("threads")).isNotEmpty();
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }
}
