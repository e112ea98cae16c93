package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.view.Figure.Axis;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxesTest {

  private static List<String> ticks(Axis axis, double low, double high, double... ticks) {
    return DoubleStream.of(ticks).boxed().map(Axes.labels(axis, low, high)).toList();
  }

  @Test
  void oneLinearAxisHasOneForm() {
    Axis axis = Axis.linear("x", "");

    assertThat(ticks(axis, 0, 1.2e7, 0, 5e6, 1e7)).containsExactly("0", "5e6", "1e7");
    assertThat(ticks(axis, 0, 9e6, 0, 5e6, 9e6)).containsExactly("0", "5,000,000", "9,000,000");
    assertThat(ticks(axis, -1e7, 1, -1e7, -5e6, 0)).containsExactly("-1e7", "-5e6", "0");
    assertThat(ticks(axis, 0, 3e-5, 0, 1e-5, 3e-5)).containsExactly("0", "1e-5", "3e-5");
    assertThat(ticks(axis, 0, 0.0002, 0.00005, 0.0001, 0.1 + 0.2))
        .containsExactly("0.00005", "0.0001", "0.3");
    assertThat(ticks(axis, 0, 0, 0)).containsExactly("0");
  }

  @Test
  void oneLogarithmicAxisHasOneForm() {
    Axis axis = Axis.logarithmic("x", "");

    assertThat(ticks(axis, 1, 1e6, 1, 100, 200, 1e6)).containsExactly("10⁰", "10²", "", "10⁶");
    assertThat(ticks(axis, 1, 9e4, 1, 100, 1e4)).containsExactly("1", "100", "10,000");
    assertThat(ticks(axis, 2e6, 5e7, 2e6, 3e6, 5e7)).containsExactly("2×10⁶", "", "5×10⁷");
    assertThat(ticks(axis, 1e-5, 1, 1e-5, 0.1)).containsExactly("10⁻⁵", "10⁻¹");
  }
}
