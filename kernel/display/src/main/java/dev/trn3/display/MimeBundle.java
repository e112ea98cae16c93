package dev.trn3.display;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The same content in several MIME types, as a front end receives it.
 *
 * @param data MIME type to content: text as it is, images in Base64, JSON types as JSON text
 * @param metadata MIME type to a JSON object in text form, such as {@code {"width":640}}
 */
public record MimeBundle(Map<String, String> data, Map<String, String> metadata) {

  public MimeBundle {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** A bundle of plain text alone. */
  public static MimeBundle text(String text) {
    return of("text/plain", text);
  }

  /** A bundle of one MIME type. */
  public static MimeBundle of(String mime, String content) {
    return new MimeBundle(Map.of(mime, content), Map.of());
  }

  /** This bundle and one more type. */
  public MimeBundle with(String mime, String content) {
    Map<String, String> more = new LinkedHashMap<>(data);
    more.put(mime, content);
    return new MimeBundle(more, metadata);
  }

  /** This bundle and one more binary type, encoded in Base64. */
  public MimeBundle with(String mime, byte[] content) {
    return with(mime, Base64.getEncoder().encodeToString(content));
  }

  /** This bundle with metadata for one type, given as a JSON object in text form. */
  public MimeBundle withMetadata(String mime, String json) {
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(mime, json);
    return new MimeBundle(data, more);
  }

  /** The plain text, or an empty string where there is none. */
  public String text() {
    return data.getOrDefault("text/plain", "");
  }

  /** The bytes of a binary type. */
  public byte[] bytes(String mime) {
    return Base64.getMimeDecoder().decode(data.get(mime).getBytes(StandardCharsets.US_ASCII));
  }
}
