package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.experiment.PublishedMemory.Row;
import dev.trn3.experiment.PublishedMemory.Technique;
import dev.trn3.simulation.Buffers;
import dev.trn3.view.Sheet;
import dev.trn3.workload.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Memory of a GPU against arXiv 2205.05198 and against what a sweep of nanotron allocated. */
class MemoryValidationTest {

  private static final List<Row> ROWS = PublishedMemory.rows();

  @Test
  void isThatOfTheMegatronPaperWithinATenth() {
    assertThat(ROWS).hasSize(4 * 5);
    assertThat(ROWS)
        .allSatisfy(
            row -> {
              assertThat(row.activationsError()).isCloseTo(0, within(0.10));
              assertThat(row.totalError()).isCloseTo(0, within(0.10));
            });
  }

  @Test
  void fitsAnA100OnlyAsTheMegatronPaperSays() {
    assertThat(ROWS)
        .allSatisfy(
            row -> {
              boolean enough =
                  row.technique() == Technique.BOTH || row.technique() == Technique.FULL;
              assertThat(row.predicted().fits()).as(row.toString()).isEqualTo(enough);
            });
  }

  @Test
  void dropsBySelectiveRecomputationAsTheMegatronPaperSays() {
    assertThat(saved(Models.MEGATRON_175B.name())).isCloseTo(0.70, within(0.01));
    assertThat(saved(Models.MEGATRON_530B.name())).isCloseTo(0.65, within(0.01));
    assertThat(
            PublishedMemory.share(
                Models.MEGATRON_530B.name(), Technique.BOTH, Technique.TENSOR_PARALLEL))
        .isCloseTo(0.20, within(0.02));
  }

  @Test
  void isATableForNotebooks() {
    Sheet sheet = new MemoryComparison().sheet();

    assertThat(sheet.rows()).hasSize(20);
    assertThat(sheet.rows()).allMatch(row -> Math.abs((double) row.get(6)) < 10);
    assertThat(sheet.notes()).last().asString().contains("495 runs of nanotron", "mean error 0.");
  }

  @Test
  void ofACheckpointIsWhatAModelOfATrillionParametersWrote() {
    assertThat(Pretraining.checkpointBytes(Models.MEGATRON_1T) / 13.8e12)
        .isCloseTo(1, within(0.10));
  }

  @Test
  void isWhatNanotronAllocatedInEveryRow() {
    List<NanotronRows.Memory> printed = NanotronMemory.printed();

    assertThat(printed).hasSize(495);
    assertThat(printed).allSatisfy(row -> assertThat(row.error()).isCloseTo(0, within(0.10)));
    assertThat(printed.stream().mapToDouble(row -> Math.abs(row.error())).average().orElseThrow())
        .isLessThan(0.01);
  }

  @Test
  void needsTheSameBuffersWhicheverModelOfNanotronTells() {
    NanotronMemory judged = NanotronMemory.run();

    assertThat(judged.fitted()).hasSize(2);
    for (Buffers buffers : judged.fitted().values()) {
      assertThat(buffers.weight()).isCloseTo(2, within(0.1));
      assertThat(buffers.element()).isCloseTo(4, within(0.2));
      // The libraries of matrix products take little, which other small things blur.
      assertThat(buffers.workspaces() / 0x1p20).isCloseTo(64, within(8.0));
    }
    assertThat(judged.leftOut()).hasSize(495).allMatch(error -> Math.abs(error) < 0.12);
  }

  @Test
  void tellsNineOfTenPlansOfNanotronThatRanOutOfMemory() {
    List<NanotronRows.Memory> rows = NanotronRows.memory();
    long right = rows.stream().filter(row -> row.outOfMemory() != row.predicted().fits()).count();

    assertThat(right / (double) rows.size()).isGreaterThan(0.88);
  }

  private static double saved(String model) {
    return 1 - PublishedMemory.share(model, Technique.BOTH, Technique.SEQUENCE_PARALLEL);
  }
}
