package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Speaks the debug adapter protocol with the real kernel, as a front end does. */
class DebugClient {

  /** A method with variables, and statements that call it. */
  static final String CELL =
      """
      int twice(int n) {
          int result = 2 * n;
          return result;
      }

      var words = new java.util.ArrayList<String>(java.util.List.of("one", "two"));
      int total = twice(21);
      total + words.size()
      """;

  FrontEnd frontEnd;
  private final Set<String> seen = new HashSet<>();
  private int sequence;

  @BeforeEach
  void attach(FrontEnd shared) {
    frontEnd = shared;
    assertThat(ok("initialize", Json.object()).has("exceptionBreakpointFilters")).isTrue();
    ok("attach", Json.object());
  }

  @AfterEach
  void detach() {
    ok("disconnect", Json.object());
  }

  JsonNode ask(String command, ObjectNode arguments) {
    ObjectNode content = Json.object().put("type", "request").put("command", command);
    content.put("seq", ++sequence).set("arguments", arguments);
    Message request = frontEnd.send(Channel.CONTROL, "debug_request", content);
    JsonNode answer = frontEnd.answered(request).reply();
    assertThat(answer.path("request_seq").asInt()).as(answer.toString()).isEqualTo(sequence);
    return answer;
  }

  JsonNode ok(String command, ObjectNode arguments) {
    JsonNode answer = ask(command, arguments);
    assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
    return answer.path("body");
  }

  String refused(String command, ObjectNode arguments) {
    JsonNode answer = ask(command, arguments);
    assertThat(answer.path("success").asBoolean()).as(answer.toString()).isFalse();
    return answer.path("message").asText();
  }

  /** The next event of this name. */
  JsonNode event(String name) {
    Message event =
        frontEnd.awaitAny(
            each ->
                each.type().equals("debug_event")
                    && each.content().path("event").asText().equals(name)
                    && !seen.contains(each.id()));
    seen.add(event.id());
    return event.content().path("body");
  }

  JsonNode breakAt(String cell, int... lines) {
    String path = ok("dumpCell", Json.object().put("code", cell)).path("sourcePath").asText();
    ObjectNode arguments = Json.object();
    arguments.putObject("source").put("path", path);
    var wanted = arguments.putArray("breakpoints");
    for (int line : lines) {
      wanted.addObject().put("line", line);
    }
    return ok("setBreakpoints", arguments).path("breakpoints");
  }

  static ObjectNode thread(JsonNode stopped) {
    return Json.object().put("threadId", stopped.path("threadId").asLong());
  }

  JsonNode stack(JsonNode stopped) {
    return ok("stackTrace", thread(stopped)).path("stackFrames");
  }

  /** Name and value of the variables of one scope of the innermost frame. */
  List<String> variables(JsonNode stopped, String scope) {
    int frame = stack(stopped).path(0).path("id").asInt();
    for (JsonNode each : ok("scopes", Json.object().put("frameId", frame)).path("scopes")) {
      if (each.path("name").asText().equals(scope)) {
        return variables(each.path("variablesReference").asInt());
      }
    }
    throw new AssertionError("no scope " + scope);
  }

  List<String> variables(int reference) {
    List<String> texts = new ArrayList<>();
    ok("variables", Json.object().put("variablesReference", reference))
        .path("variables")
        .forEach(
            each -> texts.add(each.path("name").asText() + " = " + each.path("value").asText()));
    return texts;
  }

  static String place(JsonNode frame) {
    return frame.path("name").asText() + ":" + frame.path("line").asInt();
  }

  JsonNode evaluate(JsonNode stopped, String expression) {
    int frame = stack(stopped).path(0).path("id").asInt();
    ObjectNode arguments = Json.object().put("expression", expression).put("frameId", frame);
    return ask("evaluate", arguments);
  }
}
