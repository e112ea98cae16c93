package dev.trn3.serving;

import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.serving.Lengths.sigma;
import static dev.trn3.serving.Spread.coefficientOfVariation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LengthsTest {

  private static final int MANY = 200_000;

  /** Distribution and its standard deviation over its mean. */
  record Case(Lengths lengths, double variation) {}

  static List<Case> all() {
    return List.of(
        new Case(Lengths.fixed(250), 0),
        new Case(Lengths.uniform(100, 300), 200 / Math.sqrt(12) / 200),
        new Case(Lengths.lognormal(mean(1500), sigma(0.6)), Math.sqrt(Math.expm1(0.36))),
        new Case(Lengths.geometric(mean(250)), Math.sqrt(1 - 1 / 250.0)),
        new Case(Lengths.gamma(mean(800), coefficientOfVariation(1.5)), 1.5),
        new Case(Lengths.empirical(1, 1, 4), Math.sqrt(2) / 2));
  }

  private static int[] drawn(Lengths lengths, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] drawn = new int[MANY];
    for (int i = 0; i < MANY; i++) {
      drawn[i] = lengths.draw(random);
    }
    return drawn;
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheMeanAndTheDeviationOfItsDistribution(Case some) {
    double sum = 0;
    double squares = 0;
    for (int each : drawn(some.lengths(), 1)) {
      sum += each;
      squares += (double) each * each;
    }
    double mean = sum / MANY;

    assertThat(mean / some.lengths().mean()).isCloseTo(1, within(0.01));
    assertThat(Math.sqrt(squares / MANY - mean * mean) / mean)
        .isCloseTo(some.variation(), within(0.015 * (1 + some.variation())));
  }

  @ParameterizedTest
  @MethodSource("all")
  void staysBetweenOneAndTheLargest(Case some) {
    int[] drawn = drawn(some.lengths(), 3);
    Arrays.sort(drawn);

    assertThat(drawn[0]).isGreaterThanOrEqualTo(1);
    assertThat(drawn[MANY - 1]).isLessThanOrEqualTo(some.lengths().largest());
  }

  @ParameterizedTest
  @MethodSource("all")
  void isTheSameWithTheSameSeed(Case some) {
    assertThat(drawn(some.lengths(), 5)).isEqualTo(drawn(some.lengths(), 5));
  }

  @Test
  void medianOfLognormalIsBelowItsMean() {
    int[] drawn = drawn(Lengths.lognormal(mean(1500), sigma(0.6)), 1);
    Arrays.sort(drawn);

    assertThat(drawn[MANY / 2]).isCloseTo((int) (1500 * Math.exp(-0.18)), within(15));
  }

  @Test
  void cutsWhatIsLonger() {
    Lengths cut = Lengths.geometric(mean(250)).atMost(100);

    assertThat(cut.largest()).isEqualTo(100);
    // Sum of the chances to be longer than 0, 1, ... 99.
    double exact = 250 * (1 - Math.pow(1 - 1 / 250.0, 100));
    assertThat(cut.mean()).isCloseTo(exact, within(0.005 * exact));
    assertThat(Lengths.fixed(7).atMost(9).mean()).isEqualTo(7);
  }

  @Nested
  class Mistakes {

    @Test
    void areNamedWhenTheyAreMade() {
      assertThatThrownBy(() -> Lengths.fixed(0)).hasMessageContaining("at least 1 token");
      assertThatThrownBy(() -> Lengths.uniform(10, 5)).hasMessageContaining("shorter first");
      assertThatThrownBy(() -> mean(0.5)).hasMessageContaining("at least 1 token");
      assertThatThrownBy(() -> mean(Double.NaN)).hasMessageContaining("at least 1 token");
      assertThatThrownBy(() -> sigma(-1)).hasMessageContaining("from 0 to 5");
      assertThatThrownBy(() -> Lengths.empirical()).hasMessageContaining("no length was seen");
      assertThatThrownBy(() -> Lengths.empirical(3, 0)).hasMessageContaining("at least 1 token");
      assertThatThrownBy(() -> Lengths.fixed(3).atMost(0)).hasMessageContaining("at least 1");
    }
  }
}
