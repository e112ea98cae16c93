package dev.trn3.notebook.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import dev.trn3.kernel.protocol.Message;

/** Frames from a kernel that were no message, as a message that says so. */
final class Malformed {

  /** A type that no kernel sends. */
  static final String TYPE = "malformed";

  private Malformed() {}

  static Message message(MalformedMessageException reason) {
    ObjectNode content = Json.object().put("reason", reason.getMessage());
    return Message.of(TYPE, "", "", content);
  }
}
