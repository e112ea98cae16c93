package dev.trn3.serving;

import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.serving.Spread.coefficientOfVariation;
import static dev.trn3.units.Units.hours;
import static dev.trn3.units.Units.minutes;
import static dev.trn3.units.Units.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalsTest {

  private static final int MANY = 200_000;

  static List<Arrivals> all() {
    return List.of(
        Arrivals.poisson(perSecond(20)),
        Arrivals.steady(perSecond(20)),
        Arrivals.bursty(perSecond(20), coefficientOfVariation(3)),
        Arrivals.switching(perSecond(10), seconds(9), perSecond(110), seconds(1)),
        Arrivals.diurnal(perSecond(20), 1.8).period(minutes(1)));
  }

  private static double[] times(Arrivals arrivals, int count) {
    DoubleSupplier next = arrivals.start();
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = next.getAsDouble();
    }
    return times;
  }

  /** Variance over mean of the numbers of arrivals in windows: 1 for a Poisson process. */
  private static double dispersion(double[] times, double window) {
    int windows = (int) (times[times.length - 1] / window);
    double[] counts = new double[windows];
    for (double time : times) {
      if (time < windows * window) {
        counts[(int) (time / window)]++;
      }
    }
    double mean = 0;
    for (double each : counts) {
      mean += each / windows;
    }
    double variance = 0;
    for (double each : counts) {
      variance += (each - mean) * (each - mean) / windows;
    }
    return variance / mean;
  }

  /** Standard deviation over mean of the gaps. */
  private static double variation(double[] times) {
    double mean = times[times.length - 1] / times.length;
    double squares = 0;
    double last = 0;
    for (double time : times) {
      squares += (time - last - mean) * (time - last - mean);
      last = time;
    }
    return Math.sqrt(squares / times.length) / mean;
  }

  @ParameterizedTest
  @MethodSource("all")
  void comesAsOftenAsItSays(Arrivals arrivals) {
    double[] times = times(arrivals, MANY);

    assertThat(MANY / times[MANY - 1]).isCloseTo(arrivals.perSecond(), within(0.6));
    assertThat(arrivals.perSecond()).isCloseTo(20, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("all")
  void neverGoesBackInTime(Arrivals arrivals) {
    double[] times = times(arrivals, MANY);

    for (int i = 1; i < MANY; i++) {
      assertThat(times[i]).isGreaterThanOrEqualTo(times[i - 1]);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isTheSameOnEveryRunAndAnotherWithAnotherSeed(Arrivals arrivals) {
    assertThat(times(arrivals, 1000)).isEqualTo(times(arrivals, 1000));
    if (!(arrivals instanceof SteadyArrivals)) {
      assertThat(times(arrivals.seed(2), 1000)).isNotEqualTo(times(arrivals, 1000));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void comesThreeTimesAsOftenWhenAsked(Arrivals arrivals) {
    assertThat(arrivals.times(3).perSecond()).isCloseTo(60, within(1e-9));
    assertThat(MANY / times(arrivals.times(3), MANY)[MANY - 1]).isCloseTo(60, within(3.0));
  }

  @Nested
  class Unequal {

    @Test
    void poissonHasExponentialGapsAndIndependentCounts() {
      double[] times = times(Arrivals.poisson(perSecond(20)), MANY);

      assertThat(variation(times)).isCloseTo(1, within(0.01));
      assertThat(dispersion(times, 1)).isCloseTo(1, within(0.05));
    }

    @Test
    void steadyHasEqualGaps() {
      assertThat(variation(times(Arrivals.steady(perSecond(20)), MANY))).isCloseTo(0, within(1e-6));
    }

    @Test
    void burstyHasTheSpreadThatWasAsked() {
      for (double spread : new double[] {0.5, 1, 3}) {
        Arrivals bursty = Arrivals.bursty(perSecond(20), coefficientOfVariation(spread));

        assertThat(variation(times(bursty, MANY)) / spread).isCloseTo(1, within(0.03));
      }
    }

    @Test
    void switchingIsBurstierThanPoissonByItsClosedForm() {
      Arrivals switching =
          Arrivals.switching(perSecond(10), seconds(9), perSecond(110), seconds(1));
      double window = 20;
      // Two-state Markov-modulated Poisson process: variance over mean of the counts in a window.
      double between = 1 + 1.0 / 9;
      double excess =
          2
              * 0.9
              * 0.1
              * 100
              * 100
              / (20 * between)
              * (1 - (1 - Math.exp(-between * window)) / (between * window));

      assertThat(dispersion(times(switching, MANY * 5), window) / (1 + excess))
          .isCloseTo(1, within(0.08));
    }

    @Test
    void diurnalIsBusiestInTheMiddleOfItsDay() {
      DiurnalArrivals day = Arrivals.diurnal(perSecond(20), 1.8);

      assertThat(day.perSecondAt(0)).isCloseTo(4, within(1e-9));
      assertThat(day.perSecondAt(12 * 3600)).isCloseTo(36, within(1e-9));
      assertThat(day.begin(hours(12)).perSecondAt(0)).isCloseTo(36, within(1e-9));
      double[] night = times(day, 10_000);
      double[] noon = times(day.begin(hours(12)), 10_000);
      assertThat(10_000 / night[9_999]).isBetween(3.8, 4.4);
      assertThat(10_000 / noon[9_999]).isBetween(35.0, 37.0);
    }
  }

  @Nested
  class Mistakes {

    @Test
    void areNamedWhenTheyAreMade() {
      assertThatThrownBy(() -> perSecond(0)).hasMessageContaining("positive");
      assertThatThrownBy(() -> coefficientOfVariation(-1)).hasMessageContaining("positive");
      assertThatThrownBy(() -> Arrivals.diurnal(perSecond(1), 3))
          .hasMessageContaining("from 1 (flat) to 2");
      assertThatThrownBy(
              () -> Arrivals.switching(perSecond(9), seconds(1), perSecond(1), seconds(1)))
          .hasMessageContaining("give the quiet one first");
      assertThatThrownBy(
              () -> Arrivals.switching(perSecond(1), seconds(0), perSecond(9), seconds(1)))
          .hasMessageContaining("positive");
    }
  }
}
