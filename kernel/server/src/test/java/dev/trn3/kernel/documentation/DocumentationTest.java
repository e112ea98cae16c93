package dev.trn3.kernel.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sources say, found and rendered. */
class DocumentationTest {

  private static final String SHAPE =
      """
      package p;

      /** A shape with {@code <sides>}. */
      public interface Shape {
        /**
         * Its area &lt; 5&nbsp;m&sup2;, see {@link Math#max(int, int) the greater}.
         *
         * <p>Second paragraph:
         * <ul><li>one <b>bold</b></li><li>two</li></ul>
         * <pre>{@code
         * if (a < b) {
         *   c();
         * }
         * }</pre>
         * <script>alert(1)</script>
         *
         * @param scale the factor, in <i>percent</i>
         * @return the area
         * @throws IllegalStateException where there is none
         * @since 3
         */
        double area(java.util.List<String> scale);

        /** Another one. */
        double area(int... scales);
      }
      """;

  private static final String SQUARE =
      """
      package p;

      /**
       * A square.
       *
       * @param side its length, in metres
       */
      public record Square(double side) implements Shape {
        public static final int SIDES = 4;
        @Override public double area(java.util.List<String> scale) { return side * side; }
        @Override public double area(int... scales) { return 0; }
        /** Inside. */
        public static class Inner {
          /** Made. */ public Inner(int q) {}
          /**
           * Seen.
           *
           * @see #Inner(int)
           * @see Shape#area(int...)
           * @see <a href="https://a.example">elsewhere</a>
           */
          public void seen() {}
        }
      }
      """;

  @TempDir private Path folder;
  private Declarations declarations;

