package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0;0",
        "-0.0;0",
        "0.30000000000000004;0.3",
        "2.5171;2.517",
        "-362.448;-362.4",
        "999.96;1,000",
        "9999.6;10,000",
        "12345.6;12,346",
        "-123456;-123,456",
        "0.00012345;0.0001234",
        "0.000012345;1.234e-5",
        "99999999.5;100,000,000",
        "1234567890;1.235e9",
        "1e300;1e300",
        "NaN;NaN",
        "Infinity;∞"
      })
  void haveFourSignificantDigits(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }
}
