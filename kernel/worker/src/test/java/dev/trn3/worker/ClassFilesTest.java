package dev.trn3.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassFilesTest {

  private static final int MANY = 20_000;

  private final ClassFiles files = new ClassFiles();

  @Test
  void areHandedOutAsTheyWereKeptWhateverTheyHaveInCommon() throws IOException {
    Random random = new Random(7);
    List<byte[]> real = List.of(file(ClassFiles.class), file(Sample.class), file(Map.class));
    Map<String, byte[]> kept = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      byte[] code = real.get(i % real.size()).clone();
      if (i % 7 == 0) {
        random.nextBytes(code); // Nothing in common with any other.
      } else {
        code[random.nextInt(code.length)]++;
      }
      kept.put("Cell" + i, code);
    }
    kept.put("Empty", new byte[0]);
    kept.put("Large", new byte[1 << 20]);

    kept.forEach(files::put);

    kept.forEach((name, code) -> assertThat(files.get(name)).isEqualTo(code));
    assertThat(files.get("Unknown")).isNull();
  }

  @Test
  void takeTheirFormerPlaceWhereTheyHaveChanged() {
    files.put("Cell", "first code".getBytes(StandardCharsets.UTF_8));
    files.put("Cell", "other code".getBytes(StandardCharsets.UTF_8));

    assertThat(files.get("Cell")).asString(StandardCharsets.UTF_8).isEqualTo("other code");
  }

  @Test
  void ofManyCellsTakeAFractionOfTheirLength() throws IOException {
    String code = new String(file(Sample.class), StandardCharsets.ISO_8859_1);
    long before = live();
    for (int i = 0; i < MANY; i++) {
      String changed = code.replace("Sample", "S%05d".formatted(i));
      files.put("Cell" + i, changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThat(live() - before).isLessThan((long) MANY * code.length() / 2);
    assertThat(files.get("Cell" + (MANY - 1))).hasSize(code.length());
  }

  /** A small class, as cells have them. */
  private static final class Sample {
    @Override
    public String toString() {
      return List.of("a text", 1).toString();
    }
  }

  private static byte[] file(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** Bytes of the heap that are no garbage. */
  private static long live() {
    System.gc();
    Runtime heap = Runtime.getRuntime();
    return heap.totalMemory() - heap.freeMemory();
  }
}