  private void jar(String place) throws IOException {
    Path jar = folder.resolve(place);
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("p/Shape.java"));
      zip.write(SHAPE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("p/Square.java"));
      zip.write(SQUARE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void beside() throws IOException {
    jar("lib/shapes-sources.jar");
    declarations = new Declarations(Sources.of(List.of(folder.resolve("lib/shapes.jar"))));
  }

  private Documented find(String signature) {
    return declarations.find(Signature.of(signature)).orElseThrow();
  }

  @Nested
  class Sourcefiles {

    @Test
    void areFoundInAFolderOfSources() throws IOException {
      jar("sources/other-sources.jar");

      assertThat(Sources.of(List.of(folder.resolve("worker/other.jar"))).declaring("p.Square"))
          .hasSize(1);
    }

    @Test
    void areFoundInAProjectThatIsBuilt() throws IOException {
      Path source = folder.resolve("project/src/main/java/q/Point.java");
      Files.createDirectories(source.getParent());
      Files.writeString(source, "package q; class Point {}");
      Path classes = Files.createDirectories(folder.resolve("project/target/classes"));

      var found = Sources.of(List.of(classes)).declaring("q.Point");
      assertThat(found).hasSize(1);
      assertThat(found.get(0).text()).isEqualTo("package q; class Point {}");
    }

    @Test
    void areFoundByWholeNamesOnly() {
      Sources sources = Sources.of(List.of(folder.resolve("lib/shapes.jar")));

      assertThat(sources.declaring("Square")).hasSize(1);
      assertThat(sources.declaring("quare")).isEmpty();
      assertThat(sources.declaring("q.Square")).isEmpty();
    }

    @Test
    void thatAreBrokenAreNone() throws IOException {
      Files.writeString(folder.resolve("lib/broken-sources.jar"), "no archive");

      assertThat(Sources.of(List.of(folder.resolve("lib/broken.jar"))).declaring("Broken"))
          .isEmpty();
    }
  }

  @Nested
  class Signatures {

    @Test
    void nameWhatJShellPrints() {
      assertThat(Signature.of("List<E> List<E>.<E>of(E e1, E... rest)"))
          .isEqualTo(new Signature("List", "of", java.util.Optional.of(List.of("E", "E[]"))));
      assertThat(Signature.of("ArrayList<E>(Collection<? extends E> c)"))
          .isEqualTo(
              new Signature(
                  "ArrayList", "ArrayList", java.util.Optional.of(List.of("Collection"))));
      assertThat(Signature.of("Math.PI:double"))
          .isEqualTo(new Signature("Math", "PI", java.util.Optional.empty()));
      assertThat(Signature.of("java.util.Map.Entry<K, V>"))
          .isEqualTo(new Signature("java.util.Map.Entry", "", java.util.Optional.empty()));
      assertThat(Signature.of("int twice(int x)").type()).isEmpty();
      assertThat(Signature.of("").type()).isEmpty();
      assertThat(Signature.of("int p.Pair(int a, int b).sum(int c)"))
          .isEqualTo(new Signature("p.Pair", "sum", java.util.Optional.of(List.of("int"))));
      assertThat(Signature.of("Pair(int a)(int a)"))
          .isEqualTo(new Signature("Pair", "Pair", java.util.Optional.of(List.of("int"))));
    }
  }

  @Nested
  class ADeclaration {

    @Test
    void isChosenByItsParameters() {
      assertThat(Javadoc.plain(find("double Shape.area(int... scales)").comment()))
          .isEqualTo("Another one.");
      assertThat(declarations.find(Signature.of("double Shape.area(long x)"))).isEmpty();
      assertThat(declarations.find(Signature.of("double Nothing.area(long x)"))).isEmpty();
    }

    @Test
    void showsItsOwnTextAsSource() {
      assertThat(find("double Square.area(List<String> scale)").source())
          .isEqualTo(
              "@Override public double area(java.util.List<String> scale) { return side * side; }");
      assertThat(find("Square.SIDES:int").source()).contains("SIDES = 4");
    }

    @Test
    void inheritsTheCommentOfWhatItOverrides() {
      assertThat(Javadoc.plain(find("double Square.area(int... scales)").comment()))
          .isEqualTo("Another one.");
    }

    @Test
    void thatARecordMakesByItselfIsDocumentedWithIt() {
      assertThat(Javadoc.plain(find("double Square.side()").comment()))
          .contains("side - its length, in metres");
      assertThat(Javadoc.plain(find("Square(double side)").comment())).startsWith("A square.");
    }

    @Test
    void mayBeNested() {
      assertThat(Javadoc.plain(find("p.Square.Inner").comment())).isEqualTo("Inside.");
      assertThat(Javadoc.plain(find("Square.Inner(int q)").comment())).isEqualTo("Made.");
      assertThat(Javadoc.markdown(find("void Square.Inner.seen()").comment()))
          .contains("`Inner(int)`", "`Shape.area(int...)`", "elsewhere")
          .doesNotContain(".Inner", "<a");
    }

    @Test
    void ofACellIsReadFromItsText() {
      assertThat(
              Javadoc.plain(
                  Declarations.ofCell("/** Doubles. */ int twice(int x) { return 2 * x; }")
                      .comment()))
          .isEqualTo("Doubles.");
      assertThat(Declarations.ofCell("no java").comment()).isNull();
    }
  }

  @Nested
  class AComment {

    @Test
    void becomesPlainText() {
      assertThat(Javadoc.plain(find("double Shape.area(List scale)").comment()))
          .isEqualTo(
              """
              Its area < 5 msup2, see the greater.

              Second paragraph:

                - one bold
                - two

                  if (a < b) {
                    c();
                  }

              Parameters:
                - scale - the factor, in percent

              Returns: the area

              Throws:
                - IllegalStateException - where there is none

              Since: 3\
              """
                  .indent(0)
                  .strip());
    }

    @Test
    void becomesMarkdown() {
      assertThat(Javadoc.markdown(find("double Shape.area(List scale)").comment()))
          .contains("- one **bold**")
          .contains("```java\nif (a < b) {\n  c();\n}\n```")
          .contains("**Parameters**\n\n- `scale` – the factor, in *percent*")
          .contains("Its area \\< 5");
      assertThat(Javadoc.markdown(find("p.Shape").comment())).isEqualTo("A shape with `<sides>`.");
    }

    @Test
    void becomesHtmlWithoutWhatRuns() {
      assertThat(Javadoc.html(find("double Shape.area(List scale)").comment()))
          .contains("Its area &lt; 5 m&sup2;, see the greater.")
          .contains("<li>one <b>bold</b></li>")
          .contains("<pre><code>if (a &lt; b) {")
          .contains("<code>scale</code> – the factor, in <i>percent</i>")
          .doesNotContain("<script");
      assertThat(Javadoc.html(find("p.Shape").comment()))
          .isEqualTo("A shape with <code>&lt;sides&gt;</code>.");
    }
  }
}
