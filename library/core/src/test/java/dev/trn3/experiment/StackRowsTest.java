package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.Softwares.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StackRowsTest {

  private static final int STEPS = 40;

  private final List<Measured> rows = Measurements.all();
  private final List<StackRows> stacks = StackRows.of(rows);
  private final double[] weights = new double[rows.size()];

  private double[] weighed(Map<String, Double> values) {
    stacks.forEach(each -> each.weigh(values, weights));
    return weights.clone();
  }

  private double[] byThemselves(Map<String, Double> values) {
    return rows.stream()
        .mapToDouble(
            row ->
                Calibration.weight(
                    row, Softwares.of(row.software(), row.machine().generation(), values)))
        .toArray();
  }

  /** As a fit does: a step of one number after the other, of which half are taken back. */
  @Test
  void weighWhatEachRowWeighsByItselfToTheLastDigit() {
    SplittableRandom random = new SplittableRandom(1);
    List<Parameter> free = Softwares.parameters().stream().filter(Parameter::free).toList();
    Map<String, Double> values = new HashMap<>(Softwares.fitted());
    double[] before = weighed(values);
    assertThat(before).containsExactly(byThemselves(values));
    int moved = 0;

    for (int step = 0; step < STEPS; step++) {
      Parameter parameter = free.get(random.nextInt(free.size()));
      Map<String, Double> trial = new HashMap<>(values);
      trial.put(parameter.name(), ParameterTable.value(parameter, random.nextDouble(-1, 1)));

      double[] there = weighed(trial);
      assertThat(there).as(parameter.name()).containsExactly(byThemselves(trial));
      moved += Arrays.equals(there, before) ? 0 : 1;
      if (random.nextBoolean()) {
        values = trial;
        before = there;
      } else {
        assertThat(weighed(values)).as("back from " + parameter.name()).containsExactly(before);
      }
    }
    assertThat(moved).as("steps that matter").isGreaterThan(STEPS / 2);
  }
}
