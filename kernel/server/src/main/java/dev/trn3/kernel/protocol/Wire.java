package dev.trn3.kernel.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns messages into signed frames and back.
 *
 * <p>Frames: identities, {@code <IDS|MSG>}, signature, header, parent header, metadata, content,
 * buffers. The signature covers the four dictionaries as the bytes they travel in. Safe for use by
 * several threads.
 */
public final class Wire {

  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int SIGNED_FRAMES = 4;
  private static final int REMEMBERED = 1 << 16;

  private volatile ThreadLocal<Mac> mac;
  private final String algorithm;
  private final SecretKeySpec secret;
  private volatile Written latestParent = new Written(null, new byte[0]);
  // By the first bytes of their signatures, oldest first.
  private final Set<Long> received = new LinkedHashSet<>();

  /** A dictionary and its bytes. */
  private record Written(ObjectNode dictionary, byte[] bytes) {}

  private Wire(String algorithm, SecretKeySpec secret, Supplier<Mac> newMac) {
    this.algorithm = algorithm;
    this.secret = secret;
    this.mac = newMac == null ? null : ThreadLocal.withInitial(newMac);
  }

  /**
   * A codec for one connection.
   *
   * @param key the shared secret; empty to neither sign nor check
   * @param scheme such as {@code hmac-sha256}
   * @throws IllegalArgumentException where the scheme is not known to this JVM
   */
  public static Wire signing(String key, String scheme) {
    if (key.isEmpty()) {
      return new Wire(null, null, null);
    }
    String algorithm =
        "Hmac" + scheme.replaceFirst("^hmac-", "").toUpperCase(java.util.Locale.ROOT);
    SecretKeySpec secret = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm);
    var unused = newMac(algorithm, secret, scheme); // Fails now rather than at the first message.
    return new Wire(algorithm, secret, () -> newMac(algorithm, secret, scheme));
  }

  /**
   * Signs faster from now on, where this machine can. Loading what that needs takes a moment, so it
   * is no part of the start.
   */
  public void signFaster() {
    if (mac != null && NativeHash.of(algorithm, secret).isPresent()) {
      mac = ThreadLocal.withInitial(() -> NativeHash.of(algorithm, secret).orElseThrow());
    }
  }

  private static Mac newMac(String algorithm, SecretKeySpec secret, String scheme) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "signature_scheme \"" + scheme + "\" is not supported; use hmac-sha256", e);
    }
  }

  /** The frames of a message, signed. */
  public List<byte[]> encode(Message message) {
    List<byte[]> signed =
        List.of(
            Json.bytes(message.header()),
            parent(message.parent()),
            Json.bytes(message.metadata()),
            Json.bytes(message.content()));
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(signature(signed));
    frames.addAll(signed);
    frames.addAll(message.buffers());
    return frames;
  }

  /** All that a cell prints has the same parent, which nobody changes any more. */
  @SuppressWarnings("ReferenceEquality") // Comparing them would cost as much as writing one.
  private byte[] parent(ObjectNode header) {
    Written latest = latestParent;
    if (latest.dictionary() != header) {
      latest = new Written(header, Json.bytes(header));
      latestParent = latest;
    }
    return latest.bytes();
  }

  /**
   * The message in these frames.
   *
   * @throws MalformedMessageException where there is no delimiter, too few frames, a signature that
   *     does not match, or a dictionary that is no JSON object
   */
  public Message decode(List<byte[]> frames) {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    int first = delimiter + 2;
    if (first + SIGNED_FRAMES > frames.size()) {
      throw new MalformedMessageException(
          "%d frames without delimiter, signature and four dictionaries".formatted(frames.size()));
    }
    List<byte[]> signed = frames.subList(first, first + SIGNED_FRAMES);
    if (mac != null && !MessageDigest.isEqual(signature(signed), frames.get(delimiter + 1))) {
      throw new MalformedMessageException("the signature does not match the key");
    }
    ObjectNode header = Json.objectFrom(signed.get(0));
    if (!header.path("msg_type").isTextual()) {
      throw new MalformedMessageException("a header without msg_type");
    }
    return new Message(
        frames.subList(0, delimiter),
        header,
        Json.objectFrom(signed.get(1)),
        Json.objectFrom(signed.get(2)),
        Json.objectFrom(signed.get(3)),
        frames.subList(first + SIGNED_FRAMES, frames.size()));
  }

  /**
   * The message in these frames, if it is the first of its signature: whoever has overheard a
   * signed message must not be able to send it once more. The latest {@value #REMEMBERED} are
   * remembered.
   *
   * @throws MalformedMessageException as {@link #decode} does, and where it was received before
   */
  public Message decodeOnce(List<byte[]> frames) {
    Message message = decode(frames);
    if (mac != null && !isFirst(frames.get(message.identities().size() + 1))) {
      throw new MalformedMessageException("it was received before; each message counts once");
    }
    return message;
  }

  private boolean isFirst(byte[] signature) {
    synchronized (received) {
      if (!received.add(ByteBuffer.wrap(signature).getLong())) {
        return false;
      }
      if (received.size() > REMEMBERED) {
        Iterator<Long> oldest = received.iterator();
        oldest.next();
        oldest.remove();
      }
      return true;
    }
  }

  /** The frames of a content without a message around it, signed. */
  public List<byte[]> encodeContent(ObjectNode content) {
    byte[] bytes = Json.bytes(content);
    return List.of(DELIMITER, signature(List.of(bytes)), bytes);
  }

  /** Whether these are the frames of a content of any kind, signed with the key. */
  public boolean isSignedContent(List<byte[]> frames) {
    int size = frames.size();
    return size >= 2
        && (mac == null
            || MessageDigest.isEqual(
                signature(List.of(frames.get(size - 1))), frames.get(size - 2)));
  }

  private byte[] signature(List<byte[]> signed) {
    if (mac == null) {
      return new byte[0];
    }
    Mac own = mac.get();
    signed.forEach(own::update);
    return HexFormat.of().formatHex(own.doFinal()).getBytes(StandardCharsets.US_ASCII);
  }
}
