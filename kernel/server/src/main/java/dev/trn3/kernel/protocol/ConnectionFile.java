package dev.trn3.kernel.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where a kernel listens, and the key that signs what is said there.
 *
 * @param transport {@code tcp}
 * @param ip the address to bind to
 * @param key the shared secret; empty to neither sign nor check
 */
public record ConnectionFile(
    String transport,
    String ip,
    int shellPort,
    int controlPort,
    int stdinPort,
    int iopubPort,
    int heartbeatPort,
    String key,
    String signatureScheme) {

  /**
   * Reads a connection file as a front end writes it.
   *
   * @throws IllegalArgumentException where the file is missing, is no JSON, or lacks a field; the
   *     message names the file and the field
   */
  public static ConnectionFile read(Path file) {
    ObjectNode tree;
    try {
      tree = Json.objectFrom(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "connection file "
              + file
              + " does not exist; a front end writes it before it starts a kernel",
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("connection file " + file + " cannot be read: " + e, e);
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException("connection file " + file + ": " + e.getMessage(), e);
    }
    return new ConnectionFile(
        tree.path("transport").asText("tcp"),
        text(file, tree, "ip"),
        port(file, tree, "shell_port"),
        port(file, tree, "control_port"),
        port(file, tree, "stdin_port"),
        port(file, tree, "iopub_port"),
        port(file, tree, "hb_port"),
        text(file, tree, "key"),
        tree.path("signature_scheme").asText("hmac-sha256"));
  }

  /** Writes this file so that only its owner can read it. */
  public void write(Path file) throws IOException {
    ObjectNode tree = Json.object();
    tree.put("transport", transport);
    tree.put("ip", ip);
    tree.put("shell_port", shellPort);
    tree.put("control_port", controlPort);
    tree.put("stdin_port", stdinPort);
    tree.put("iopub_port", iopubPort);
    tree.put("hb_port", heartbeatPort);
    tree.put("key", key);
    tree.put("signature_scheme", signatureScheme);
    OwnerOnly.create(file);
    Files.write(file, Json.bytes(tree));
  }

  /** The address of a port as ZeroMQ spells it. */
  public String address(int port) {
    return transport + "://" + ip + ":" + port;
  }

  private static String text(Path file, JsonNode tree, String field) {
    JsonNode value = tree.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "connection file " + file + " has no text field \"" + field + "\"");
    }
    return value.asText();
  }

  private static int port(Path file, JsonNode tree, String field) {
    long port = tree.path(field).asLong(-1); // A number, or a number in a string.
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "connection file %s: \"%s\" is %s, not a port from 1 to 65535"
              .formatted(file, field, tree.path(field)));
    }
    return (int) port;
  }
}
