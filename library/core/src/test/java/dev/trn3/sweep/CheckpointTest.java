package dev.trn3.sweep;

import static dev.trn3.sweep.SweepFixture.column;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.hardware.DataType;
import dev.trn3.provenance.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @Nested
  class ThatKeepsItsResults {

    @TempDir Path folder;

    private final AtomicInteger computed = new AtomicInteger();

    /** Not serializable state of a test is fine: it runs in this process. */
    private Sweep<Double> counting(String name) {
      return Sweep.of(
              (Body<Double>)
                  point -> {
                    computed.incrementAndGet();
                    return point.number("x") / 3;
                  })
          .named(name)
          .quietly();
    }

    @Test
    void doesNotComputeAgainWhatItKnows() {
      SweepResult first = counting("a").over("x", 1, 2).run();
      SweepResult second = counting("a").over("x", 2, 1, 3).run();

      assertThat(computed).hasValue(3);
      assertThat(second.rows().get(1)).isEqualTo(first.rows().get(0));
      assertThat(counting("b").over("x", 1).run().rows()).hasSize(1);
      assertThat(computed).hasValue(4);
      assertThat(counting("a").afresh().over("x", 1).run().rows()).hasSize(1);
      assertThat(computed).hasValue(5);
    }

    @Test
    void doesNotKeepThatMemoryRanOut() throws IOException {
      Path file = folder.resolve("memory.jsonl");
      AtomicInteger tries = new AtomicInteger();
      Sweep<Double> sweep =
          Sweep.of(
                  (Body<Double>)
                      point -> {
                        if (tries.getAndIncrement() == 0) {
                          throw new IllegalStateException(new OutOfMemoryError("Java heap space"));
                        }
                        return point.number("x");
                      })
              .named("memory")
              .quietly()
              .over("x", 1);

      assertThat(sweep.checkpoint(file).run().failures()).hasSize(1);
      assertThat(Files.readAllLines(file)).hasSize(1);
      assertThat(sweep.run().rows()).hasSize(1);
      assertThat(sweep.run().rows()).hasSize(1);
      assertThat(tries).hasValue(2);
    }

    @Test
    void goesOnFromACheckpoint() throws IOException {
      Path file = folder.resolve("done.jsonl");
      Sweep<Double> sweep = counting("c").afresh().checkpoint(file);
      SweepResult first = sweep.over("x", Values.range(1, 10)).run();
      SweepResult second = sweep.over("x", Values.range(1, 12)).run();

      assertThat(computed).hasValue(12);
      assertThat(second.rows().subList(0, 10)).isEqualTo(first.rows());
      assertThat(Files.readAllLines(file)).hasSize(13);
    }

    @Test
    void survivesALineThatWasCutOff() throws IOException {
      Path file = folder.resolve("cut.jsonl");
      Sweep<Double> sweep = counting("d").afresh().checkpoint(file).over("x", 1, 2, 3);
      SweepResult first = sweep.run();
      String all = Files.readString(file);
      Files.writeString(file, all.substring(0, all.length() - 10));

      assertThat(sweep.run()).isEqualTo(first);
      assertThat(computed).hasValue(4);
      assertThat(sweep.run()).isEqualTo(first);
      assertThat(computed).hasValue(4);
    }

    @Test
    void keepsNumbersThatJsonDoesNotKnow() {
      Path file = folder.resolve("nan.jsonl");
      Sweep<Double> sweep =
          Sweep.of((Body<Double>) point -> point.number("x") / 0)
              .named("nan")
              .quietly()
              .afresh()
              .checkpoint(file)
              .over("x", -1, 0, 1);
      sweep.run();

      assertThat(column(sweep.run(), 1))
          .containsExactly(Double.NEGATIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY);
    }

    @Test
    void refusesTheCheckpointOfAnotherSweep() {
      Path file = folder.resolve("other.jsonl");
      counting("e").checkpoint(file).over("x", 1).run();

      assertThatThrownBy(() -> counting("f").checkpoint(file).over("x", 1).run())
          .hasMessageContaining("another sweep: it is of \"e\", this one of \"f\".")
          .hasMessageContaining("Choose another file, or delete this one");
      assertThatThrownBy(() -> counting("f").checkpoint(folder).over("x", 1).run())
          .hasMessage(
              "%s is a folder; a checkpoint is a file, such as %s"
                  .formatted(folder, folder.resolve("sweep.jsonl")));
    }

    @Test
    void saysInWhatAnotherSweepDiffers() throws IOException {
      Path file = folder.resolve("job.jsonl");
      Training job = Training.of(LLAMA_3_1_8B).globalBatch(144);
      checkpointed(job, file).run();

      assertThatThrownBy(() -> checkpointed(job.precision(DataType.MXFP8), file).run())
          .hasMessageContaining("another sweep: it differs in precision.");
      assertThatThrownBy(() -> checkpointed(job, file).withoutIntervals().run())
          .hasMessageContaining("it differs in choice of intervals.");
      assertThatThrownBy(() -> checkpointed(job, file).measure(TrainingMeasures.mfu()).run())
          .hasMessageContaining("it measured step time [s], this one step time [s], MFU [%].");

      // As earlier versions wrote it, which did not name the parts.
      String head = Files.readAllLines(file).get(0);
      Files.writeString(
          file,
          head.replaceFirst(",\"parts\":\\{[^}]*}", "").replaceFirst("\"sweep\":\"", "$0old")
              + "\n");

      assertThatThrownBy(() -> checkpointed(job, file).run())
          .hasMessageContaining("title and columns are the same")
          .hasMessageContaining("an earlier version of this library wrote it")
          .hasMessageContaining("delete this one to compute all of it again");
    }

    @Test
    void saysThatTheModelHasChangedSince() throws IOException {
      Path file = folder.resolve("model.jsonl");
      Training job = Training.of(LLAMA_3_1_8B).globalBatch(144);
      checkpointed(job, file).run();
      String head = Files.readAllLines(file).get(0);
      String here = ModelVersion.here();
      assertThat(head).contains("\"model\":\"" + here + "\"");

      String other = head.replaceFirst("\"sweep\":\"", "$0old");
      Files.writeString(file, other.replace(here, "0.0.9 facts") + "\n");
      assertThatThrownBy(() -> checkpointed(job, file).run())
          .hasMessageContaining("another sweep: the model has changed since: its facts")
          .hasMessageContaining("(0.0.9 facts then, %s now). Choose another file".formatted(here));

      // As earlier versions wrote it, which did not say by which model.
      Files.writeString(file, other.replace("\"model\":\"" + here + "\",", "") + "\n");
      assertThatThrownBy(() -> checkpointed(job, file).run())
          .hasMessageContaining("another version of this library wrote it: its model has changed");
    }

    private static Sweep<TrainingEstimate> checkpointed(Training job, Path file) {
      return Sweep.of(job)
          .over("servers", 1)
          .measure(TrainingMeasures.stepTime())
          .quietly()
          .checkpoint(file);
    }

    @Test
    void needsANameForAFunction() {
      assertThatThrownBy(
              () ->
                  Sweep.of(point -> 1).quietly().over("x", 1).checkpoint(folder.resolve("x")).run())
          .hasMessageContaining(".named(");
    }

    @Test
    void knowsATrainingJobByItsContent() {
      String key = new TrainingSubject(Training.of(LLAMA_3_1_8B)).key().orElseThrow();

      assertThat(new TrainingSubject(Training.of(LLAMA_3_1_8B)).key()).contains(key);
      assertThat(new TrainingSubject(Training.of(LLAMA_3_1_8B).globalBatch(8)).key())
          .isNotEqualTo(java.util.Optional.of(key));
    }
  }
}
