package dev.trn3.display.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import jupyter.Displayers.Thermometer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JavaValuesTest {

  private static final String DATA = "application/vnd.trn3.table+json";

  record Chip(String name, int cores, double price) {}

  sealed interface Shape permits Circle, Square {}

  record Circle(double radius) implements Shape {}

  record Square(double side) implements Shape {}

  record Money(long cents) {
    @Override
    public String toString() {
      return cents / 100.0 + " $";
    }
  }

  record Fragile(String what) {
    @Override
    public String what() {
      throw new IllegalStateException("broken");
    }

    @Override
    public String toString() {
      return "Fragile[]";
    }
  }

  private static MimeBundle shown(Object value) {
    return Renderers.render(value);
  }

  @Nested
  class ARecord {

    @Test
    void isATableOfItsComponentsBesideItsText() {
      MimeBundle chip = shown(new Chip("a<b", 8, 1.5));

      assertThat(chip.text()).isEqualTo("Chip[name=a<b, cores=8, price=1.5]");
      assertThat(chip.data().get("text/html")).contains(">name<", ">a&lt;b<", ">Chip<");
    }

    @Test
    void thatSaysItselfHowItIsWrittenIsWrittenSo() {
      assertThat(shown(new Money(250)).data()).isEqualTo(Map.of("text/plain", "2.5 $"));
      assertThat(shown(List.of(new Money(250))).data()).containsOnlyKeys("text/plain");
    }

    @Test
    void whoseAccessorThrowsSaysSoInItsPlace() {
      assertThat(shown(new Fragile("vase")).data().get("text/html"))
          .contains("what() threw java.lang.IllegalStateException: broken");
    }
  }

  @Nested
  class ACollection {

    @Test
    void ofRecordsIsATable() {
      MimeBundle chips = shown(List.of(new Chip("Trn2", 8, 1.5), new Chip("Trn3", 16, 10.25)));

      assertThat(chips.text())
          .isEqualTo(
              """
              Chip
              name  cores  price
              ────  ─────  ─────
              Trn2      8    1.5
              Trn3     16  10.25""");
      assertThat(chips.data().get(DATA))
          .contains(
              "{\"name\":\"cores\",\"unit\":\"\",\"type\":\"integer\"}", "[\"Trn3\",16,10.25]");
      assertThat(chips.data().get("text/html"))
          .contains("text-align:right\">10.25</td>", "text-align:left\">Trn2</td>");
    }

    @Test
    void ofSeveralKindsOfRecordsNamesTheKindAndLeavesGaps() {
      assertThat(shown(List.of(new Circle(1), new Square(2))).text())
          .isEqualTo(
              """
              type    radius  side
              ──────  ──────  ────
              Circle     1.0     –
              Square       –   2.0""");
    }

    @Test
    void ofMapsIsATableToo() {
      Map<String, Object> first = new LinkedHashMap<>();
      first.put("a", 1);
      first.put("b", null);

      assertThat(shown(List.of(first, Map.of("c", true))).text())
          .isEqualTo("a  b  c\n─  ─  ────\n1  –  –\n–  –  true");
    }

    @Test
    void thatIsLongIsCutWithANote() {
      List<Chip> chips = Collections.nCopies(5_000, new Chip("Trn3", 8, 1));

      assertThat(shown(chips).text()).endsWith("… 4,960 more rows");
      assertThat(shown(chips).data().get("text/html")).contains("… 4,960 more rows");
      assertThat(shown(chips).data().get(DATA))
          .contains("\"rowCount\":5000")
          .hasSizeLessThan(40_000);
      assertThat(shown(Collections.nCopies(1_500, 7)).text()).endsWith("7, 7, … 500 more]");
      assertThat(shown(Collections.nCopies(1_000, 7)).text()).endsWith("7, 7]");
    }

    @Test
    void ofSimpleThingsIsItsText() {
      assertThat(shown(List.of(1, "two")).data()).isEqualTo(Map.of("text/plain", "[1, two]"));
      assertThat(shown(List.of()).data()).isEqualTo(Map.of("text/plain", "[]"));
      assertThat(shown(List.of(new int[] {1, 2})).text()).isEqualTo("[[1, 2]]");
    }

    @Test
    void thatWouldBreakItsTableDoesNot() {
      assertThat(shown(List.of(new Chip("a\nb", 1, 1), new Chip("x".repeat(500), 1, 1))).text())
          .contains("a ⏎ b", "xxx…");
      assertThat(shown(List.of(new Chip("<script>$x$ & \"y\"", 1, 1))).data().get("text/html"))
          .contains("&lt;script&gt;<span>$</span>x<span>$</span> &amp; &quot;y&quot;")
          .doesNotContain("<script");
      List<Object> withNull = new ArrayList<>(List.of(new Chip("a", 1, 1)));
      withNull.add(null);
      assertThat(shown(withNull).text()).isEqualTo("[Chip[name=a, cores=1, price=1.0], null]");
    }
  }

  @Nested
  class AMap {

    @Test
    void isATableOfKeysAndValuesBesideItsText() {
      MimeBundle map = shown(Map.of("chips", 144));

      assertThat(map.text()).isEqualTo("{chips=144}");
      assertThat(map.data().get("text/html")).contains(">key<", ">chips<", ">144<");
      assertThat(shown(Map.of()).data()).isEqualTo(Map.of("text/plain", "{}"));
    }

    @Test
    void ofRecordsHasAColumnForEachComponent() {
      assertThat(shown(Map.of("round", new Circle(2))).text())
          .isEqualTo("Circle\nkey    radius\n─────  ──────\nround     2.0");
    }

    @Test
    void thatIsLongIsCutWithANote() {
      Map<Integer, Integer> squares = new LinkedHashMap<>();
      IntStream.range(0, 2_000).forEach(i -> squares.put(i, i * i));

      assertThat(shown(squares).text()).startsWith("{0=0, 1=1,").endsWith(", … 1,000 more}");
      assertThat(shown(squares).data().get("text/html")).contains("… 1,960 more rows");
    }
  }

  @Nested
  class AnArray {

    @Test
    void ofTwoDimensionsIsAGrid() {
      MimeBundle grid = shown(new double[][] {{1, 2.5}, {3}});

      assertThat(grid.text()).isEqualTo("[[1.0, 2.5], [3.0]]");
      assertThat(grid.data().get("text/html")).contains(">[1]</th>", ">2.5</td>", "></td>");
    }

    @Test
    void ofOtherShapesIsItsText() {
      assertThat(shown(new int[2_000]).text()).startsWith("[0, 0,").endsWith("0, … 1,000 more]");
      assertThat(shown(new int[][][] {{{1}}}).data()).isEqualTo(Map.of("text/plain", "[[[1]]]"));
      assertThat(shown(new int[0][0]).text()).isEqualTo("[]");
      assertThat(shown(new int[5][100]).data()).containsOnlyKeys("text/plain");
      assertThat(shown(new String[] {"a"}).text()).isEqualTo("[a]");
    }

    @Test
    void ofRecordsIsATable() {
      assertThat(shown(new Circle[] {new Circle(1)}).text()).contains("radius").contains("1.0");
    }
  }

  @Test
  void anOptionalShowsWhatIsInIt() {
    assertThat(shown(Optional.of(3)).text()).isEqualTo("Optional[3]");
    assertThat(shown(Optional.empty()).text()).isEqualTo("Optional.empty");
    assertThat(shown(Optional.of(new Circle(1))).text()).isEqualTo("Optional[Circle[radius=1.0]]");
    assertThat(shown(Optional.of(new Circle(1))).data().get("text/html")).contains("radius");
  }

  @Test
  void aStreamIsLeftAsItIs() {
    Stream<Integer> stream = Stream.of(1, 2);
    IntStream numbers = IntStream.of(3, 4);
    Iterator<Integer> iterator = List.of(5).iterator();

    assertThat(shown(stream).text()).contains("a stream, left as it is", ".toList()");
    assertThat(shown(numbers).text()).contains("left as it is", ".toArray()");
    assertThat(shown(iterator).text()).contains("left as it is", ".forEachRemaining(");
    assertThat(stream.toList()).containsExactly(1, 2);
    assertThat(numbers.toArray()).containsExactly(3, 4);
    assertThat(iterator.next()).isEqualTo(5);
  }

  @Test
  void anExceptionSaysWhatCausedItAndWhereBehindAClick() {
    MimeBundle shown =
        shown(new IllegalStateException("no <plan>", new ArithmeticException("/ by zero")));

    assertThat(shown.text())
        .isEqualTo(
            "java.lang.IllegalStateException: no <plan>\n"
                + "Caused by: java.lang.ArithmeticException: / by zero");
    assertThat(shown.data().get("text/html"))
        .startsWith("<details><summary>")
        .contains("no &lt;plan&gt;", "anExceptionSaysWhatCausedIt")
        .doesNotContain("<plan>");
  }

  @Test
  void aPictureIsAPng() throws Exception {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(3, 4, 0xd55e00);
    Image half = image.getScaledInstance(15, 10, Image.SCALE_FAST);

    MimeBundle shown = shown(image);
    assertThat(shown.text()).isEqualTo("picture of 30 × 20 pixels");
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(shown.bytes("image/png")));
    assertThat(read.getRGB(3, 4)).isEqualTo(0xffd55e00);
    assertThat(shown(half).text()).isEqualTo("picture of 15 × 10 pixels");
  }

  @Test
  void displayersOfJvmReprAreAskedBeforeOurs() {
    assertThat(shown(new Thermometer(21)).data())
        .isEqualTo(Map.of("text/plain", "Thermometer[degrees=21]", "text/html", "<b>21°</b>"));
    // One that throws is passed over and named; the record is shown as any other.
    assertThat(shown(new Thermometer(-1)).text())
        .contains("Thermometer[degrees=-1]", "JvmRepr could not show this", "frozen");
  }
}
