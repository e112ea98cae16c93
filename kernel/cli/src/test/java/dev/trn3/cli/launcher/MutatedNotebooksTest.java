package dev.trn3.cli.launcher;

import static dev.trn3.cli.launcher.Launched.trn3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that was changed after its notebook was blessed: what {@code trn3 test} says of it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@DisplayName("trn3 test of notebooks whose code has changed")
@Tag("once")
class MutatedNotebooksTest {

  private static final Path DESIGN = Launched.SCRIPT.resolveSibling("DESIGN.md");

  private static final String TABLE =
      """
      Table.create("Latency", StringColumn.create("percentile", "p50", "p99"),
          DoubleColumn.create("latency [ms]", 3.1, 12.4))""";
  private static final String BARS =
      """
      var image = new java.awt.image.BufferedImage(640, 400, java.awt.image.BufferedImage.TYPE_INT_RGB);
      var canvas = image.createGraphics();
      canvas.fillRect(0, 0, 640, 400);
      canvas.setColor(java.awt.Color.BLUE);
      int[] heights = {320, 250, 180, 120};
      for (int i = 0; i < 4; i++) canvas.fillRect(60 + 140 * i, 380 - heights[i], 80, heights[i]);
      var bytes = new java.io.ByteArrayOutputStream();
      javax.imageio.ImageIO.write(image, "png", bytes);
      display(Base64.getEncoder().encodeToString(bytes.toByteArray()), "image/png");""";
  private static final String NOISE =
      """
      System.out.println(java.time.Instant.now() + " " + new Object());
      System.err.println("warning " + System.nanoTime());
      for (int i = 0; i < 3; i++) {
          System.out.print("piece " + i + "\\n");
          System.out.flush();
          Thread.sleep(new Random().nextInt(30));
      }""";

  @TempDir private static Path folder;
  private static Launched first;
  private static Launched green;
  private static Launched red;

  @BeforeAll
  static void blessMutateAndTest() throws Exception {
    write(
        "shown.ipynb",
        Cell.code("digit", "System.out.println(\"p50 3.1 ms\\np99 12.4 ms\");"),
        Cell.code("output", "System.out.println(\"a\");\nhtml(\"<b>b</b>\")"),
        Cell.code("huge", "System.out.println(\"done\");"),
        Cell.code("bars", BARS),
        Cell.code("nan", "\"mean \" + 12.4 / 1 + \" ms\""),
        Cell.code("column", TABLE),
        Cell.code("cell", TABLE));
    write("order.ipynb", Cell.code("set", "int x = 1;"), Cell.code("use", "x + 1"));
    write("hung.ipynb", Cell.code("hang", "int n = 1;"), Cell.code("after", "n"));
    write("dead.ipynb", Cell.code("die", "int n = 1;"), Cell.code("after", "n"));
    write("noise.ipynb", Cell.code("noise", NOISE), Cell.code("bars", BARS));
    first = test("--bless", ".");
    green = test(".");

    mutate(
        "shown.ipynb",
        Map.of(
            "digit", "System.out.println(\"p50 3.1 ms\\np99 12.5 ms\");",
            "output", "System.out.println(\"a\");",
            "huge", "System.out.println(\"done\\n\" + \"no play\\n\".repeat(1_250_000));",
            "bars", BARS.replace("120}", "140}"),
            "nan", "\"mean \" + 0.0 / 0 + \" ms\"",
            "column", TABLE.replace("latency [ms]", "delay [ms]"),
            "cell", TABLE.replace("12.4", "13.1")));
    Notebook order = Notebook.read(folder.resolve("order.ipynb"));
    order
        .withCells(List.of(order.cells().get(1), order.cells().get(0)))
        .write(folder.resolve("order.ipynb"));
    mutate("hung.ipynb", Map.of("hang", "Thread.sleep(600_000);"));
    limit("hung.ipynb", "5s");
    mutate(
        "dead.ipynb",
        Map.of(
            "die",
            "ProcessHandle.current().parent().orElseThrow().destroyForcibly();\n"
                + "Thread.sleep(600_000);"));
    red = test(".", "--junit-xml", "tests.xml");
  }

