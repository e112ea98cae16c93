package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnloadedClassesTest {

  private static final int COLLECTED = 20;
  private static final int NOT_SUSPENDED = 13;

  private final UnloadedClasses unloaded = new UnloadedClasses();

  private static byte[] question(int id, int set, int command) {
    ByteBuffer packet = ByteBuffer.allocate(19).putInt(19).putInt(id).put((byte) 0);
    return packet.put((byte) set).put((byte) command).putLong(77).array();
  }

  private static byte[] refusal(int id, int error) {
    ByteBuffer packet = ByteBuffer.allocate(11).putInt(11).putInt(id).put((byte) 0x80);
    return packet.putShort((short) error).array();
  }

  @Test
  void haveANameThatNoClassHas() {
    unloaded.sent(question(5, 2, 13));

    ByteBuffer answer = ByteBuffer.wrap(unloaded.received(refusal(5, COLLECTED)));

    assertThat(answer.getInt()).isEqualTo(answer.capacity());
    assertThat(answer.getInt()).isEqualTo(5);
    assertThat(answer.get()).isEqualTo((byte) 0x80);
    assertThat(answer.getShort()).as("no error").isZero();
    byte[] name = new byte[answer.getInt()];
    answer.get(name);
    assertThat(new String(name, StandardCharsets.US_ASCII)).isEqualTo("Ldev/trn3/worker/Unloaded;");
    assertThat(answer.getInt()).as("type parameters").isZero();
    assertThat(answer.hasRemaining()).isFalse();
  }

  @Test
  void areThoseWhoseNameWasAskedOnly() {
    unloaded.sent(question(5, 2, 4));
    byte[] refusal = refusal(5, COLLECTED);

    assertThat(unloaded.received(refusal)).isSameAs(refusal);
  }

  @Test
  void areNoneThatAreRefusedForAnotherReason() {
    unloaded.sent(question(5, 2, 13));
    byte[] refusal = refusal(5, NOT_SUSPENDED);

    assertThat(unloaded.received(refusal)).isSameAs(refusal);
  }

  @Test
  void areNotWhatTheJvmAsksOrTells() {
    unloaded.sent(question(5, 2, 13));
    byte[] event = question(5, 64, 100);

    assertThat(unloaded.received(event)).isSameAs(event);
    assertThat(unloaded.received(refusal(5, COLLECTED))).hasSizeGreaterThan(11);
  }
}
