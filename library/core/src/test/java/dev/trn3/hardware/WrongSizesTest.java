package dev.trn3.hardware;

import static dev.trn3.hardware.Chips.TRAINIUM3;
import static dev.trn3.hardware.DataType.BF16;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.provenance.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongSizesTest {

  private final UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2);

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aClusterHasAtLeastOneChip(int chips) {
    assertThatThrownBy(() -> cluster.atLeast(chips))
        .hasMessage("a cluster has at least 1 chip, not " + chips);
  }

  @Test
  void moreChipsThanAnyClusterAreNotOneServer() {
    assertThatThrownBy(() -> cluster.atLeast(Integer.MAX_VALUE))
        .hasMessageContaining("are more than 10,000,000");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void anIntensityIsANumberOfOperations(double intensity) {
    assertThatThrownBy(() -> TRAINIUM3.roofline().attainable(BF16, intensity))
        .hasMessage(
            "an intensity is a number of operations for each byte, at least 0, not " + intensity);
  }

  @Test
  void factsAreAboutSomething() {
    assertThatThrownBy(() -> Facts.table().about(" "))
        .hasMessage("about(...) needs a topic, such as \"NeuronLink\"");
  }
}
