package dev.trn3.worker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SameRoomTest {

  private static final int PIECE = 100_000;

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Frame.Room room = new SameRoom();

  private void send(Kind kind, int length, char letter) throws IOException {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) letter);
    new Frame(kind, 1, body).write(new DataOutputStream(sent));
  }

  private byte[] next(DataInputStream in, char letter) throws IOException {
    byte[] body = Frame.read(in, room).body();
    assertThat(body).containsOnly(letter);
    return body;
  }

  @Test
  void isTakenByPiecesOfLongOutputOfTheSameLength() throws IOException {
    send(Kind.STDOUT, PIECE, 'a');
    send(Kind.STDOUT, PIECE, 'b');
    send(Kind.STDERR, PIECE, 'c');
    send(Kind.STDOUT, PIECE - 1, 'd');
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));

    byte[] first = next(in, 'a');

    assertThat(next(in, 'b')).isSameAs(first);
    assertThat(next(in, 'c')).isSameAs(first);
    assertThat(next(in, 'd')).hasSize(PIECE - 1);
  }

  @Test
  void isTakenByNothingThatIsKept() throws IOException {
    send(Kind.DONE, PIECE, 'a');
    send(Kind.DONE, PIECE, 'b');
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));

    byte[] first = next(in, 'a');

    assertThat(next(in, 'b')).isNotSameAs(first);
    assertThat(first).containsOnly('a');
  }

  @Test
  void isNotHeldForShortPieces() throws IOException {
    send(Kind.STDOUT, 10, 'a');
    send(Kind.STDOUT, 10, 'b');
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));

    assertThat(next(in, 'a')).isNotSameAs(next(in, 'b'));
  }
}
