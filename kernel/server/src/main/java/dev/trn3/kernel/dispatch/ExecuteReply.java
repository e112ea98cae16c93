package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import dev.trn3.kernel.protocol.Json;
import java.util.function.Function;

/** What a reply to {@code execute_request} says. */
final class ExecuteReply {

  private ExecuteReply() {}

  /** Of a cell that was not run, as one before it had failed. */
  static ObjectNode aborted(int count) {
    ObjectNode content = Json.object().put("status", "aborted").put("execution_count", count);
    content.put("ename", "Aborted").put("evalue", "a cell before this one failed");
    content.putArray("traceback");
    return content;
  }

  /** Of one over which the kernel itself has failed. */
  static ObjectNode broken(Failed failed, int count) {
    ObjectNode reply = Json.object().put("execution_count", count).put("status", "error");
    reply.setAll(Publisher.error(failed));
    return reply;
  }

  /**
   * Of one that was run.
   *
   * @param request the content of the request
   * @param evaluate finds the value of one of its {@code user_expressions}
   */
  static ObjectNode of(
      Outcome outcome, int count, JsonNode request, Function<String, Outcome> evaluate) {
    if (outcome instanceof Failed failed) {
      ObjectNode reply = broken(failed, count);
      reply.putObject("user_expressions");
      reply.putArray("payload");
      return reply;
    }
    ObjectNode reply = Json.object().put("execution_count", count).put("status", "ok");
    ObjectNode expressions = reply.putObject("user_expressions");
    request
        .path("user_expressions")
        .properties()
        .forEach(
            each ->
                expressions.set(
                    each.getKey(), expression(evaluate.apply(each.getValue().asText()))));
    addPayload(reply.putArray("payload"), (Done) outcome);
    return reply;
  }

  private static ObjectNode expression(Outcome outcome) {
    if (outcome instanceof Failed failed) {
      return Publisher.error(failed).put("status", "error");
    }
    ObjectNode content =
        ((Done) outcome).value().map(Publisher::bundle).orElseGet(ExecuteReply::nothing);
    return content.put("status", "ok");
  }

  private static ObjectNode nothing() {
    ObjectNode content = Json.object();
    content.putObject("data");
    content.putObject("metadata");
    return content;
  }

  private static void addPayload(ArrayNode payload, Done done) {
    done.page()
        .ifPresent(
            page ->
                payload
                    .addObject()
                    .put("source", "page")
                    .put("start", 0)
                    .set("data", Publisher.bundle(page).get("data")));
    done.nextInput()
        .ifPresent(
            text ->
                payload
                    .addObject()
                    .put("source", "set_next_input")
                    .put("text", text)
                    .put("replace", true));
  }
}
