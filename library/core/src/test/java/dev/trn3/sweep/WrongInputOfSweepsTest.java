package dev.trn3.sweep;

import static dev.trn3.sweep.SweepFixture.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.search.Search;
import dev.trn3.workload.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hand may type, and what it is told. */
class WrongInputOfSweepsTest {

  @Test
  void aMeasureThatIsCalledAsAnAxisIsRefusedBeforeAnythingIsComputed() {
    Sweep<Double> sweep = Sweep.of(point -> point.number("x")).quietly().over("x", 1, 2);

    assertThatThrownBy(() -> sweep.measure("X ", "", (value, point) -> value).run())
        .hasMessage("\"X \" is both an axis and measured; columns need names of their own");
  }

  @Test
  void aFileThatBeginsWithAnEmptyLineIsNoCheckpoint(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("empty.jsonl"), "\n\n");

    assertThatThrownBy(() -> training().over("servers", 1).checkpoint(file).run())
        .hasMessageContaining("empty.jsonl is no checkpoint; choose another file");
  }

  @Test
  void whatIsNullIsNamed() {
    Search search = Search.of(Training.of(Models.LLAMA_3_1_8B));

    assertThatThrownBy(() -> training().over(null, 1)).hasMessage("an axis needs a name");
    assertThatThrownBy(() -> search.over(null, 1)).hasMessage("an axis needs a name");
    assertThatThrownBy(() -> search.plans(null)).hasMessageContaining("leave it out");
    assertThatThrownBy(() -> training().on(null)).hasMessageContaining("leave it out");
    assertThatThrownBy(() -> training().measure((Measure<Object>) null))
        .hasMessageContaining("measure(null) reads nothing");
    assertThatThrownBy(() -> search.minimise(null)).hasMessageContaining("say stepTime()");
    assertThatThrownBy(() -> Sweep.of((Training) null)).hasMessageContaining("sweeps nothing");
    assertThatThrownBy(() -> Sweep.of(point -> 1.0).named(null)).hasMessageContaining("no name");
    SweepResult result = Sweep.of(point -> 1.0).quietly().over("x", 1).run();
    assertThatThrownBy(() -> result.lowest(null)).hasMessageContaining("names no column");
  }

  @Test
  void aRuleThatThrowsIsNamedWithTheCombination() {
    Sweep<Double> two = Sweep.of(point -> 1.0).quietly().over("x", 1, 2);

    assertThatThrownBy(
            () ->
                two.where(
                        "small",
                        point -> {
                          throw new UnsupportedOperationException("boom");
                        })
                    .run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the rule \"small\" fails for [x 1]: UnsupportedOperationException: boom; a rule answers true or false for every combination")
        .hasRootCauseMessage("boom");
    assertThatThrownBy(() -> two.where("small", point -> point.number("y") < 2).run())
        .hasMessageStartingWith("the rule \"small\" fails for [x 1]: no axis \"y\"");
    assertThatThrownBy(
            () -> two.over("z", 1).when(point -> point.has("x") && point.number("width") > 1).run())
        .hasMessage(
            "when(…) of axis \"z\" fails for [x 1]: no axis \"width\". There are: x; a condition answers true or false, seen from the axes before it");
    assertThatThrownBy(
            () ->
                Search.of(Training.of(Models.LLAMA_3_1_8B))
                    .where("few", point -> point.number("servers") < 2)
                    .run())
        .hasMessageStartingWith("the rule \"few\" fails for the only combination: ");
  }

  @Test
  void rulesConditionsAndColumnsAreNotMissing() {
    Sweep<Double> one = Sweep.of(point -> 1.0).over("x", 1);

    assertThatThrownBy(() -> one.where(" ", point -> true)).hasMessageContaining("in words");
    assertThatThrownBy(() -> one.where("r", null)).hasMessageContaining("rule \"r\" says nothing");
    assertThatThrownBy(() -> one.when(null)).hasMessageContaining("say when(point -> …)");
    assertThatThrownBy(() -> one.checkpoint((String) null)).hasMessageContaining("is no file");
    assertThatThrownBy(() -> one.measure("", "s", (r, point) -> r)).hasMessageContaining("a name");
    assertThatThrownBy(() -> one.measure("y", null, (r, point) -> r)).hasMessageContaining("unit");
    assertThatThrownBy(() -> one.measure("y", "s", null)).hasMessageContaining("reads nothing");
    SweepResult result = one.quietly().run();
    assertThatThrownBy(result::front).hasMessageContaining("name them");
    assertThatThrownBy(() -> result.without("x")).hasMessageContaining("is an axis");
  }

  @Test
  void theValuesOfAnAxisMayComeInACollectionOrAnArray() {
    List<List<Object>> rows = sweep().over("x", 1, 2).run().rows();

    assertThat(sweep().over("x", List.of(1, 2)).run().rows()).isEqualTo(rows);
    assertThat(sweep().over("x", new int[] {1, 2}).run().rows()).isEqualTo(rows);
    assertThat(sweep().over("x", (Object) new Integer[] {1, 2}).run().rows()).isEqualTo(rows);
    assertThatThrownBy(() -> sweep().over("x", List.of())).hasMessageContaining("is empty");
    assertThatThrownBy(() -> sweep().over("x", IntStream.range(1, 3)))
        .hasMessageContaining("say range(1, 8)");
  }

  private static Sweep<Double> sweep() {
    return Sweep.of(point -> 2 * point.number("x")).quietly();
  }

  @Test
  void aTextInPlaceOfANumberIsToldToBeOneOnlyIfItIs() {
    assertThat(training().over("servers", "2").run().failures().get(0).reason())
        .endsWith("which is no Number; say 2 without quotation marks");
    assertThat(training().over("servers", "two").run().failures().get(0).reason())
        .endsWith("the text \"two\", which is no Number");
  }

  @Test
  void aTextInPlaceOfAnotherTypeIsToldAsThatTypeIsWritten() {
    Point point = new Point(0, 0, Map.of("yes", "True", "two", "two", "number", "2"));

    assertThatThrownBy(() -> point.get("yes", Boolean.class))
        .hasMessageEndingWith("no Boolean; say true without quotation marks");
    assertThatThrownBy(() -> point.get("two", Boolean.class)).hasMessageEndingWith("no Boolean");
    assertThatThrownBy(() -> point.get("two", Integer.class)).hasMessageEndingWith("no Integer");
    assertThatThrownBy(() -> point.get("two", List.class)).hasMessageEndingWith("no List");
    assertThatThrownBy(() -> point.get("number", Integer.class))
        .hasMessageEndingWith("no Integer; say 2 without quotation marks");
  }

  @Test
  void anErrorIsReportedForItsCombinationLikeAnException() {
    SweepResult result =
        Sweep.of(
                point -> {
                  switch (point.integer("x")) {
                    case 1 -> throw new Error("not done yet");
                    case 2 -> throw new OutOfMemoryError("Java heap space");
                    default -> {}
                  }
                  return 1;
                })
            .quietly()
            .over("x", 1, 2, 3)
            .run();

    assertThat(result.rows()).hasSize(1);
    assertThat(result.failures())
        .extracting(SweepResult.Left::reason)
        .containsExactly("Error: not done yet", "OutOfMemoryError: Java heap space");
  }

  @Test
  void aDataTypeInQuotationMarksIsToldAsItIsWritten() {
    assertThat(training().over("precision", "bf16").run().failures().get(0).reason())
        .endsWith("say BF16 without quotation marks");
  }
}
