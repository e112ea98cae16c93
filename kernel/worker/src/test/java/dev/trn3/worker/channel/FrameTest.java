package dev.trn3.worker.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.display.MimeBundle;
import dev.trn3.worker.channel.Failure.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameTest {

  private static byte[] written(Frame frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    frame.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Frame read(byte... bytes) throws IOException {
    return Frame.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static Frame backAndForth(Frame frame) throws IOException {
    return read(written(frame));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bringsBackWhatItSent(Kind kind) throws IOException {
    MimeBundle bundle =
        MimeBundle.text("é😀").with("text/html", "<b>").withMetadata("text/html", "{}");
    Fields fields =
        Fields.none()
            .number(-7)
            .flag(true)
            .flag(false)
            .text("你好")
            .text("")
            .text(null)
            .bytes(new byte[] {0, -1})
            .bytes(null)
            .bundle(bundle);

    Frame frame = backAndForth(Frame.of(kind, Integer.MAX_VALUE, fields));
    FieldReader reader = frame.fields();

    assertThat(frame.kind()).isEqualTo(kind);
    assertThat(frame.number()).isEqualTo(Integer.MAX_VALUE);
    assertThat(reader.number()).isEqualTo(-7);
    assertThat(reader.flag()).isTrue();
    assertThat(reader.flag()).isFalse();
    assertThat(reader.text()).isEqualTo("你好");
    assertThat(reader.text()).isEmpty();
    assertThat(reader.text()).isNull();
    assertThat(reader.bytes()).containsExactly(0, -1);
    assertThat(reader.bytes()).isNull();
    assertThat(reader.bundle()).isEqualTo(bundle);
  }

  @Test
  void refusesWhatIsNoFrame() {
    assertThatThrownBy(
            () ->
                read(
                    (byte) 99, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0,
                    (byte) 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no frame: kind 99");
    assertThatThrownBy(() -> read(new byte[] {0, 0, 0, 0, 0, -1, 0, 0, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("length");
  }

  @Test
  void noticesThatTheOtherSideHasGone() throws IOException {
    byte[] whole = written(Frame.of(Kind.RENDER, 1, Fields.none().text("text")));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void carriesAFailureWithItsCausesAndWhatWasSuppressed() throws IOException {
    Exception cause = new IllegalStateException("inner");
    cause.addSuppressed(new IOException("closing"));
    Exception outer = new Exception(null, cause);

    Failure sent = Failure.of(Reason.THREW, outer);
    Failure received = Failure.read(backAndForth(Frame.of(Kind.FAILED, 3, sent.fields())).fields());

    assertThat(received.reason()).isEqualTo(Reason.THREW);
    assertThat(received.summary()).isEqualTo("java.lang.Exception");
    assertThat(received.chain()).hasSize(2);
    assertThat(received.chain().get(1).message()).isEqualTo("inner");
    assertThat(received.chain().get(1).suppressed())
        .containsExactly("java.io.IOException: closing");
    assertThat(received.chain().get(0).frames().get(0).getMethodName())
        .isEqualTo("carriesAFailureWithItsCausesAndWhatWasSuppressed");
    assertThat(received.chain().get(0).frames())
        .hasSameSizeAs(java.util.List.of(outer.getStackTrace()));
  }

  @Test
  void describesThrowablesThatMisbehave() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    assertThat(Failure.of(Reason.THREW, second).chain()).hasSize(2);

    Exception nasty =
        new Exception() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new AssertionError("never");
          }

          @Override
          public synchronized Throwable getCause() {
            throw new AssertionError("never");
          }
        };
    assertThat(Failure.of(Reason.THREW, nasty).summary())
        .endsWith("(its getMessage() threw java.lang.AssertionError)");
  }

  @Test
  void carriesAFailureWithoutAThrowable() {
    Failure stopped = Failure.of(Reason.STOPPED, null);

    assertThat(stopped.chain()).isEmpty();
    assertThat(stopped.summary()).isEqualTo("STOPPED");
  }
}
