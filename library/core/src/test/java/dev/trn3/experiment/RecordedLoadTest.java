package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.ServiceLevel.endToEnd;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.serving.ServiceLevel.timeToFirstToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.Trace;
import dev.trn3.serving.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand requests within a second, which may be answered after it. */
class RecordedLoadTest {

  @TempDir private Path folder;
  private Trace trace;
  private Serving rush;

  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("timestamp,input_tokens,output_tokens"));
    for (int i = 0; i < 1000; i++) {
      lines.add(i * 0.001 + ",1500,250");
    }
    trace = Trace.replay(Files.write(folder.resolve("rush.csv"), lines));
    rush =
        serving(GPT_OSS_120B)
            .precision(MXFP4)
            .chunkedPrefill(2048)
            .on(TRN3_ULTRASERVER_GEN2.chips(8))
            .replicas(2)
            .parallel(tensor(4))
            .traffic(trace);
  }

  @Test
  void thatMayBeAnsweredLateIsPlayedAndSaysThatItCameTooFast() {
    ServingResult result = rush.slo(endToEnd(minutes(10))).simulate(minutes(1));

    assertThat(result.run().answered()).isEqualTo(1000);
    assertThat(result.keepsPromise()).isTrue();
    assertThat(result.sheet().notes())
        .anyMatch(note -> note.startsWith("Recorded requests came at 1000 per second, more than"));
  }

  @Test
  void isStillOneWithAPriorityAndBesideAnother() {
    Traffic first = trace.priority(0);
    Serving patient = rush.slo(endToEnd(minutes(10)));
    assertThat(patient.traffic(first).simulate(minutes(1)).run().answered()).isEqualTo(1000);
    assertThat(patient.traffic(first).fewestChips(TRN3_ULTRASERVER_GEN2).chips()).isEqualTo(4);
    Traffic both = first.and(trace.times(2).priority(1));
    assertThat(both.lastArrival()).isEqualTo(trace.lastArrival());
    assertThat(patient.traffic(both).simulate(minutes(1)).run().answered()).isEqualTo(2000);
  }

  @Test
  void besideRequestsWithoutEndIsBoundByWhatCanBeAnswered() {
    Traffic endless = new OpenLoop(poisson(perSecond(1)), fixed(1500), fixed(250));
    Serving both = rush.slo(endToEnd(minutes(10))).traffic(trace.and(endless));
    assertThatThrownBy(() -> both.simulate(minutes(1)))
        .hasMessageContaining("requests per second are more than 2 replicas");
  }

  @Test
  void isRefusedWhereNobodySaysHowLongItMayWait() {
    Serving service = rush.slo(timePerOutputToken(milliseconds(100)));
    assertThatThrownBy(() -> service.simulate(minutes(1)))
        .hasMessageContaining("1000 requests per second are more than 2 replicas");
  }

  @Test
  void needsFewChipsWhereItMayBeAnsweredLate() {
    int patient = rush.slo(endToEnd(minutes(10))).fewestChips(TRN3_ULTRASERVER_GEN2).chips();
    int hasty =
        rush.slo(timeToFirstToken(milliseconds(500))).fewestChips(TRN3_ULTRASERVER_GEN2).chips();

    assertThat(patient).isEqualTo(4);
    assertThat(hasty).isGreaterThan(patient);
  }
}
