package dev.trn3.kernel.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.Wire;
import dev.trn3.kernel.transport.Transport.Channel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frames that Jazzer makes of valid ones, led by the code that they reach: each is refused or
 * answered. Only in Maven's profile {@code long}.
 */
class FramesFuzzTest {

  private static final String BETWEEN = "\n--\n";

  /** Cells of the echo that wait for somebody, and requests after which nothing is answered. */
  private static final Set<String> NEVER_ENDING = Set.of("wait", "ask");

  private static final String LAST = "shutdown_request";

  /** Subshells have a thread each, so there is a new desk now and then. */
  private static final int MESSAGES_OF_A_DESK = 500;

  /** Fields of several requests; each takes its own. */
  private static final ObjectNode CONTENT =
      Json.object(
          """
          {"code": "fail x", "cursor_pos": 1, "n": 3, "pattern": "a*", "hist_access_type": "search",
          "comm_id": "c", "target_name": "t", "data": {"a": [1]}}
          """);

  private static final Wire OPEN = Wire.signing("", "hmac-sha256");
  private static final Wire SIGNED = Wire.signing("secret", "hmac-sha256");

  private static Desk desk = new Desk();
  private static int messages;

  static Stream<Arguments> valid() {
    return NonsenseTest.TYPES.stream()
        .map(type -> OPEN.encode(Desk.request(type, CONTENT)))
        .map(frames -> Arguments.of((Object) joined(frames)));
  }

  private static byte[] joined(List<byte[]> frames) {
    return frames.stream()
        .map(frame -> new String(frame, ISO_8859_1))
        .collect(Collectors.joining(BETWEEN))
        .getBytes(ISO_8859_1);
  }

  private static List<byte[]> apart(byte[] joined) {
    return Stream.of(new String(joined, ISO_8859_1).split(BETWEEN, -1))
        .map(frame -> frame.getBytes(ISO_8859_1))
        .toList();
  }

  @AfterAll
  static void close() {
    desk.dispatcher.close();
  }

  @MethodSource("valid")
  @FuzzTest(maxDuration = "3m")
  void areRefusedOrAnswered(byte[] data) {
    List<byte[]> frames = apart(data);
    assertThatThrownBy(() -> SIGNED.decode(frames)).isInstanceOf(MalformedMessageException.class);
    Message message;
    try {
      message = OPEN.decode(frames);
    } catch (MalformedMessageException refused) {
      return;
    }
    assertThat(OPEN.decode(OPEN.encode(message)).header()).isEqualTo(message.header());
    String code = message.content().path("code").asText("");
    if (!message.type().equals(LAST) && !NEVER_ENDING.contains(code.split(" ", 2)[0])) {
      ask(message);
    }
  }

  private static void ask(Message message) {
    if (++messages % MESSAGES_OF_A_DESK == 0) {
      desk.dispatcher.close();
      desk = new Desk();
    }
    desk.dispatcher.received(Channel.SHELL, message);
    desk.await(message, "idle");
    desk.forget();
  }
}