  private static void write(String name, Cell... cells) throws IOException {
    Notebook.of("trn3", "trn3", "java", List.of(cells)).write(folder.resolve(name));
  }

  private static void mutate(String name, Map<String, String> sources) throws IOException {
    Notebook notebook = Notebook.read(folder.resolve(name));
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      cells.add(cell.withSource(sources.getOrDefault(cell.id(), cell.source())));
    }
    notebook.withCells(cells).write(folder.resolve(name));
  }

  /** Of the first cell alone: where others use the machine, the rest may take as long. */
  private static void limit(String name, String timeout) throws IOException {
    Notebook notebook = Notebook.read(folder.resolve(name));
    ObjectNode metadata = Json.object();
    metadata.putObject("trn3").put("timeout", timeout);
    notebook.withCell(notebook.cells().get(0).withMetadata(metadata)).write(folder.resolve(name));
  }

  private static Launched test(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("test"));
    all.addAll(List.of(arguments));
    return trn3()
        .in(folder)
        .with("CI", "")
        .with("XDG_STATE_HOME", folder.resolve("state").toString())
        .run(all.toArray(String[]::new));
  }

  @Test
  void isGreenBeforeAlsoWithTimesAddressesPiecesAndWarningsThatDiffer() {
    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(green.exitCode()).as(green.out() + green.err()).isZero();
    assertThat(green.out()).contains("5 notebooks, 15 cells: 15 passed (");
  }

  @Test
  void endsWithTheCodeOfCellsThatFail() {
    assertThat(red.exitCode()).as(red.out() + red.err()).isEqualTo(4);
    assertThat(red.out())
        .contains("5 notebooks, 15 cells: 2 passed, 7 differ, 3 failed, 3 aborted");
  }

  static Stream<Arguments> mutations() {
    return Stream.of(
        arguments("digit", "line 2 \"p99\": stored 12.4 ms, got 12.5 ms (+0.81 %, allowed 1e-9)"),
        arguments("output", "output 2: missing: a result of type text/html, text/plain"),
        arguments("huge", "stored 1 line, got 1250001; line 2 is new: \"no play\""),
        arguments(
            "bars",
            "the image differs: 0.4 % on average (allowed 2 %), most near pixel (480, 240): 100 %"
                + " (allowed 35 %)"),
        arguments("nan", "line 1 \"mean\": stored 12.4 ms, got NaN ms"),
        arguments("column", "column 2: stored \"latency\", got \"delay\""),
        arguments("cell", "row 2 \"p99\": stored 12.4 ms, got 13.1 ms (+5.6 %, allowed 1e-9)"),
        arguments("use", "CompilationError: cannot find symbol"),
        arguments("hang", "still running after 5 s, interrupted: Thread.sleep(600_000);"),
        arguments("die", "kernel died with exit code 137"));
  }

  @ParameterizedTest(name = "cell {0}: {1}")
  @MethodSource("mutations")
  void saysInTheWordsOfItsDocumentation(String cell, String message) throws IOException {
    assertThat(red.out())
        .containsPattern(
            "\\(cell " + cell + "\\): \\Q" + message + "\\E(\\n|; its last lines:\\n)");
    assertThat(DESIGN).content().contains("| `" + message + "` |");
    assertThat(folder.resolve("tests.xml"))
        .content()
        .contains("message=\"" + message.replace("\"", "&quot;"));
  }

  @Test
  void saysOfSwappedCellsAlsoThatTheyWereStoredInAnotherOrder() {
    assertThat(red.out())
        .contains("cell use was executed as number 2, not 1; run all cells from the top and save");
  }

  @Test
  void keepsWhatRan() {
    for (String name : List.of("shown", "order", "hung", "dead")) {
      assertThat(folder.resolve("state/trn3/notebooks/" + name + ".executed.ipynb")).exists();
    }
    assertThat(folder.resolve("state/trn3/notebooks/noise.executed.ipynb")).doesNotExist();
  }
}
