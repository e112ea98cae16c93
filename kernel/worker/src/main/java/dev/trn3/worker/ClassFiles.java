package dev.trn3.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Class files of cells, each kept as what it has that earlier ones do not.
 *
 * <p>Cells are thousands, and the class files of most differ in a few names and numbers. So a few
 * are kept whole, one of each kind, and what follows is deflated with these as its dictionary.
 */
final class ClassFiles {

  /** More would find little more, and take longer with each class. */
  private static final int DICTIONARY_BYTES = 8 << 10;

  /** What has less than three quarters in common with those that are whole is kept whole, too. */
  private static final int ALIKE = 4;

  private final Map<String, Kept> byName = new HashMap<>();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private byte[] whole = {};
  private int length;

  /**
   * A class file.
   *
   * @param whole begins with its dictionary
   * @param length of that
   */
  private record Kept(byte[] whole, int length, byte[] rest) {}

  /** Keeps the file of a class, in place of a former one. */
  synchronized void put(String name, byte[] file) {
    byte[] rest = rest(file);
    if (rest.length > file.length / ALIKE && file.length <= DICTIONARY_BYTES) {
      addWhole(file);
      rest = rest(file);
    }
    byName.put(name, new Kept(whole, length, rest));
  }

  private void addWhole(byte[] file) {
    if (length + file.length > whole.length) {
      whole = new byte[DICTIONARY_BYTES]; // Those kept so far go on with the former one.
      length = 0;
    }
    System.arraycopy(file, 0, whole, length, file.length);
    length += file.length;
  }

  private byte[] rest(byte[] file) {
    deflater.reset();
    deflater.setDictionary(whole, 0, length);
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(rest, deflater)) {
      out.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Nothing is written to a file.
    }
    return rest.toByteArray();
  }

  /** The file of a class; null where none of this name is kept. */
  synchronized byte[] get(String name) {
    Kept kept = byName.get(name);
    return kept == null ? null : file(kept);
  }

  private static byte[] file(Kept kept) {
    Inflater inflater = new Inflater(true);
    inflater.setDictionary(kept.whole(), 0, kept.length());
    try (var in = new InflaterInputStream(new ByteArrayInputStream(kept.rest()), inflater)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a class file cannot be read that was kept", e);
    } finally {
      inflater.end();
    }
  }
}
