package dev.trn3.experiment;

import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that were measured with one software stack on one generation of chips. What they weigh
 * in a fit follows from the shares of that stack alone. A step of a fit moves one number, which
 * some stacks share; a stack whose shares it leaves as they are is not predicted again.
 */
final class StackRows {

  /** The last three that were asked for: most often the place of a fit, and what it tries. */
  private static final int KEPT = 3;

  /** Which stack, on which chips. */
  private record Stack(String software, String generation) {
    static Stack of(Measured row) {
      return new Stack(row.software(), row.machine().generation());
    }
  }

  private final Stack stack;
  private final List<Measured> rows = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final Map<Software, double[]> known =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Software, double[]> eldest) {
          return size() > KEPT;
        }
      };

  private StackRows(Stack stack) {
    this.stack = stack;
  }

  /** All rows, by stack. */
  static List<StackRows> of(List<Measured> all) {
    Map<Stack, StackRows> stacks = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Measured row = all.get(i);
      StackRows same = stacks.computeIfAbsent(Stack.of(row), StackRows::new);
      same.rows.add(row);
      same.places.add(i);
    }
    return List.copyOf(stacks.values());
  }

  /**
   * Writes what each row weighs with such parameters, at its place among all rows: a sum in that
   * order has the same digits however rows are cut into stacks.
   */
  void weigh(Map<String, Double> values, double[] weights) {
    Software software = Softwares.of(stack.software(), stack.generation(), values);
    double[] mine = known.computeIfAbsent(software, this::weights);
    for (int i = 0; i < mine.length; i++) {
      weights[places.get(i)] = mine[i];
    }
  }

  private double[] weights(Software software) {
    return rows.stream().mapToDouble(row -> Calibration.weight(row, software)).toArray();
  }
}
