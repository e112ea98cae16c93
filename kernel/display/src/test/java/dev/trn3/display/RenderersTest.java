package dev.trn3.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RenderersTest {

  private static String text(Object value) {
    return Renderers.render(value).text();
  }

  @Test
  void showsAnyValueAsItsText() {
    assertThat(text(1.5)).isEqualTo("1.5");
    assertThat(text("é😀")).isEqualTo("é😀");
    assertThat(text(null)).isEqualTo("null");
    assertThat(text(List.of(1, 2))).isEqualTo("[1, 2]");
  }

  @Test
  void showsTheElementsOfArrays() {
    assertThat(text(new int[] {1, 2})).isEqualTo("[1, 2]");
    assertThat(text(new int[][] {{1}, {}, null})).isEqualTo("[[1], [], null]");
    assertThat(text(new Object[] {"a", new double[] {0.5}})).isEqualTo("[a, [0.5]]");
    assertThat(text(new char[] {'x'})).isEqualTo("[x]");
    Object[] self = new Object[1];
    self[0] = self;
    assertThat(text(self)).contains("...");
  }

  @Test
  void saysSoWhereAToStringThrows() {
    Object throwing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("not today");
          }
        };

    assertThat(text(throwing))
        .contains("RenderersTest")
        .endsWith("(its toString() threw java.lang.IllegalStateException: not today)");
    assertThat(text(new Object[] {throwing})).contains("not today");
  }

  @Test
  @SuppressWarnings("ToStringReturnsNull")
  void takesAToStringThatGivesNoText() {
    Object wordless =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };

    assertThat(text(wordless)).isEqualTo("null");
  }

  @Test
  void saysSoWhereAToStringNeverEnds() {
    List<Object> one = new ArrayList<>();
    one.add(List.of(1));
    one.add(new ArrayList<>(List.of(one)));

    assertThat(text(one)).contains("java.lang.StackOverflowError");
  }

  /** Known to the renderers of this test only, which are named in META-INF/services. */
  record Shape(String kind) {}

  /** The more important of two. */
  public static final class Important implements DisplayRenderer {
    @Override
    public Optional<MimeBundle> render(Object value) {
      return value instanceof Shape shape && shape.kind().equals("both")
          ? Optional.of(MimeBundle.text("by the important"))
          : Optional.empty();
    }

    @Override
    public int priority() {
      return 10;
    }
  }

  /** Done once when the next {@link Ordinary} is made. */
  private static final AtomicReference<Runnable> MADE = new AtomicReference<>();

  /** The less important of two; it fails for some. */
  public static final class Ordinary implements DisplayRenderer {
    public Ordinary() {
      Runnable made = MADE.getAndSet(null);
      if (made != null) {
        made.run();
      }
    }

    @Override
    public Optional<MimeBundle> render(Object value) {
      if (!(value instanceof Shape shape)) {
        return Optional.empty();
      }
      return switch (shape.kind()) {
        case "throwing" -> throw new IllegalArgumentException("no such shape");
        case "unlinked" -> throw new NoClassDefFoundError("Missing");
        case "careless" -> null;
        default -> Optional.of(MimeBundle.text("by the ordinary"));
      };
    }
  }

  /** One whose library is not there. */
  public static final class Broken implements DisplayRenderer {
    public Broken() {
      throw new NoClassDefFoundError("Missing");
    }

    @Override
    public Optional<MimeBundle> render(Object value) {
      throw new AssertionError("never made");
    }
  }

  @Test
  void asksTheMoreImportantRendererFirst() {
    assertThat(text(new Shape("both"))).isEqualTo("by the important");
    assertThat(text(new Shape("one"))).isEqualTo("by the ordinary");
  }

  @Test
  void passesOverARendererThatThrowsAndSaysWhy() {
    for (String kind : List.of("throwing", "unlinked", "careless")) {
      assertThat(text(new Shape(kind)))
          .startsWith("Shape[kind=" + kind + "]\n[" + Ordinary.class.getName())
          .contains("could not show this: ");
    }
    assertThat(text(new Shape("throwing"))).contains("no such shape");
  }

  @Test
  void findsRenderersWhicheverThreadShowsFirst() throws InterruptedException {
    Renderers.lookAgain(RenderersTest.class.getClassLoader());
    List<String> shown = new ArrayList<>();
    Thread thread = new Thread(() -> shown.add(text(new Shape("one"))));
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    thread.start();
    thread.join();

    assertThat(shown).containsExactly("by the ordinary");
  }

  @Test
  void looksAgainWhereTheClassPathGrowsWhileItLooks() {
    ClassLoader loader = RenderersTest.class.getClassLoader();
    try {
      MADE.set(() -> Renderers.lookAgain(ClassLoader.getPlatformClassLoader()));
      Renderers.lookAgain(loader);

      assertThat(text(new Shape("one"))).isEqualTo("by the ordinary");
      assertThat(text(new Shape("one"))).isEqualTo("Shape[kind=one]");
    } finally {
      Renderers.lookAgain(loader);
    }
  }

  @Test
  void asksARendererThatWasRegisteredLastFirst() {
    Renderers.register(
        value ->
            Double.valueOf(7.25).equals(value)
                ? Optional.of(MimeBundle.text("a"))
                : Optional.empty());
    Renderers.register(
        value ->
            Double.valueOf(7.25).equals(value)
                ? Optional.of(MimeBundle.text("b"))
                : Optional.empty());

    assertThat(text(7.25)).isEqualTo("b");
    assertThat(text(null)).isEqualTo("null");
  }
}
