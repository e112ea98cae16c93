package dev.trn3.kernel.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailingDebugRequestTest {

  static Stream<Supplier<Debuggable>> sessions() {
    return Stream.of(
        () -> {
          throw new IllegalStateException("no session");
        },
        () -> {
          throw new AssertionError("no session");
        });
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void isAnsweredAsTheProtocolHasIt(Supplier<Debuggable> present) {
    Debugger debugger = new Debugger(present, event -> {});
    ObjectNode request = Json.object().put("seq", 12).put("command", "attach");

    ObjectNode answer = debugger.answer(request);

    assertThat(answer.path("type").asText()).isEqualTo("response");
    assertThat(answer.path("command").asText()).isEqualTo("attach");
    assertThat(answer.path("request_seq").asInt()).isEqualTo(12);
    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("message").asText()).contains("attach", "no session");
  }
}
