package dev.trn3.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomesTest {

  private static List<Double> histogram(double... values) {
    return new Outcomes("share", "%", values).histogram().series().get(0).y();
  }

  private static double sum(List<Double> shares) {
    return shares.stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void theHighestValueIsInTheLastBar() {
    double[] mostlyAll = IntStream.range(0, 100).mapToDouble(i -> i < 40 ? 90 : 100).toArray();

    List<Double> shares = histogram(mostlyAll);

    assertThat(sum(shares)).isCloseTo(100, within(1e-9));
    assertThat(shares.get(0)).isCloseTo(40, within(1e-9));
    assertThat(shares.get(shares.size() - 1)).isCloseTo(60, within(1e-9));
  }

  @Test
  void outliersAreInNoBar() {
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> i < 500 ? 10 : 34).toArray();
    values[0] = 9.5;
    values[999] = 34.5;

    List<Double> shares = histogram(values);

    assertThat(shares.get(0)).isCloseTo(49.9, within(1e-9));
    assertThat(sum(shares)).isCloseTo(99.8, within(1e-9));
  }

  @Test
  void rareValuesAreDrawnWhereAllOthersAreTheSame() {
    double[] values = new double[1000];
    values[0] = 1;

    assertThat(sum(histogram(values))).isCloseTo(100, within(1e-9));
  }

  @Test
  void whatHasNoValueIsNotDrawn() {
    double[] nothing = new double[100];
    Arrays.fill(nothing, Double.NaN);

    assertThatThrownBy(() -> histogram(nothing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("share has no value in 100 of 100 samples");
    assertThatThrownBy(() -> histogram(new double[100]))
        .hasMessageContaining("the same in all samples");
  }
}
