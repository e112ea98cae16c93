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
 * @param transport {@code tcp} or {@code ipc}
 * @param ip the address to bind to; for {@code ipc} what the paths of the sockets begin with
 * @param key the shared secret; empty to neither sign nor check
 * @param curve keys that encrypt what is said; null where it is not encrypted
 * @param registration where to tell which ports were chosen; null where the ports are given
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
    String signatureScheme,
    CurveKeys curve,
    Registration registration) {

  /**
   * The keys of a kernel for CurveZMQ, as texts in Z85.
   *
   * @param publicKey known to front ends
   * @param secretKey known to nobody else
   */
  public record CurveKeys(String publicKey, String secretKey) {

    private static final int Z85_LENGTH = 40;

    boolean isValid() {
      return publicKey.length() == Z85_LENGTH && secretKey.length() == Z85_LENGTH;
    }
  }

  /**
   * A launcher that waits to be told the ports of a kernel.
   *
   * @param kernelId what the launcher calls the kernel
   */
  public record Registration(String ip, int port, String kernelId) {

    /** Where it listens, as ZeroMQ spells it. */
    public String address(String transport) {
      return transport + "://" + ip + (transport.equals("ipc") ? "-" : ":") + port;
    }
  }

  /** A connection that is signed and not encrypted, on given ports. */
  public ConnectionFile(
      String transport,
      String ip,
      int shellPort,
      int controlPort,
      int stdinPort,
      int iopubPort,
      int heartbeatPort,
      String key,
      String signatureScheme) {
    this(
        transport,
        ip,
        shellPort,
        controlPort,
        stdinPort,
        iopubPort,
        heartbeatPort,
        key,
        signatureScheme,
        null,
        null);
  }

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
    return from(file, tree);
  }

  private static ConnectionFile from(Path file, ObjectNode tree) {
    Registration registration = registration(file, tree);
    boolean given = registration == null;
    return new ConnectionFile(
        transport(file, tree),
        given || tree.has("ip") ? text(file, tree, "ip") : "127.0.0.1",
        given ? port(file, tree, "shell_port") : 0,
        given ? port(file, tree, "control_port") : 0,
        given ? port(file, tree, "stdin_port") : 0,
        given ? port(file, tree, "iopub_port") : 0,
        given ? port(file, tree, "hb_port") : 0,
        text(file, tree, "key"),
        tree.path("signature_scheme").asText("hmac-sha256"),
        curve(file, tree),
        registration);
  }

  private static String transport(Path file, ObjectNode tree) {
    String transport = tree.path("transport").asText("tcp");
    if (!transport.equals("tcp") && !transport.equals("ipc")) {
      throw new IllegalArgumentException(
          "connection file %s: transport \"%s\" is not supported; use tcp or ipc"
              .formatted(file, transport));
    }
    return transport;
  }

  private static Registration registration(Path file, ObjectNode tree) {
    return tree.has("registration_port")
        ? new Registration(
            text(file, tree, "registration_ip"),
            port(file, tree, "registration_port"),
            tree.path("kernel_id").asText())
        : null;
  }

  private static CurveKeys curve(Path file, ObjectNode tree) {
    if (!tree.hasNonNull("curve_publickey") && !tree.hasNonNull("curve_secretkey")) {
      return null;
    }
    CurveKeys keys =
        new CurveKeys(text(file, tree, "curve_publickey"), text(file, tree, "curve_secretkey"));
    if (!keys.isValid()) {
      throw new IllegalArgumentException(
          "connection file " + file + ": curve keys are not 40 characters of Z85");
    }
    return keys;
  }

  /** This connection on ports that were chosen here. */
  public ConnectionFile on(int shell, int control, int stdin, int iopub, int heartbeat) {
    return new ConnectionFile(
        transport, ip, shell, control, stdin, iopub, heartbeat, key, signatureScheme, curve, null);
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
    if (curve != null) {
      tree.put("curve_publickey", curve.publicKey()).put("curve_secretkey", curve.secretKey());
    }
    OwnerOnly.create(file);
    Files.write(file, Json.bytes(tree));
  }

  /** The address of a port as ZeroMQ spells it. */
  public String address(int port) {
    return transport + "://" + ip + (transport.equals("ipc") ? "-" : ":") + port;
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
