package dev.trn3.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExpertLoadsTest {

  private static final double MANY = 1e9;

  @Test
  void areEvenUnlessToldOtherwise() {
    assertThat(ExpertLoads.balanced().busiest(128, 64, 100)).isEqualTo(1);
    assertThat(ExpertLoads.ratio(1.5).busiest(128, 64, 100)).isEqualTo(1.5);
    assertThat(ExpertLoads.lognormal(1).busiest(128, 1, 100)).isEqualTo(1);
  }

  @Test
  void growWithTheNumberOfChipsThatShare() {
    ExpertLoads loads = ExpertLoads.lognormal(0.5);

    assertThat(loads.busiest(128, 8, MANY)).isLessThan(loads.busiest(128, 32, MANY));
    assertThat(loads.busiest(128, 32, MANY)).isLessThan(loads.busiest(128, 128, MANY));
  }

  @Test
  void growWithTheDeviationAndTheExponent() {
    assertThat(ExpertLoads.lognormal(0.2).busiest(128, 16, MANY))
        .isLessThan(ExpertLoads.lognormal(0.8).busiest(128, 16, MANY));
    assertThat(ExpertLoads.powerLaw(0.2).busiest(128, 16, MANY))
        .isLessThan(ExpertLoads.powerLaw(1).busiest(128, 16, MANY));
  }

  @Test
  void areUnevenByChanceWhereTokensAreFew() {
    ExpertLoads loads = ExpertLoads.random();

    assertThat(loads.busiest(128, 16, MANY)).isCloseTo(1, within(1e-3));
    assertThat(loads.busiest(128, 16, 64)).isGreaterThan(1.2);
  }

  @Test
  void stopAtTheCapacityAndDropTheRest() {
    ExpertLoads loads = ExpertLoads.lognormal(1).capacity(1.25);

    assertThat(loads.busiest(128, 128, MANY)).isLessThanOrEqualTo(1.25);
    assertThat(loads.dropped(128)).isBetween(0.05, 0.6);
    assertThat(ExpertLoads.lognormal(1).dropped(128)).isZero();
  }

  @Test
  void areTheSameForTheSameSeed() {
    double one = ExpertLoads.lognormal(1).busiest(64, 16, MANY);

    assertThat(ExpertLoads.lognormal(1).busiest(64, 16, MANY)).isEqualTo(one);
    assertThat(ExpertLoads.lognormal(1).seed(7).busiest(64, 16, MANY)).isNotEqualTo(one);
  }

  @Test
  void refuseWhatNoRouterDoes() {
    assertThatThrownBy(() -> ExpertLoads.ratio(0.5)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> ExpertLoads.lognormal(-1)).hasMessageContaining("from 0 to 3");
    assertThatThrownBy(() -> ExpertLoads.random().capacity(0.9)).hasMessageContaining("capacity");
  }
}
