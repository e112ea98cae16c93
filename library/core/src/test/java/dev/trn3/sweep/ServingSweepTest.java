package dev.trn3.sweep;

import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.DataType.MXFP8;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.sweep.SweepFixture.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingResult;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.Rate;
import dev.trn3.units.Seconds;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingSweepTest {

  private static final Seconds MINUTE = Units.minutes(1);

  private static final Serving SERVING =
      Serving.of(Models.LLAMA_3_1_8B).on(TRN3_ULTRASERVER_GEN2.chips(4)).load(Rate.perSecond(5));

  private static Sweep<ServingResult> sweep() {
    return Sweep.of(SERVING, MINUTE).quietly().afresh();
  }

  @Test
  void simulatesEachCombinationAsItWouldBeAlone() {
    SweepResult result =
        sweep()
            .over("load", 5, 10)
            .over("precision", BF16, MXFP8)
            .over("tensor", 4)
            .measure(ServingMeasures.firstToken(99), ServingMeasures.outputTokensPerSecond())
            .run();

    assertThat(result.failures()).isEmpty();
    assertThat(column(result, 0)).containsExactly(5L, 5L, 10L, 10L);
    ServingResult alone =
        SERVING
            .load(Rate.perSecond(10))
            .precision(MXFP8)
            .parallel(dev.trn3.parallelism.Parallelism.tensor(4))
            .quietly()
            .simulate(MINUTE);
    assertThat(result.rows().get(3).get(3))
        .isEqualTo(1e3 * alone.timeToFirstToken().percentile(99));
    assertThat((double) result.rows().get(3).get(4))
        .isLessThan((double) result.rows().get(3).get(5));
  }

  @Test
  void spansWithItsCostTheErrorBarsAndThePricesThatMayHold() {
    List<Object> row =
        sweep()
            .over("tensor", 4)
            .measure(ServingMeasures.costPerMillionOutputTokens())
            .run()
            .rows()
            .get(0);
    ServingResult alone =
        SERVING.parallel(dev.trn3.parallelism.Parallelism.tensor(4)).quietly().simulate(MINUTE);

    assertThat(row.get(2)).isEqualTo(alone.costPerMillionTokens().low());
    assertThat(row.get(3)).isEqualTo(alone.costPerMillionTokens().high());
    assertThat((double) row.get(2)).isLessThan((double) row.get(3));
  }

  @Test
  void reportsALoadThatCannotBeAnsweredAndGoesOn() {
    SweepResult result = sweep().over("tensor", 4).over("load", 5, 1_000_000).run();

    assertThat(result.rows()).hasSize(1);
    assertThat(result.failures().get(0).reason()).contains("requests per second are more than");
  }

  @Test
  void isKeptInACheckpointByWhatWasSaid(@TempDir Path folder) {
    Path file = folder.resolve("serving.jsonl");
    Sweep<ServingResult> sweep = sweep().over("tensor", 4).over("load", 5, 10).checkpoint(file);
    SweepResult first = sweep.run();

    assertThat(sweep.run()).isEqualTo(first);
    assertThatThrownBy(
            () ->
                Sweep.of(SERVING.prompts(Lengths.fixed(100)), MINUTE)
                    .quietly()
                    .over("tensor", 4)
                    .checkpoint(file)
                    .run())
        .hasMessageContaining("another sweep: it differs in prompts.");
  }

  @Test
  void canBeSentToAnotherProcess() throws Exception {
    ServingSubject subject = ServingSubject.of(SERVING.chunkedPrefill(512), MINUTE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(subject);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ServingSubject received = (ServingSubject) in.readObject();
      assertThat(received.key()).isPresent().isEqualTo(subject.key());
    }
  }

  @Test
  void tellsTheAxesItKnows() {
    assertThatThrownBy(() -> sweep().over("rate", 1))
        .hasMessageContaining("a service has no axis \"rate\"; did you mean \"load\"?")
        .hasMessageContaining("load");
    assertThatThrownBy(() -> sweep().over("chip", 1))
        .hasMessageContaining("did you mean \"chips\"?")
        .hasMessageContaining("There are: cache, chips, chunkedPrefill, load");
    assertThatThrownBy(() -> Sweep.of(SERVING, Units.seconds(0)))
        .hasMessageContaining("such as minutes(5)");
    assertThatThrownBy(() -> ServingMeasures.firstToken(0)).hasMessageContaining("percentile");
  }
}
