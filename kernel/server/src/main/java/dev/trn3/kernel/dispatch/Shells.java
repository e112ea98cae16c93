package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.widget.EarlyFrontEnd;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The main shell and the subshells beside it, each with a thread, a counter and a queue of its own.
 */
final class Shells {

  private final Evaluator evaluator;
  private final Publisher publisher;
  private final History history;
  private final OpenComms comms;
  private final EarlyFrontEnd early;
  private final UncaughtExceptionHandler failed;
  private final AtomicInteger serials = new AtomicInteger();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Executions main;
  private final Map<String, Executions> subshells = new LinkedHashMap<>();

  /**
   * The main shell.
   *
   * @param failed told of a thread of a shell that has ended, which keeps its cells waiting
   */
  Shells(
      Evaluator evaluator,
      Publisher publisher,
      History history,
      OpenComms comms,
      EarlyFrontEnd early,
      UncaughtExceptionHandler failed) {
    this.failed = failed;
    this.evaluator = evaluator;
    this.publisher = publisher;
    this.history = history;
    this.comms = comms;
    this.early = early;
    main = shell(0);
  }

  private Executions shell(int number) {
    Executions made = new Executions(number, serials, evaluator, publisher, history, comms, early);
    made.start(failed);
    return made;
  }

  /** The shell that a message names in its header; empty where there is none of this id. */
  synchronized Optional<Executions> of(Message message) {
    JsonNode id = message.header().path("subshell_id");
    return id.isTextual() ? Optional.ofNullable(subshells.get(id.asText())) : Optional.of(main);
  }

  /** The answer to a request for a shell that does not exist. */
  static ObjectNode unknown(String id) {
    ObjectNode content = Json.object().put("status", "error").put("ename", "SubshellNotFound");
    content.put("evalue", "there is no subshell \"" + id + "\"; it was deleted, or never created");
    content.putArray("traceback");
    return content;
  }

  /** The answer to {@code create_subshell_request}. */
  synchronized ObjectNode create() {
    String id = UUID.randomUUID().toString();
    subshells.put(id, shell(numbers.incrementAndGet()));
    return Questions.ok().put("subshell_id", id);
  }

  /** The answer to {@code delete_subshell_request}; what runs there is stopped. */
  ObjectNode delete(JsonNode request) {
    String id = request.path("subshell_id").asText();
    Executions ending;
    synchronized (this) {
      ending = subshells.remove(id);
    }
    if (ending == null) {
      return unknown(id);
    }
    ending.end();
    return Questions.ok();
  }

  /** The answer to {@code list_subshell_request}. */
  synchronized ObjectNode list() {
    ObjectNode content = Questions.ok();
    ArrayNode ids = content.putArray("subshell_id");
    subshells.keySet().forEach(ids::add);
    return content;
  }

  /** The cells that wait now, in all shells, will be answered, but not run. */
  void abortWaiting() {
    all().forEach(Executions::abortWaiting);
  }

  void close() {
    all().forEach(Executions::close);
  }

  private synchronized List<Executions> all() {
    return Stream.concat(Stream.of(main), subshells.values().stream()).toList();
  }
}
