package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldFlagsTest {

  /** Each kind of constant, and fields with attributes. */
  @SuppressWarnings("unused")
  private static final class Odd implements Comparable<Odd> {
    @Deprecated static final long LONG = 1L << 40;
    static final double DOUBLE = 1.5;
    static final String TEXT = "\u00e4\u0000";
    private volatile List<String> generic;
    private transient Object[] several = {1, 2f, (Runnable) () -> {}, "a" + TEXT.length()};

    @Override
    public int compareTo(Odd other) {
      return 0;
    }
  }

  private static byte[] file(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Odd.class, FieldFlags.class, Runnable.class})
  void areThoseOfAllFields(Class<?> type) throws IOException {
    byte[] file = file(type);

    assertThat(FieldFlags.of(file))
        .extracting(FieldFlags::name, each -> (int) ByteBuffer.wrap(file).getShort(each.at()))
        .containsExactlyElementsOf(
            Stream.of(type.getDeclaredFields())
                .map(each -> tuple(each.getName(), each.getModifiers()))
                .toList());
  }

  @Test
  void areSetForOneField() throws IOException {
    byte[] file = file(Odd.class);
    FieldFlags.of(file).stream()
        .filter(each -> each.name().equals("several"))
        .forEach(each -> each.set(Modifier.VOLATILE, file));

    assertThat(FieldFlags.of(file))
        .filteredOn(each -> Modifier.isVolatile(ByteBuffer.wrap(file).getShort(each.at())))
        .extracting(FieldFlags::name)
        .containsExactly("generic", "several");
  }
}
