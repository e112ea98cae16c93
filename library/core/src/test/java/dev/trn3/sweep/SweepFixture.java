package dev.trn3.sweep;

import static dev.trn3.workload.Models.LLAMA_3_1_8B;

import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import java.util.ArrayList;
import java.util.List;

/** What the tests of sweeps share. */
final class SweepFixture {

  static Sweep<TrainingEstimate> training() {
    return Sweep.of(Training.of(LLAMA_3_1_8B).globalBatch(1152)).quietly();
  }

  static List<Object> column(SweepResult result, int index) {
    List<Object> cells = new ArrayList<>();
    result.rows().forEach(row -> cells.add(row.get(index)));
    return cells;
  }

  private SweepFixture() {}
}
