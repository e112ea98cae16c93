package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommMessage;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.PrintedText;
import dev.trn3.kernel.transport.Transport;
import dev.trn3.kernel.transport.Transport.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Says everything that the kernel says: replies, and on iopub what all front ends may see. */
final class Publisher {

  private static final String USERNAME = "kernel";
  private static final int REMEMBERED_CELLS = 1_000;

  private final Transport transport;
  private final String session = UUID.randomUUID().toString();
  private final Map<Integer, Message> cells = new ConcurrentHashMap<>();

  /** What is kept of the request of a cell: not its code. */
  private static Message kept(Message request) {
    ObjectNode content = Json.object();
    for (String flag : List.of("silent", "allow_stdin")) {
      if (request.content().has(flag)) {
        content.set(flag, request.content().get(flag));
      }
    }
    return new Message(
        request.identities(), request.header(), Json.object(), Json.object(), content, List.of());
  }

  Publisher(Transport transport) {
    this.transport = transport;
  }

  /** From now on what the cell of this serial prints and shows belongs to the request. */
  void cellStarts(int serial, Message request) {
    cells.put(serial, kept(request));
    cells.remove(serial - REMEMBERED_CELLS);
  }

  /** Replies on the channel on which the request came. */
  void reply(Channel channel, Message request, String type, ObjectNode content) {
    transport.send(channel, message(type, content).answering(request).to(request.identities()));
  }

  /** Publishes that the kernel is busy with the request, or idle again. */
  void status(String state, Message request) {
    publish("status", Json.object().put("execution_state", state), parent(request));
  }

  /** What the analyst's code says over a comm; nothing where it is not JSON, and this is said. */
  void comm(int cell, CommEvent event) {
    CommMessage said = event.message();
    ObjectNode content = Json.object().put("comm_id", event.id());
    ObjectNode metadata;
    try {
      content.set("data", Json.object(said.data()));
      metadata = Json.object(said.metadata());
    } catch (MalformedMessageException e) {
      stream(cell, "stderr", "A comm message was not sent: " + e.getMessage() + "\n");
      return;
    }
    String type =
        switch (event.kind()) {
          case OPEN -> {
            content.put("target_name", event.target());
            yield "comm_open";
          }
          case MESSAGE -> "comm_msg";
          case CLOSE -> "comm_close";
        };
    publish(
        message(type, content).withMetadata(metadata).withBuffers(said.buffers()),
        parent(cells.get(cell)));
  }

  /** Tells all front ends that a comm is open no more. */
  void commClosed(String id) {
    ObjectNode content = Json.object().put("comm_id", id);
    content.putObject("data");
    publish("comm_close", content, Json.object());
  }

  void debugEvent(ObjectNode event) {
    publish("debug_event", event, Json.object());
  }

  void welcome(String topic) {
    Message welcome = message("iopub_welcome", Json.object().put("subscription", topic));
    transport.send(Channel.IOPUB, welcome.to(List.of(topic.getBytes(StandardCharsets.UTF_8))));
  }

  void executeInput(Message request, String code, int count) {
    ObjectNode content = Json.object().put("code", code).put("execution_count", count);
    publish("execute_input", content, request.header());
  }

  void executeResult(Message request, MimeBundle bundle, int count) {
    ObjectNode content = bundle(bundle).put("execution_count", count);
    publish("execute_result", content, request.header());
  }

  void error(Message request, Outcome.Failed failed) {
    publish("error", error(failed), request.header());
  }

  void stream(int cell, String name, String text) {
    output(cell, "stream", Json.object().put("name", name).put("text", text));
  }

  void stream(int cell, String name, byte[] text) {
    ObjectNode content = Json.object().put("name", name);
    content.set("text", new PrintedText(text));
    output(cell, "stream", content);
  }

  public void show(int cell, MimeBundle bundle, String displayId) {
    output(cell, "display_data", identified(bundle, displayId));
  }

  public void update(int cell, MimeBundle bundle, String displayId) {
    output(cell, "update_display_data", identified(bundle, displayId));
  }

  public void clear(int cell, boolean wait) {
    output(cell, "clear_output", Json.object().put("wait", wait));
  }

  CompletableFuture<Void> room() {
    return transport.room();
  }

  /** A question to the front end that sent the cell. */
  Message inputRequest(int cell, String prompt, boolean password) {
    Message request = cells.get(cell);
    ObjectNode content = Json.object().put("prompt", prompt).put("password", password);
    return message("input_request", content).answering(request).to(request.identities());
  }

  /** Asks a person. */
  void ask(Message inputRequest) {
    transport.send(Channel.STDIN, inputRequest);
  }

  /** Whether the front end that sent the cell lets its person be asked. */
  boolean mayAsk(int cell) {
    Message request = cells.get(cell);
    return request != null && request.content().path("allow_stdin").asBoolean(true);
  }

  /** A failure as replies and iopub carry it. */
  static ObjectNode error(Outcome.Failed failed) {
    ObjectNode content = Json.object().put("ename", failed.name()).put("evalue", failed.message());
    failed.traceback().forEach(content.putArray("traceback")::add);
    return content;
  }

  /** A bundle as replies and iopub carry it. */
  static ObjectNode bundle(MimeBundle bundle) {
    ObjectNode content = Json.object();
    ObjectNode data = content.putObject("data");
    ObjectNode metadata = content.putObject("metadata");
    StringBuilder problems = new StringBuilder();
    bundle.data().forEach((mime, text) -> put(data, mime, text, isJson(mime), problems));
    bundle.metadata().forEach((mime, text) -> put(metadata, mime, text, true, problems));
    if (!problems.isEmpty()) {
      data.put("text/plain", bundle.text() + problems);
    }
    return content;
  }

  private static boolean isJson(String mime) {
    return mime.equals("application/json") || mime.endsWith("+json");
  }

  /** What an analyst says is JSON may be none; the rest of the bundle is shown nevertheless. */
  private static void put(
      ObjectNode into, String mime, String text, boolean json, StringBuilder problems) {
    try {
      into.set(mime, json ? Json.value(text) : into.textNode(text));
    } catch (MalformedMessageException e) {
      problems.append("\n[").append(mime).append(" left out: ").append(e.getMessage()).append(']');
    }
  }

  private static ObjectNode identified(MimeBundle bundle, String displayId) {
    ObjectNode content = bundle(bundle);
    ObjectNode transientData = content.putObject("transient");
    if (displayId != null) {
      transientData.put("display_id", displayId);
    }
    return content;
  }

  /** What a silent cell prints and shows, nobody sees. */
  private void output(int cell, String type, ObjectNode content) {
    Message request = cells.get(cell);
    boolean silent = request != null && request.content().path("silent").asBoolean(false);
    if (!silent) {
      publish(type, content, parent(request));
    }
  }

  private static ObjectNode parent(Message request) {
    return request == null ? Json.object() : request.header();
  }

  private void publish(String type, ObjectNode content, ObjectNode parentHeader) {
    publish(message(type, content), parentHeader);
  }

  private void publish(Message message, ObjectNode parentHeader) {
    byte[] topic = ("kernel." + session + "." + message.type()).getBytes(StandardCharsets.UTF_8);
    transport.send(Channel.IOPUB, message.withParent(parentHeader).to(List.of(topic)));
  }

  private Message message(String type, ObjectNode content) {
    return Message.of(type, session, USERNAME, content);
  }
}
