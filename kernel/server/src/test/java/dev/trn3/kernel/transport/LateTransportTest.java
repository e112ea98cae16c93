package dev.trn3.kernel.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.PrintedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateTransportTest {

  private final List<Message> sent = new ArrayList<>();

  private final Transport sockets =
      new Transport() {
        @Override
        public void send(Channel channel, Message message) {
          sent.add(message);
        }

        @Override
        public void close() {}
      };

  private static Message printing(byte[] text) {
    var content = Json.object().put("name", "stdout");
    content.set("text", new PrintedText(text));
    return Message.of("stream", "session", "user", content);
  }

  @Test
  void sendsWhatWasPrintedBeforeThereWereSocketsAsItWas() {
    byte[] room = "first".getBytes(UTF_8);
    LateTransport late = new LateTransport();
    late.send(Transport.Channel.IOPUB, printing(room));
    Arrays.fill(room, (byte) '?'); // What the worker prints next takes the same room.
    assertThat(sent).isEmpty();

    late.isNow(sockets);
    late.send(Transport.Channel.IOPUB, printing("second".getBytes(UTF_8)));

    assertThat(sent)
        .extracting(message -> message.content().get("text").asText())
        .containsExactly("first", "second");
  }
}
