package dev.trn3.worker.channel;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the fields of a frame. */
public final class Fields {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** No fields yet. */
  public static Fields none() {
    return new Fields();
  }

  /** Adds a whole number. */
  public Fields number(int value) {
    return add(() -> out.writeInt(value));
  }

  /** Adds yes or no. */
  public Fields flag(boolean value) {
    return add(() -> out.writeBoolean(value));
  }

  /** Adds a text, which may be null. */
  public Fields text(String value) {
    return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes, which may be null. */
  public Fields bytes(byte[] value) {
    return add(
        () -> {
          out.writeInt(value == null ? -1 : value.length);
          if (value != null) {
            out.write(value);
          }
        });
  }

  /** Adds a bundle. */
  public Fields bundle(MimeBundle bundle) {
    return map(bundle.data()).map(bundle.metadata());
  }

  /** Adds what happens to a comm. */
  public Fields comm(CommEvent event) {
    CommMessage message = event.message();
    text(event.kind().name()).text(event.id()).text(event.target());
    text(message.data()).text(message.metadata()).number(message.buffers().size());
    message.buffers().forEach(this::bytes);
    return this;
  }

  private Fields map(Map<String, String> map) {
    number(map.size());
    map.forEach((key, value) -> text(key).text(value));
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private Fields add(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
  }

  private interface Write {
    void run() throws IOException;
  }
}
