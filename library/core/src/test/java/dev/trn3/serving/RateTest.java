package dev.trn3.serving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void saysWhatARateIsWhereNoneIsGiven(double times) {
    assertThatThrownBy(() -> Rate.perSecond(times))
        .hasMessage(
            "a rate is positive, not %s; say perSecond(20), or perHour(1) of what is rare"
                .formatted(times));
  }
}
