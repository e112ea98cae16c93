package dev.trn3.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Well signed messages whose contents make no sense, from fixed seeds: each is answered. */
class NonsenseTest {

  private static final int MESSAGES = Integer.getInteger("trn3.fuzz.messages", 5_000) / 5;

  static final List<String> TYPES =
      List.of(
          "execute_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "comm_info_request",
          "kernel_info_request",
          "comm_open",
          "comm_msg",
          "comm_close",
          "create_subshell_request",
          "delete_subshell_request",
          "list_subshell_request",
          "interrupt_request",
          "usage_request",
          "connect_request",
          "debug_request");

  private static final List<String> FIELDS =
      List.of(
          "code",
          "silent",
          "store_history",
          "user_expressions",
          "allow_stdin",
          "stop_on_error",
          "cursor_pos",
          "detail_level",
          "output",
          "raw",
          "hist_access_type",
          "session",
          "start",
          "stop",
          "n",
          "pattern",
          "unique",
          "comm_id",
          "target_name",
          "data",
          "subshell_id");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "7",
          "1e99",
          "-9223372036854775808",
          "99999999999999999999",
          "\"\"",
          "\"x\"",
          "\"tail\"",
          "\"range\"",
          "\"search\"",
          "\"fail\"",
          "\"\\ud800\"",
          "\"**?*[\"",
          "[]",
          "{}",
          "{\"a\":{\"b\":[1,2,{}]}}",
          "{\"a\":7}",
          "[[[[]]]]");

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.dispatcher.close();
  }

  private static Message nonsense(SplittableRandom random) {
    ObjectNode content = Json.object();
    for (int fields = random.nextInt(6); fields > 0; fields--) {
      content.set(any(FIELDS, random), Json.value(any(VALUES, random)));
    }
    Message message = Desk.request(any(TYPES, random), content);
    if (random.nextInt(8) == 0) {
      JsonNode odd = Json.value(any(VALUES, random));
      message.header().set(random.nextBoolean() ? "subshell_id" : "msg_id", odd);
    }
    return message;
  }

  private static String any(List<String> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void isAnswered(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < MESSAGES; i++) {
      Message message = nonsense(random);
      desk.dispatcher.received(random.nextInt(3) > 0 ? Channel.SHELL : Channel.CONTROL, message);
      desk.await(message, "idle");
      desk.forget();
    }

    assertThat(desk.run("still here").reply().path("status").asText()).isEqualTo("ok");
  }
}
