package dev.trn3.kernel.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  private static final SecretKeySpec KEY = new SecretKeySpec("key".getBytes(UTF_8), "HmacSHA256");

  private final Wire wire = Wire.signing("secret", "hmac-sha256");
  private final Message message =
      Message.of("execute_request", "s1", "me", Json.object().put("code", "\"é你好😀\""));

  @Test
  void bringsBackWhatItSent() {
    byte[] buffer = {0, -1, 7};
    Message sent =
        message
            .to(List.of("front".getBytes(UTF_8), new byte[] {0, 1}))
            .withMetadata(Json.object().put("cellId", "c1"))
            .withBuffers(List.of(buffer, new byte[0]));

    Message received = wire.decode(wire.encode(sent));

    assertThat(received.header()).isEqualTo(sent.header());
    assertThat(received.parent()).isEqualTo(Json.object());
    assertThat(received.metadata()).isEqualTo(sent.metadata());
    assertThat(received.content()).isEqualTo(sent.content());
    assertThat(received.identities()).containsExactlyElementsOf(sent.identities());
    assertThat(received.buffers()).containsExactly(buffer, new byte[0]);
    assertThat(received.type()).isEqualTo("execute_request");
  }

  @Test
  void signsAsBeforeWhereItSignsFaster() {
    Wire faster = Wire.signing("secret", "hmac-sha256");
    List<byte[]> before = faster.encode(message);

    faster.signFaster();

    assertThat(faster.encode(message).get(1)).isEqualTo(before.get(1));
    assertThat(faster.decode(before).content()).isEqualTo(message.content());
  }

  @Test
  void writesToEachMessageItsOwnParent() {
    Message other = Message.of("execute_request", "s", "me", Json.object());
    for (Message request : List.of(message, message, other, message)) {
      Message answer = Message.of("status", "s", "kernel", Json.object()).answering(request);

      assertThat(wire.decode(wire.encode(answer)).parent()).isEqualTo(request.header());
    }
  }

  @Test
  void keepsASchemeThatOnlyJavaKnows() {
    Wire wide = Wire.signing("secret", "hmac-sha512/256");

    wide.signFaster();

    assertThat(wide.decode(wide.encode(message)).content()).isEqualTo(message.content());
  }

  @Test
  void signsByTheMachinesOwnCodeWhereThisIsTheUsualKindOfMachine() {
    boolean isMac = System.getProperty("os.name").startsWith("Mac");
    boolean hasGlibc =
        Stream.of("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
            .anyMatch(loader -> Files.exists(Path.of(loader)));
    assumeThat(System.getProperty("os.arch")).isIn("amd64", "x86_64", "aarch64");
    assumeThat(isMac || hasGlibc).isTrue();

    assertThat(NativeHash.of("HmacSHA256", KEY)).isPresent();
  }

  @Test
  void leavesNoLibraryBehindOnWindows() {
    assertThat(NativeHash.of("HmacSHA256", KEY, "Windows 11")).isEmpty();
  }

  @Test
  void signsTheFourDictionariesAsTheyTravel() {
    // Computed with Python: hmac.new(b"secret", b"{}{}{}{}", "sha256").hexdigest()
    String signature = "34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4";
    Message empty =
        new Message(
            List.of(), Json.object(), Json.object(), Json.object(), Json.object(), List.of());

    List<byte[]> frames = wire.encode(empty);

    assertThat(new String(frames.get(0), US_ASCII)).isEqualTo("<IDS|MSG>");
    assertThat(new String(frames.get(1), US_ASCII)).isEqualTo(signature);
  }

  @Test
  void makesTheHeaderOfARequestTheParentOfItsAnswerWithFieldsItDoesNotKnow() {
    Message request = Message.of("execute_request", "s1", "me", Json.object());
    request.header().put("subshell_id", "x").putObject("future").put("deep", 1);

    Message answer =
        wire.decode(
            wire.encode(
                Message.of("execute_reply", "k", "kernel", Json.object())
                    .answering(wire.decode(wire.encode(request)))));

    assertThat(answer.parent()).isEqualTo(request.header());
    assertThat(answer.parentId()).isEqualTo(request.id());
  }

  @Test
  void refusesWhatIsSignedWithAnotherKey() {
    List<byte[]> frames = Wire.signing("guess", "hmac-sha256").encode(message);

    assertThatThrownBy(() -> wire.decode(frames))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the signature does not match the key");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void refusesAChangedFrame(int changed) {
    List<byte[]> frames = new ArrayList<>(wire.encode(message));
    byte[] frame = frames.get(changed).clone();
    frame[frame.length - 1] ^= 1;
    frames.set(changed, frame);

    assertThatThrownBy(() -> wire.decode(frames)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesAnExchangeOfContentBetweenTwoValidMessages() {
    List<byte[]> frames = new ArrayList<>(wire.encode(message));
    Message other = Message.of("execute_request", "s1", "me", Json.object().put("code", "2"));
    frames.set(5, wire.encode(other).get(5));

    assertThatThrownBy(() -> wire.decode(frames)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesAMissingSignature() {
    List<byte[]> frames = new ArrayList<>(wire.encode(message));
    frames.set(1, new byte[0]);

    assertThatThrownBy(() -> wire.decode(frames)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesFramesWithoutADelimiter() {
    List<byte[]> frames = new ArrayList<>(wire.encode(message));
    frames.remove(0);

    assertThatThrownBy(() -> wire.decode(frames))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("delimiter");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void refusesTooFewFrames(int count) {
    List<byte[]> frames = wire.encode(message).subList(0, count);

    assertThatThrownBy(() -> wire.decode(frames)).isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "", "{", "not JSON", "{\"msg_type\": 1}", "{}"})
  void refusesAHeaderThatIsNoObjectWithAMessageType(String header) {
    Wire unsigned = Wire.signing("", "hmac-sha256");
    List<byte[]> frames = new ArrayList<>(unsigned.encode(message));
    frames.set(2, header.getBytes(UTF_8));

    assertThatThrownBy(() -> unsigned.decode(frames)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void neitherSignsNorChecksWithAnEmptyKey() {
    Wire unsigned = Wire.signing("", "hmac-sha256");
    List<byte[]> frames = new ArrayList<>(unsigned.encode(message));
    assertThat(frames.get(1)).isEmpty();

    frames.set(1, "whatever".getBytes(US_ASCII));

    assertThat(unsigned.decode(frames).content()).isEqualTo(message.content());
  }

  @ParameterizedTest
  @CsvSource({"hmac-sha256,64", "hmac-sha512,128", "hmac-md5,32"})
  void knowsTheSchemesThatFrontEndsUse(String scheme, int length) {
    Wire other = Wire.signing("secret", scheme);

    assertThat(other.encode(message).get(1)).hasSize(length);
    assertThat(other.decode(other.encode(message)).content()).isEqualTo(message.content());
  }

  @Test
  void namesASchemeItDoesNotKnowAndTheRemedy() {
    assertThatThrownBy(() -> Wire.signing("secret", "rot13"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("signature_scheme \"rot13\" is not supported; use hmac-sha256");
  }

  @Test
  void carriesHalfASurrogatePair() {
    Message half = Message.of("stream", "s", "me", Json.object().put("text", "a\ud83d"));

    assertThat(wire.decode(wire.encode(half)).content().path("text").asText()).isEqualTo("a\ud83d");
  }
}
