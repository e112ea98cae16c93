package dev.trn3.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid messages, damaged at random from fixed seeds: nothing but a refusal may come of them. */
class WireFuzzTest {

  /** A long run asks for a million by this property. */
  private static final int MESSAGES = Integer.getInteger("trn3.fuzz.messages", 25_000);

  /** Pieces that parsers stumble over. */
  private static final List<byte[]> NASTY =
      List.of(
          "<IDS|MSG>".getBytes(UTF_8),
          "{\"a\":".repeat(3000).getBytes(UTF_8),
          "[".repeat(100_000).getBytes(UTF_8),
          ("{\"n\":" + "9".repeat(5_000) + "}").getBytes(UTF_8),
          "{\"n\":1e999999999}".getBytes(UTF_8),
          "{\"t\":\"\\ud800\"}".getBytes(UTF_8),
          new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
          new byte[] {(byte) 0xFE, (byte) 0xFF, 0, '{', 0, '}'},
          new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 0, 0, 0, '{'},
          new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '}'},
          new byte[] {(byte) 0xF8, (byte) 0x88},
          new byte[0]);

  private final Message message =
      Message.of("execute_request", "s", "me", Json.object().put("code", "\"é😀\" + 1"))
          .to(List.of("identity".getBytes(UTF_8)))
          .withBuffers(List.of(new byte[] {1, 2, 3}));

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void takesOrRefusesWhateverArrivesUnsigned(long seed) {
    Wire wire = Wire.signing("", "hmac-sha256");
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> valid = wire.encode(message);
    int taken = 0;
    for (int i = 0; i < MESSAGES; i++) {
      try {
        Message received = wire.decode(damaged(valid, random));
        wire.encode(received); // What was taken can be said again, as a parent header is.
        taken++;
      } catch (MalformedMessageException refused) {
        assertThat(refused).hasMessageNotContaining("\n\n");
      }
    }
    assertThat(taken).isBetween(1, MESSAGES - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void takesNothingWhoseSignedFramesWereDamaged(long seed) {
    Wire wire = Wire.signing("secret", "hmac-sha256");
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> valid = wire.encode(message);
    List<byte[]> signed = valid.subList(3, 7);
    for (int i = 0; i < MESSAGES; i++) {
      try {
        Message received = wire.decode(damaged(valid, random));
        assertThat(Arrays.deepEquals(dictionaries(received), signed.toArray())).isTrue();
      } catch (MalformedMessageException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  private static Object[] dictionaries(Message received) {
    return new Object[] {
      Json.bytes(received.header()),
      Json.bytes(received.parent()),
      Json.bytes(received.metadata()),
      Json.bytes(received.content())
    };
  }

  private static List<byte[]> damaged(List<byte[]> valid, SplittableRandom random) {
    List<byte[]> frames = new ArrayList<>(valid);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !frames.isEmpty(); changes--) {
      int at = random.nextInt(frames.size());
      switch (random.nextInt(7)) {
        case 0 -> frames.remove(at);
        case 1 -> frames.add(at, frames.get(random.nextInt(frames.size())));
        case 2 -> frames.add(at, frames.remove(random.nextInt(frames.size())));
        case 3 -> frames.set(at, NASTY.get(random.nextInt(NASTY.size())));
        case 4 -> frames.set(at, cut(frames.get(at), random));
        case 5 -> frames.set(at, flipped(frames.get(at), random));
        default -> frames.set(at, random(random));
      }
    }
    return frames;
  }

  private static byte[] cut(byte[] frame, SplittableRandom random) {
    return Arrays.copyOf(frame, random.nextInt(frame.length + 1));
  }

  private static byte[] flipped(byte[] frame, SplittableRandom random) {
    byte[] copy = frame.clone();
    if (copy.length > 0) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  private static byte[] random(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(64)];
    random.nextBytes(bytes);
    return bytes;
  }
}
