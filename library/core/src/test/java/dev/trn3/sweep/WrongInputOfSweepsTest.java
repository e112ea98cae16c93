package dev.trn3.sweep;

import static dev.trn3.sweep.SweepFixture.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.search.Search;
import dev.trn3.workload.Models;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void aDataTypeInQuotationMarksIsToldAsItIsWritten() {
    assertThat(training().over("precision", "bf16").run().failures().get(0).reason())
        .endsWith("say BF16 without quotation marks");
  }
}
