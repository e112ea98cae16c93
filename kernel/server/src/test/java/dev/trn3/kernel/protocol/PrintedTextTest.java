package dev.trn3.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedTextTest {

  private static final ObjectMapper REFERENCE = new ObjectMapper();
  private static final int[] KINDS = {'a', '\n', '"', '\\', 0, 0x1F, 0x7F, 0xE9, 0x4F60, 0x1F600};

  private static ObjectNode content(byte[] printed) {
    ObjectNode content = Json.object().put("name", "stdout");
    content.set("text", new PrintedText(printed));
    return content;
  }

  private static JsonNode sent(byte[] printed) throws IOException {
    return REFERENCE.readTree(Json.bytes(content(printed)));
  }

  private static void assertArrives(byte[] printed) throws IOException {
    assertThat(sent(printed))
        .as("%s", Arrays.toString(printed))
        .isEqualTo(Json.object().put("name", "stdout").put("text", new String(printed, UTF_8)));
  }

  @Test
  void arrivesWhateverItsCharactersAre() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(60), 0, KINDS.length)
          .forEach(kind -> text.appendCodePoint(KINDS[kind]));
      assertArrives(text.toString().getBytes(UTF_8));
    }
  }

  @Test
  void arrivesWithEachCharacterThereIs() throws IOException {
    int[] all =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
            .toArray();

    assertArrives(new String(all, 0, all.length).getBytes(UTF_8));
  }

  @Test
  void isReplacedAsAnyDecoderDoesWhereItIsNoUtf8() throws IOException {
    Random random = new Random(2);
    int[] leads = {0x80, 0xC0, 0xC1, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 'a'};
    int[] others = {0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, '"'};
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(5)];
      for (int at = 0; at < bytes.length; at++) {
        int[] from = at == 0 ? leads : others;
        bytes[at] = (byte) from[random.nextInt(from.length)];
      }
      assertArrives(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\u0001", "x\n", "\""})
  void arrivesHoweverOftenItIsRepeated(String text) throws IOException {
    assertArrives(text.repeat(100_000).getBytes(UTF_8));
  }

  @Test
  void isATextToWhoeverAsks() {
    JsonNode text = content("é".getBytes(UTF_8)).get("text");

    assertThat(text.isTextual()).isTrue();
    assertThat(text.asText()).isEqualTo("é").isEqualTo(text.textValue());
    assertThat(text).hasToString("\"é\"").isEqualTo(new PrintedText("é".getBytes(UTF_8)));
    assertThat(text.equals(new PrintedText("e".getBytes(UTF_8)))).isFalse();
  }

  @Test
  void isWrittenWhereverItStands() {
    ObjectNode alone = Json.object();
    alone.set("text", new PrintedText("a\n".getBytes(UTF_8)));
    ObjectNode within = Json.object();
    within.set("inner", alone);

    assertThat(new String(Json.bytes(alone), UTF_8)).isEqualTo("{\"text\":\"a\\n\"}");
    assertThat(new String(Json.bytes(within), UTF_8)).isEqualTo("{\"inner\":{\"text\":\"a\\n\"}}");
  }
}
