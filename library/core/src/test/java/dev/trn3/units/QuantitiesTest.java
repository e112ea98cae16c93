package dev.trn3.units;

import static dev.trn3.units.Units.bytes;
import static dev.trn3.units.Units.days;
import static dev.trn3.units.Units.dollars;
import static dev.trn3.units.Units.gibibytes;
import static dev.trn3.units.Units.gigabitsPerSecond;
import static dev.trn3.units.Units.gigabytes;
import static dev.trn3.units.Units.hours;
import static dev.trn3.units.Units.kilowatts;
import static dev.trn3.units.Units.megabytes;
import static dev.trn3.units.Units.microseconds;
import static dev.trn3.units.Units.milliseconds;
import static dev.trn3.units.Units.petaflops;
import static dev.trn3.units.Units.seconds;
import static dev.trn3.units.Units.terabytesPerSecond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QuantitiesTest {

  @Nested
  class Printing {

    @Test
    void keepsUpToFourSignificantDigits() {
      assertThat(petaflops(2.517)).hasToString("2.517 PFLOPS");
      assertThat(petaflops(362.448)).hasToString("362.4 PFLOPS");
      assertThat(terabytesPerSecond(4.9)).hasToString("4.9 TB/s");
      assertThat(kilowatts(144)).hasToString("144 kW");
    }

    @Test
    void choosesTheFamilyInWhichTheNumberIsShort() {
      assertThat(gibibytes(144)).hasToString("144 GiB");
      assertThat(gibibytes(20_736)).hasToString("20.25 TiB");
      assertThat(gigabytes(80)).hasToString("80 GB");
      assertThat(megabytes(64)).hasToString("64 MB");
      assertThat(bytes(1000)).hasToString("1 kB");
      assertThat(bytes(1024)).hasToString("1 KiB");
      assertThat(bytes(500)).hasToString("500 B");
    }

    @Test
    void movesToTheNextPrefixWhenRoundingReachesIt() {
      assertThat(bytes(999_999)).hasToString("1 MB");
      assertThat(seconds(0.00099999)).hasToString("1 ms");
    }

    @Test
    void givesShortTimesAPrefixAndLongOnesAName() {
      assertThat(microseconds(31)).hasToString("31 µs");
      assertThat(seconds(90)).hasToString("90 s");
      assertThat(seconds(600)).hasToString("10 min");
      assertThat(hours(36)).hasToString("36 h");
      assertThat(days(14)).hasToString("14 d");
      assertThat(seconds(0)).hasToString("0 s");
    }

    @Test
    void isTheSameInEveryLocale() {
      Locale before = Locale.getDefault();
      try {
        Locale.setDefault(Locale.GERMANY);
        assertThat(terabytesPerSecond(4.9)).hasToString("4.9 TB/s");
        assertThat(dollars("6007.8144")).hasToString("$6,007.81");
      } finally {
        Locale.setDefault(before);
      }
    }
  }

  @Nested
  class Arithmetic {

    @Test
    void bytesOverBandwidthIsATime() {
      assertThat(gigabytes(4.9).dividedBy(terabytesPerSecond(4.9))).isEqualTo(milliseconds(1));
    }

    @Test
    void eightBitsAreAByte() {
      assertThat(gigabitsPerSecond(200).si()).isEqualTo(25e9);
    }

    @Test
    void workOverRateIsATimeAndBack() {
      Flops work = petaflops(2.517).times(seconds(2));

      assertThat(work.dividedBy(petaflops(2.517)).si()).isCloseTo(2, within(1e-12));
    }

    @Test
    void powerOverTimeIsEnergy() {
      assertThat(kilowatts(1).times(hours(1)).kilowattHours()).isEqualTo(1);
    }

    @Test
    void refusesToDivideByNothing() {
      assertThatThrownBy(() -> bytes(1).dividedBy(seconds(0)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("division by 0 s");
    }
  }

  @Nested
  class BadInput {

    @Test
    void refusesNegativeAmounts() {
      assertThatThrownBy(() -> gibibytes(-1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("an amount of data must be a number of at least 0");
    }

    @Test
    void refusesWhatIsNotANumber() {
      assertThatThrownBy(() -> seconds(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> seconds(Double.POSITIVE_INFINITY))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToTakeMoreThanThereIs() {
      assertThatThrownBy(() -> bytes(1).minus(bytes(2)))
          .hasMessageContaining("cannot become negative");
    }
  }

  @Nested
  class Money {

    @Test
    void isExact() {
      assertThat(dollars("0.1").plus(dollars("0.2"))).isEqualTo(dollars("0.3"));
      assertThat(dollars("35.7608").times(168)).isEqualTo(dollars("6007.8144"));
    }

    @Test
    void printsCentsAndSeparators() {
      assertThat(dollars("6007.8144")).hasToString("$6,007.81");
      assertThat(dollars(1_234_567)).hasToString("$1,234,567.00");
      assertThat(dollars("0.00123")).hasToString("$0.00123");
      assertThat(dollars(1).minus(dollars(3))).hasToString("-$2.00");
    }

    @Test
    void refusesWordsForNumbers() {
      assertThatThrownBy(() -> dollars("cheap")).hasMessageContaining("\"35.7608\"");
    }
  }
}
