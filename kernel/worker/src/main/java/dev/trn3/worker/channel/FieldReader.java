package dev.trn3.worker.channel;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the fields of a frame, in the order in which {@link Fields} wrote them. */
public final class FieldReader {

  private final ByteBuffer bytes;

  FieldReader(byte[] body) {
    this.bytes = ByteBuffer.wrap(body);
  }

  /** The next field, a whole number. */
  public int number() {
    return bytes.getInt();
  }

  /** The next field, yes or no. */
  public boolean flag() {
    return bytes.get() != 0;
  }

  /** The next field, a text or null. */
  public String text() {
    byte[] utf8 = bytes();
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  /** The next field, bytes or null. */
  public byte[] bytes() {
    int length = bytes.getInt();
    if (length < 0) {
      return null;
    }
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }

  /** The next field, a bundle. */
  public MimeBundle bundle() {
    Map<String, String> data = map();
    return new MimeBundle(data, map());
  }

  /** The next field, what happens to a comm. */
  public CommEvent comm() {
    CommEvent.Kind kind = CommEvent.Kind.valueOf(text());
    String id = text();
    String target = text();
    String data = text();
    String metadata = text();
    int count = number();
    List<byte[]> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buffers.add(bytes());
    }
    return new CommEvent(kind, id, target, new CommMessage(data, metadata, buffers));
  }

  private Map<String, String> map() {
    int size = number();
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      String key = text();
      map.put(key, text());
    }
    return map;
  }
}
