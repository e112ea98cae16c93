package dev.trn3.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts UTF-8 into JSON as it is, but for what JSON wants escaped.
 *
 * <p>The server has the first compiler of the JVM only, and the first output of a session meets
 * code that is not compiled at all. So this looks at each byte once and copies what stands between
 * two escapes in one piece.
 */
final class EscapedText {

  private static final String SHORT = "\"\\\b\f\n\r\t";
  private static final String LETTERS = "\"\\bfnrt";
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_ESCAPE = 6;
  private static final int ROOM = 64;
  private static final int LARGEST_KEPT = 1 << 20;

  /** The room of the last text of a thread: the JVM would clear it anew for each. */
  private static final ThreadLocal<byte[]> KEPT = ThreadLocal.withInitial(() -> new byte[0]);

  private byte[] out;
  private int size;

  private EscapedText(int expected) {
    byte[] kept = KEPT.get();
    out = kept.length >= expected ? kept : new byte[expected];
  }

  /** These bytes of JSON around the text; empty where the text is no UTF-8. */
  static Optional<byte[]> between(byte[] before, byte[] text, byte[] behind) {
    int room = text.length / Byte.SIZE + ROOM; // A line end for each eight bytes.
    EscapedText escaped = new EscapedText(before.length + text.length + behind.length + room);
    escaped.add(before, 0, before.length);
    if (!escaped.addEscaped(text)) {
      return Optional.empty();
    }
    escaped.add(behind, 0, behind.length);
    if (escaped.out.length <= LARGEST_KEPT) {
      KEPT.set(escaped.out);
    }
    return Optional.of(Arrays.copyOf(escaped.out, escaped.size));
  }

  private boolean addEscaped(byte[] text) {
    int from = 0;
    while (from < text.length) {
      int end = special(text, from);
      if (end < 0) {
        return false;
      }
      add(text, from, end - from);
      if (end < text.length) {
        addEscape(text[end]);
      }
      from = end + 1;
    }
    return true;
  }

  /**
   * Where the next character stands that must be escaped, or the end; less than 0 where something
   * before it is no UTF-8. Called for each line, so that it is soon compiled.
   */
  private static int special(byte[] text, int from) {
    int at = from;
    while (at < text.length) {
      byte b = text[at];
      if (b >= ' ' && b != '"' && b != '\\') {
        at++;
      } else if (b >= 0) {
        return at;
      } else {
        int length = characterLength(text, at);
        if (length == 0) {
          return -1;
        }
        at += length;
      }
    }
    return at;
  }

  /** The number of bytes of a character beyond ASCII; 0 where there is none (RFC 3629). */
  private static int characterLength(byte[] text, int at) {
    int lead = text[at] & 0xFF;
    int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 0 || at + length > text.length) {
      return 0;
    }
    int second = text[at + 1] & 0xFF;
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80; // Shorter forms are none,
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF; // nor halves of pairs.
    boolean whole = second >= lowest && second <= highest;
    for (int i = 2; i < length; i++) {
      whole &= (text[at + i] & 0xC0) == 0x80;
    }
    return whole ? length : 0;
  }

  private void addEscape(byte b) {
    reserve(LONGEST_ESCAPE);
    out[size++] = '\\';
    int known = SHORT.indexOf(b);
    if (known >= 0) {
      out[size++] = (byte) LETTERS.charAt(known);
    } else {
      out[size++] = 'u';
      out[size++] = '0';
      out[size++] = '0';
      out[size++] = HEX[b >> 4];
      out[size++] = HEX[b & 0xF];
    }
  }

  private void add(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, out, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (size + more > out.length) {
      out = Arrays.copyOf(out, size + more + size / 2);
    }
  }
}
