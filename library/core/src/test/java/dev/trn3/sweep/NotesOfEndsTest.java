package dev.trn3.sweep;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingResult;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.serving.Rate;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Test;

/** What is said below a table of the columns of low and high, if it has any. */
class NotesOfEndsTest {

  private static final String OF_ENDS = "Low and high|The interval is";

  private static Sweep<TrainingEstimate> training() {
    Training job = Training.of(Models.LLAMA_3_1_8B).globalBatch(1152).on(TRN3_ULTRASERVER_GEN2);
    return Sweep.of(job).over("servers", 1).quietly();
  }

  private static Sweep<ServingResult> serving() {
    Serving service =
        Serving.of(Models.LLAMA_3_1_8B)
            .on(TRN3_ULTRASERVER_GEN2.chips(4))
            .parallel(Parallelism.tensor(4));
    return Sweep.of(service.load(Rate.perSecond(4)), Units.seconds(20)).over("load", 4).quietly();
  }

  @Test
  void withoutIntervalsNothingIsSaidOfThem() {
    assertThat(training().withoutIntervals().run().notes())
        .noneSatisfy(note -> assertThat(note).containsPattern(OF_ENDS));
    assertThat(serving().withoutIntervals().run().notes())
        .noneSatisfy(note -> assertThat(note).containsPattern(OF_ENDS));
  }

  @Test
  void ofMeasuresThatHaveNoneNothingIsSaid() {
    assertThat(training().measure(TrainingMeasures.chips()).run().notes())
        .noneSatisfy(note -> assertThat(note).containsPattern(OF_ENDS));
    assertThat(serving().measure(ServingMeasures.servingPlan()).run().notes())
        .noneSatisfy(note -> assertThat(note).containsPattern(OF_ENDS));
  }

  @Test
  void theEndsOfAServiceAreRunsAndOfATrainingJobIntervals() {
    assertThat(serving().run().notes())
        .filteredOn(note -> note.startsWith("Low and high"))
        .singleElement()
        .satisfies(note -> assertThat(note).contains("the same requests with all iterations at"));
    assertThat(training().run().notes())
        .contains("Low and high are the ends of 80 % intervals.")
        .anyMatch(note -> note.startsWith("The interval is what the model may be off by."));
  }

  /** Of a function nobody knows which of the two it gives. */
  @Test
  void theEndsOfAFunctionMayBeEither() {
    Training job = Training.of(Models.LLAMA_3_1_8B).on(TRN3_ULTRASERVER_GEN2);
    Sweep<TrainingEstimate> sweep =
        Sweep.of((Point point) -> job.globalBatch(point.integer("batch")).estimate());

    assertThat(
            sweep.over("batch", 1152).measure(TrainingMeasures.stepTime()).quietly().run().notes())
        .singleElement()
        .satisfies(note -> assertThat(note).contains("of a service runs with all"));
  }
}
