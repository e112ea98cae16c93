package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.ServiceLevel.endToEnd;
import static dev.trn3.serving.ServiceLevel.timePerOutputToken;
import static dev.trn3.serving.ServiceLevel.timeToFirstToken;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.workload.Models.GPT_OSS_120B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.serving.Trace;
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
  private Serving rush;

  @BeforeEach
  void write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("timestamp,input_tokens,output_tokens"));
    for (int i = 0; i < 1000; i++) {
      lines.add(i * 0.001 + ",1500,250");
    }
    rush =
        serving(GPT_OSS_120B)
            .precision(MXFP4)
            .chunkedPrefill(2048)
            .on(TRN3_ULTRASERVER_GEN2.chips(8))
            .replicas(2)
            .parallel(tensor(4))
            .traffic(Trace.replay(Files.write(folder.resolve("rush.csv"), lines)));
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
