package dev.trn3.kernel.debug;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cells as files. Front ends name a cell by a path with the hash of its text in it, so that kernel
 * and front end find the same name each for itself. The files exist by name only.
 */
final class CellPaths {

  static final String HASH_METHOD = "Murmur2";
  static final int HASH_SEED = 0x9747b28c;
  static final String SUFFIX = ".java";

  private static final int MULTIPLIER = 0x5bd1e995;
  private static final int WORD = Integer.BYTES;

  private final String prefix =
      System.getProperty("java.io.tmpdir") + "/trn3_" + ProcessHandle.current().pid() + "/";
  private final Map<String, String> codes = new ConcurrentHashMap<>();

  /** What every path begins with. */
  String prefix() {
    return prefix;
  }

  /** The path of a cell; from now on its text is known. */
  String of(String code) {
    String path = prefix + Integer.toUnsignedString(hash(code)) + SUFFIX;
    codes.put(path, code);
    return path;
  }

  /** The text of the cell with this path, if one was seen. */
  Optional<String> code(String path) {
    return Optional.ofNullable(codes.get(path));
  }

  /** The 32-bit MurmurHash2 of Austin Appleby, over UTF-8; the words are little-endian. */
  static int hash(String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    int hash = HASH_SEED ^ data.length;
    int at = 0;
    for (; data.length - at >= WORD; at += WORD) {
      int word = little(data, at, WORD) * MULTIPLIER;
      word = (word ^ (word >>> 24)) * MULTIPLIER;
      hash = (hash * MULTIPLIER) ^ word;
    }
    if (at < data.length) {
      hash = (hash ^ little(data, at, data.length - at)) * MULTIPLIER;
    }
    hash = (hash ^ (hash >>> 13)) * MULTIPLIER;
    return hash ^ (hash >>> 15);
  }

  private static int little(byte[] data, int from, int count) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= (data[from + i] & 0xff) << (Byte.SIZE * i);
    }
    return word;
  }
}
