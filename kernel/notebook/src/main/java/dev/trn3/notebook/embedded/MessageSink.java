package dev.trn3.notebook.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.DisplaySink;
import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns what is displayed and printed into the messages that a kernel would send. */
final class MessageSink implements DisplaySink {

  private final Consumer<Message> shown;

  MessageSink(Consumer<Message> shown) {
    this.shown = shown;
  }

  static Message message(String type, ObjectNode content) {
    return Message.of(type, "embedded", "embedded", content);
  }

  static ObjectNode content(MimeBundle bundle, String displayId) {
    ObjectNode content = Json.object();
    ObjectNode data = content.putObject("data");
    bundle
        .data()
        .forEach(
            (mime, value) -> {
              if (mime.endsWith("json")) {
                data.set(mime, Json.value(value));
              } else {
                data.put(mime, value);
              }
            });
    ObjectNode metadata = content.putObject("metadata");
    bundle.metadata().forEach((mime, json) -> metadata.set(mime, Json.value(json)));
    if (displayId != null) {
      content.putObject("transient").put("display_id", displayId);
    }
    return content;
  }

  /** A stream of the process for as long as a cell runs. */
  static PrintStream stream(String name, Consumer<Message> shown) {
    ByteArrayOutputStream pieces =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void flush() {
            if (size() > 0) {
              String text = toString(StandardCharsets.UTF_8);
              reset();
              shown.accept(message("stream", Json.object().put("name", name).put("text", text)));
            }
          }
        };
    return new PrintStream(pieces, true, StandardCharsets.UTF_8);
  }

  @Override
  public void show(MimeBundle bundle, String displayId) {
    System.out.flush(); // What was printed before stands before.
    shown.accept(message("display_data", content(bundle, displayId)));
  }

  @Override
  public void update(MimeBundle bundle, String displayId) {
    shown.accept(message("update_display_data", content(bundle, displayId)));
  }

  @Override
  public void clear(boolean wait) {
    shown.accept(message("clear_output", Json.object().put("wait", wait)));
  }

  @Override
  public String ask(String prompt, boolean password) {
    throw new IllegalStateException(
        "the cell asks for input (\"" + prompt + "\"), and nobody is there to answer");
  }
}
