package dev.trn3.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One Jupyter message.
 *
 * @param identities the routing frames before the delimiter; for iopub the topic
 * @param header who says what, when
 * @param parent the header of the message this one answers, exactly as it arrived; empty where
 *     there is none
 * @param metadata never null
 * @param content never null
 * @param buffers binary frames after the content
 */
public record Message(
    List<byte[]> identities,
    ObjectNode header,
    ObjectNode parent,
    ObjectNode metadata,
    ObjectNode content,
    List<byte[]> buffers) {

  /** The version of the messaging protocol spoken here. */
  public static final String PROTOCOL_VERSION = "5.5";

  // A number behind it costs less than asking for random bytes each time.
  private static final String IDS_OF_THIS_JVM = UUID.randomUUID() + "_";
  private static final AtomicLong MESSAGES = new AtomicLong();

  public Message {
    identities = List.copyOf(identities);
    buffers = List.copyOf(buffers);
  }

  /** This message with a content of its own, which stays where that of this one changes. */
  public Message copied() {
    return new Message(identities, header, parent, metadata, content.deepCopy(), buffers);
  }

  /** A new message that answers none. */
  public static Message of(String type, String session, String username, ObjectNode content) {
    ObjectNode header = Json.object();
    header.put("msg_id", IDS_OF_THIS_JVM + MESSAGES.incrementAndGet());
    header.put("session", session);
    header.put("username", username);
    header.put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    header.put("msg_type", type);
    header.put("version", PROTOCOL_VERSION);
    return new Message(List.of(), header, Json.object(), Json.object(), content, List.<byte[]>of());
  }

  /** This message as an answer to the other: its header becomes the parent. */
  public Message answering(Message request) {
    return withParent(request.header());
  }

  /** This message with the header it answers. */
  public Message withParent(ObjectNode parentHeader) {
    return new Message(identities, header, parentHeader, metadata, content, buffers);
  }

  /** This message with other routing frames. */
  public Message to(List<byte[]> routing) {
    return new Message(routing, header, parent, metadata, content, buffers);
  }

  /** This message with other metadata. */
  public Message withMetadata(ObjectNode other) {
    return new Message(identities, header, parent, other, content, buffers);
  }

  /** This message with binary buffers. */
  public Message withBuffers(List<byte[]> other) {
    return new Message(identities, header, parent, metadata, content, other);
  }

  /** What kind of message this is, such as {@code execute_request}. */
  public String type() {
    return header.path("msg_type").asText("");
  }

  /** The unique id of this message. */
  public String id() {
    return header.path("msg_id").asText("");
  }

  /** The id of the message this one answers; empty where there is none. */
  public String parentId() {
    return parent.path("msg_id").asText("");
  }
}
