package dev.trn3.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TornadoTest {

  private static Tornado of(double assumed, double low, double high) {
    Factor price = Factor.price(1, 3);
    return new Tornado("promise", "points", assumed, List.of(new Tornado.Bar(price, low, high)));
  }

  @Test
  void changesAreSharesOfWhatIsAssumed() {
    Tornado tornado = of(50, 25, 75);

    assertThat(tornado.sheet().rows().get(0).subList(3, 5)).containsExactly(-50.0, 50.0);
    assertThat(tornado.figure().y().unit()).isEqualTo("%");
  }

  @Test
  void changesFromZeroAreDifferences() {
    Tornado tornado = of(0, 0, 25);

    assertThat(tornado.sheet().rows().get(0).subList(3, 5)).containsExactly(0.0, 25.0);
    assertThat(tornado.figure().y().unit()).isEqualTo("points");
    assertThat(tornado.figure().series().get(1).y()).containsExactly(25.0);
  }

  @Test
  void whatHasNoValueIsNotMoved() {
    assertThatThrownBy(() -> of(Double.NaN, 1, 2)).hasMessageContaining("promise has no value");
    assertThatThrownBy(() -> of(1, 1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing moves it");
  }
}
