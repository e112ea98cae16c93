package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Evaluator.Completeness;
import dev.trn3.kernel.evaluation.Evaluator.Completion;
import dev.trn3.kernel.evaluation.Evaluator.Completions;
import dev.trn3.kernel.evaluation.Language;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import java.util.Locale;

/** Answers questions about code and about the kernel. */
final class Questions {

  private final Evaluator evaluator;
  private final History history;
  private final OpenComms comms;

  Questions(Evaluator evaluator, History history, OpenComms comms) {
    this.evaluator = evaluator;
    this.history = history;
    this.comms = comms;
  }

  static ObjectNode ok() {
    return Json.object().put("status", "ok");
  }

  /**
   * The answer to a question.
   *
   * @param session of the shell that was asked, in the history
   */
  ObjectNode answer(Message request, int session) {
    JsonNode content = request.content();
    return switch (request.type()) {
      case "kernel_info_request" -> kernelInfo();
      case "complete_request" -> complete(content);
      case "inspect_request" -> inspect(content);
      case "is_complete_request" -> isComplete(content);
      case "history_request" -> history.answer(content, session);
      case "comm_info_request" -> comms.answer(content);
      default -> throw new IllegalArgumentException("not a question: " + request.type());
    };
  }

  private ObjectNode kernelInfo() {
    Language language = evaluator.language();
    ObjectNode content = ok().put("protocol_version", Message.PROTOCOL_VERSION);
    content.put("implementation", language.implementation());
    content.put("implementation_version", language.implementationVersion());
    content.put("banner", language.banner()).put("debugger", evaluator.hasDebugger());
    ArrayNode features = content.putArray("supported_features").add("kernel subshells");
    if (evaluator.hasDebugger()) {
      features.add("debugger");
    }
    content.putArray("help_links");
    ObjectNode info = content.putObject("language_info");
    info.put("name", language.name()).put("version", language.version());
    info.put("mimetype", language.mimeType()).put("file_extension", language.fileExtension());
    info.put("pygments_lexer", language.pygmentsLexer());
    info.put("codemirror_mode", language.codeMirrorMode()).put("nbconvert_exporter", "script");
    return content;
  }

  private ObjectNode complete(JsonNode request) {
    String code = request.path("code").asText();
    Completions completions = evaluator.complete(code, cursor(request, code));
    ObjectNode content = ok();
    int start = code.codePointCount(0, completions.start());
    int end = code.codePointCount(0, completions.end());
    content.put("cursor_start", start).put("cursor_end", end);
    ArrayNode matches = content.putArray("matches");
    ArrayNode types = content.putObject("metadata").putArray("_jupyter_types_experimental");
    for (Completion completion : completions.matches()) {
      matches.add(completion.text());
      types
          .addObject()
          .put("text", completion.text())
          .put("type", completion.kind())
          .put("signature", completion.signature())
          .put("start", start)
          .put("end", end);
    }
    return content;
  }

  private ObjectNode inspect(JsonNode request) {
    String code = request.path("code").asText();
    var found =
        evaluator.inspect(code, cursor(request, code), request.path("detail_level").asInt());
    ObjectNode content = ok().put("found", found.isPresent());
    found.ifPresent(bundle -> content.setAll(Publisher.bundle(bundle)));
    if (found.isEmpty()) {
      content.putObject("data");
      content.putObject("metadata");
    }
    return content;
  }

  private ObjectNode isComplete(JsonNode request) {
    Completeness completeness = evaluator.completeness(request.path("code").asText());
    String state = completeness.state().name().toLowerCase(Locale.ROOT);
    ObjectNode content = Json.object().put("status", state);
    if (completeness.state() == Completeness.State.INCOMPLETE) {
      content.put("indent", completeness.indent());
    }
    return content;
  }

  /** Jupyter counts code points, Java UTF-16 units. Out of range means the end. */
  private static int cursor(JsonNode request, String code) {
    int points = code.codePointCount(0, code.length());
    int asked = request.path("cursor_pos").asInt(points);
    return code.offsetByCodePoints(0, Math.max(0, Math.min(asked, points)));
  }
}
