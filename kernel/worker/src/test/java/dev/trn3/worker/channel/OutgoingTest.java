package dev.trn3.worker.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is sent where there is no memory left. */
class OutgoingTest {

  private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
  private final AtomicInteger shortages = new AtomicInteger();

  /** Takes some bytes at a time, and finds no memory each second time. */
  private final WritableByteChannel channel =
      new WritableByteChannel() {
        private static final int MOST = 1_000;

        private boolean finds;

        @Override
        public int write(ByteBuffer bytes) {
          finds = !finds;
          if (!finds) {
            throw new OutOfMemoryError("none left");
          }
          int size = Math.min(MOST, bytes.remaining());
          for (int i = 0; i < size; i++) {
            arrived.write(bytes.get());
          }
          return size;
        }

        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public void close() {}
      };

  @Test
  void arrivesOnceAndInOrder() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (Outgoing out = new Outgoing(channel, shortages::incrementAndGet)) {
      for (int i = 0; i < 300; i++) {
        byte[] bytes = "some text %d ".formatted(i).repeat(i).getBytes(UTF_8);
        expected.write(bytes);
        out.write(bytes);
        expected.write(i);
        out.write(i);
      }
      out.flush();
    }

    assertThat(arrived.size()).isEqualTo(expected.size());
    assertThat(arrived.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(shortages.get()).isPositive();
  }

  @Test
  void isNotLostWhereItCouldNotBeWritten() throws Exception {
    Outbox outbox = new Outbox();
    byte[] half = {'a', (byte) 0xC3};
    outbox.print(1, "stdout", half, 0, 2);
    outbox.put(Frame.of(Kind.DONE, 5, Fields.none()));
    outbox.print(1, "stdout", new byte[] {(byte) 0xA9}, 0, 1);
    outbox.put(Frame.of(Kind.DONE, 6, Fields.none()));

    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new OutOfMemoryError("none left");
          }
        };
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> outbox.drainTo(new DataOutputStream(failing)))
          .isInstanceOf(OutOfMemoryError.class);
    }
    OutputStream working =
        new OutputStream() {
          @Override
          public void write(int b) {
            arrived.write(b);
          }

          @Override
          public void flush() throws IOException {
            throw new IOException("all is written");
          }
        };
    assertThatThrownBy(() -> outbox.drainTo(new DataOutputStream(working)))
        .hasMessage("all is written");

    DataInputStream in = new DataInputStream(new ByteArrayInputStream(arrived.toByteArray()));
    Frame first = Frame.read(in);
    assertThat(first.kind()).isEqualTo(Kind.STDOUT);
    assertThat(first.number()).isEqualTo(1);
    assertThat(new String(first.body(), UTF_8)).isEqualTo("a");
    assertThat(Frame.read(in).number()).isEqualTo(5);
    Frame second = Frame.read(in);
    assertThat(second.kind()).isEqualTo(Kind.STDOUT);
    assertThat(second.number()).isEqualTo(1);
    assertThat(new String(second.body(), UTF_8)).isEqualTo("é");
    assertThat(Frame.read(in).number()).isEqualTo(6);
  }
}
