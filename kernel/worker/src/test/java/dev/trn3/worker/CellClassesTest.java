package dev.trn3.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellClassesTest {

  private static final String NAME = CellClassesTest.class.getName() + "$Taught";

  /** Its code is loaded under another name: this one is on the class path. */
  static class Sample {
    @Override
    public String toString() {
      return "first code";
    }
  }

  @Test
  void refuseAClassWhoseNameHasOtherCodeAlready() throws ReflectiveOperationException, IOException {
    try (var classes = new CellClasses()) {
      classes.load(named("first code"));
      classes.load(named("first code")); // Nothing else would answer.

      assertThatThrownBy(() -> classes.load(named("other code")))
          .isInstanceOf(DefinedAlready.class)
          .hasMessageContainingAll(NAME, "%reset");
      var made = classes.loadClass(NAME).getDeclaredConstructor();
      made.setAccessible(true);
      assertThat(made.newInstance()).hasToString("first code");
    }
  }

  @Test
  void areLookedForNowhereElse() throws ReflectiveOperationException, IOException {
    List<String> asked = new ArrayList<>();
    ClassLoader above =
        new ClassLoader(CellClassesTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
          }
        };
    try (var classes = new CellClasses(above)) {
      classes.load(named("first code"));

      assertThat(classes.loadClass(NAME).getClassLoader()).isSameAs(classes);
      assertThat(classes.loadClass("java.util.List")).isSameAs(List.class);
      assertThat(asked).contains("java.util.List").doesNotContain(NAME);
    }
  }

  @Test
  void handOutTheCodeThatTheirClassesHaveNow() throws ReflectiveOperationException, IOException {
    try (var classes = new CellClasses()) {
      classes.load(named("first code"));
      classes.redefined(named("other code"));

      try (InputStream now = classes.getResourceAsStream(NAME.replace('.', '/') + ".class")) {
        assertThat(now.readAllBytes()).isEqualTo(named("other code").get(NAME));
      }
    }
  }

  private static LinkedHashMap<String, byte[]> named(String text) throws IOException {
    try (InputStream code =
        CellClassesTest.class.getResourceAsStream("CellClassesTest$Sample.class")) {
      String changed =
          new String(code.readAllBytes(), StandardCharsets.ISO_8859_1)
              .replace("Sample", "Taught")
              .replace("first code", text);
      var classes = new LinkedHashMap<String, byte[]>();
      classes.put(NAME, changed.getBytes(StandardCharsets.ISO_8859_1));
      return classes;
    }
  }
}
