package dev.trn3.display.comm;

import java.util.List;

/**
 * What one side of a comm says to the other.
 *
 * @param data a JSON object in text form
 * @param metadata a JSON object in text form
 * @param buffers binary parts, which {@code data} may refer to by their place
 */
public record CommMessage(String data, String metadata, List<byte[]> buffers) {

  private static final String EMPTY = "{}";

  public CommMessage {
    buffers = List.copyOf(buffers);
  }

  /** An empty object. */
  public static CommMessage empty() {
    return of(EMPTY);
  }

  /** A JSON object, without metadata and buffers. */
  public static CommMessage of(String data) {
    return new CommMessage(data, EMPTY, List.of());
  }

  /** This message with other metadata. */
  public CommMessage withMetadata(String json) {
    return new CommMessage(data, json, buffers);
  }

  /** This message with these binary parts. */
  public CommMessage withBuffers(byte[]... parts) {
    return new CommMessage(data, metadata, List.of(parts));
  }
}
