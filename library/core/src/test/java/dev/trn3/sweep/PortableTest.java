package dev.trn3.sweep;

import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.experiment.Training;
import dev.trn3.hardware.UltraCluster;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.workload.Models;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortableTest {

  @Test
  void bringsAJobBackAsItWas() {
    for (Object value :
        List.of(
            Training.of(Models.GPT_OSS_120B)
                .on(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(4))
                .parallel(Parallelism.tensor(4)),
            Training.of(Models.DEEPSEEK_V3).on(TRN2_ULTRASERVER))) {
      assertThat(Portable.value(Portable.bytes(value))).isEqualTo(value);
    }
  }

  @Test
  void bringsPlainValuesBack() {
    for (Object value :
        Arrays.asList(
            null, 1, 2L, 0.1, Double.NaN, "ü", true, new BigDecimal("1.50"), List.of(1, "a"))) {
      assertThat(Portable.value(Portable.bytes(value))).isEqualTo(value);
    }
  }

  @Test
  void givesTheSameBytesWhateverTheOrderOfASet() {
    assertThat(Portable.bytes(Set.of("a", "b", "c", "d")))
        .isEqualTo(Portable.bytes(Set.of("d", "c", "b", "a")));
    assertThat(Portable.key(Map.of("a", 1, "b", 2)))
        .isEqualTo(Portable.key(Map.of("b", 2, "a", 1)));
  }

  @Test
  void refusesWhatCannotBeSent() {
    assertThatThrownBy(() -> Portable.bytes(new Object()))
        .hasMessageContaining("neither a record nor serializable");
  }
}
