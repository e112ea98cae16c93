package dev.trn3.kernel.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.Wire;
import dev.trn3.kernel.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A dispatcher, an evaluator that echoes, and a front end, in one JVM and without sockets. */
final class Desk implements Transport {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** A message that left, and where. */
  record Sent(Channel channel, Message message) {
    String type() {
      return message.type();
    }

    JsonNode content() {
      return message.content();
    }
  }

  /** All that answers one request, in order. */
  record Exchange(List<Sent> sent) {

    List<String> types() {
      return sent.stream().map(Exchange::label).toList();
    }

    private static String label(Sent each) {
      return each.type().equals("status")
          ? each.content().path("execution_state").asText()
          : each.type();
    }

    JsonNode content(String type) {
      return sent.stream()
          .filter(each -> each.type().equals(type))
          .findFirst()
          .orElseThrow()
          .content();
    }

    JsonNode reply() {
      return sent.stream()
          .filter(each -> each.type().endsWith("_reply"))
          .findFirst()
          .orElseThrow()
          .content();
    }
  }

  EchoEvaluator evaluator;
  final Dispatcher dispatcher;
  private final Wire wire = Wire.signing("", "");
  private final List<Sent> sent = new ArrayList<>();

  Desk() {
    this(History.inMemory());
  }

  Desk(History history) {
    dispatcher = new Dispatcher(this, outputs -> evaluator = new EchoEvaluator(outputs), history);
  }

  @Override
  public synchronized void send(Channel channel, Message message) {
    // Through the codec, so that what could not travel fails here too.
    sent.add(new Sent(channel, wire.decode(wire.encode(message))));
    notifyAll();
  }

  @Override
  public void close() {}

  /** A request as a front end would send it. */
  static Message request(String type, ObjectNode content) {
    Message request = Message.of(type, "front-end", "me", content);
    request.header().put("not_in_the_specification", 1);
    return request.to(List.of("front".getBytes(UTF_8)));
  }

  /** Sends without waiting. */
  Message send(Channel channel, String type, ObjectNode content) {
    Message request = request(type, content);
    dispatcher.received(channel, request);
    return request;
  }

  /** Sends a cell without waiting. */
  Message send(String code) {
    return send(Channel.SHELL, "execute_request", Json.object().put("code", code));
  }

  /** Sends on shell and waits until the kernel is idle again. */
  Exchange ask(String type, ObjectNode content) {
    return answered(send(Channel.SHELL, type, content));
  }

  /** Runs a cell. */
  Exchange run(String code) {
    return answered(send(code));
  }

  /** Waits until the kernel is idle after this request. */
  Exchange answered(Message request) {
    await(request, "idle");
    return new Exchange(about(request));
  }

  /** Waits for a message, or a status, that answers the request. */
  synchronized Sent await(Message request, String label) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      for (Sent each : about(request)) {
        if (Exchange.label(each).equals(label)) {
          return each;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no " + label + " after " + request.type() + ": " + sent);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Everything so far that answers the request. */
  synchronized List<Sent> about(Message request) {
    return sent.stream().filter(each -> each.message().parentId().equals(request.id())).toList();
  }

  /** Forgets what was sent so far, for long runs. */
  synchronized void forget() {
    sent.clear();
  }

  /** Everything so far. */
  synchronized List<Sent> everything() {
    return List.copyOf(sent);
  }
}
