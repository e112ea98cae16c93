package dev.trn3.worker.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that are read through a buffer which is smaller than they are. */
class IncomingTest {

  private static DataInputStream in(byte[] sent) {
    return new DataInputStream(new Incoming(Channels.newChannel(new ByteArrayInputStream(sent))));
  }

  @Test
  void arriveWholeAndInOrder() throws IOException {
    byte[] large = new byte[1_000_003];
    new Random(1).nextBytes(large);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    new Frame(Kind.DONE, 1, large).write(new DataOutputStream(sent));
    new Frame(Kind.DONE, 255, new byte[] {-1}).write(new DataOutputStream(sent));

    DataInputStream in = in(sent.toByteArray());

    assertThat(Frame.read(in).body()).isEqualTo(large);
    Frame second = Frame.read(in);
    assertThat(second.number()).isEqualTo(255);
    assertThat(second.body()).containsExactly(-1);
  }

  @Test
  void endWhereTheOtherSideGoes() {
    assertThatThrownBy(() -> Frame.read(in(new byte[] {0, 0, 0}))).isInstanceOf(EOFException.class);
  }
}
