package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.Softwares.Parameter;
import dev.trn3.simulation.StepEvaluator;
import dev.trn3.threads.Workers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Fits the parameters of software stacks to published measurements, and tells how well the model
 * predicts what it was not fitted to.
 *
 * <p>The fit minimises the squared logarithm of predicted over measured time of the reference rows,
 * linear beyond three times the noise so that no single row decides, and holds every parameter to
 * its prior by its spread. There is no parameter for a row or for a model. Everything is
 * deterministic, down to the last digit on every Java version.
 */
public final class Calibration {

  /** How far, as a logarithm, a prediction may miss before it weighs as much as a prior. */
  private static final double NOISE = 0.06;

  private static final int ROUNDS = 400;

  private Calibration() {}

  /** Predicted seconds of a step with given parameters. */
  static double predicted(Measured row, Map<String, Double> values) {
    return predicted(row, Softwares.of(row.software(), row.machine().generation(), values));
  }

  private static double predicted(Measured row, Software stack) {
    Software software = row.sequenceParallel() ? stack : stack.withoutSequenceParallel();
    StepEvaluator model = row.machine().with(software).evaluator();
    double best = Double.POSITIVE_INFINITY;
    for (Plan plan : row.plans()) {
      best = Math.min(best, model.seconds(row.job(), plan));
    }
    return best;
  }

  /** Predicted over measured throughput, less one. */
  static double error(Measured row, Map<String, Double> values) {
    return row.seconds() / predicted(row, values) - 1;
  }

  /**
   * Rows and parameters that are fitted together; a later group uses what the earlier ones gave.
   */
  private enum Group {
    TRAINIUM,
    GPU,
    NANOTRON;

    static Group of(Parameter parameter) {
      return parameter.name().startsWith("trn")
          ? TRAINIUM
          : parameter.name().startsWith("nanotron") ? NANOTRON : GPU;
    }

    static Group of(Measured row) {
      return row.machine().generation().startsWith("Trainium")
          ? TRAINIUM
          : row.software().equals("nanotron") ? NANOTRON : GPU;
    }
  }

  /** The parameters that fit the rows best, group by group. */
  static Map<String, Double> fit(List<Measured> rows) {
    Map<String, Double> values = new LinkedHashMap<>();
    Softwares.parameters().forEach(each -> values.put(each.name(), each.prior()));
    for (Group group : Group.values()) {
      values.putAll(fit(rows, group, values));
    }
    return values;
  }

  private static Map<String, Double> fit(
      List<Measured> rows, Group group, Map<String, Double> values) {
    List<Parameter> free =
        Softwares.parameters().stream()
            .filter(each -> each.free() && Group.of(each) == group)
            .toList();
    List<Measured> some = rows.stream().filter(row -> Group.of(row) == group).toList();
    double[] point = minimise(some, free, values);
    Map<String, Double> fitted = new LinkedHashMap<>();
    for (int i = 0; i < point.length; i++) {
      fitted.put(free.get(i).name(), ParameterTable.value(free.get(i), point[i]));
    }
    return fitted;
  }

  /** What a row adds to the sum that a fit makes small. */
  static double weight(Measured row, Software stack) {
    double miss = Math.abs(StrictMath.log(predicted(row, stack) / row.seconds())) / NOISE;
    return miss < 3 ? miss * miss : 6 * miss - 9;
  }

  private static double objective(
      List<StackRows> stacks,
      double[] weights,
      List<Parameter> free,
      Map<String, Double> values,
      double[] point) {
    Map<String, Double> trial = new HashMap<>(values);
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      trial.put(free.get(i).name(), ParameterTable.value(free.get(i), point[i]));
      sum += point[i] * point[i];
    }
    stacks.forEach(each -> each.weigh(trial, weights));
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  private static double[] minimise(
      List<Measured> rows, List<Parameter> free, Map<String, Double> values) {
    List<StackRows> stacks = StackRows.of(rows);
    double[] weights = new double[rows.size()];
    return minimise(free.size(), ROUNDS, point -> objective(stacks, weights, free, values, point));
  }

  /** Steps along one coordinate after the other, longer after success and shorter after failure. */
  static double[] minimise(int size, int rounds, ToDoubleFunction<double[]> objective) {
    double[] best = new double[size];
    double[] step = new double[size];
    Arrays.fill(step, 0.5);
    double least = objective.applyAsDouble(best);
    for (int round = 0; round < rounds; round++) {
      double before = least;
      for (int i = 0; i < best.length; i++) {
        double here = best[i];
        boolean better = false;
        for (double direction : new double[] {1, -1}) {
          best[i] = here + direction * step[i];
          double value = objective.applyAsDouble(best);
          if (value < least) {
            least = value;
            step[i] *= 1.6 * direction;
            better = true;
            break;
          }
        }
        if (!better) {
          best[i] = here;
          step[i] *= -0.4;
        }
      }
      if (round > 30 && before - least < 1e-6) {
        break;
      }
    }
    return best;
  }

  /**
   * Errors of every row when the model it trains is held out of the fit.
   *
   * @param all what the fit to all rows gave; groups without the model keep it
   * @throws InterruptedException if the thread is interrupted
   */
  static Map<Measured, Double> leaveOneModelOut(List<Measured> rows, Map<String, Double> all)
      throws InterruptedException {
    Map<Measured, Double> errors = new LinkedHashMap<>();
    rows.forEach(row -> errors.put(row, 0.0));
    for (Group group : Group.values()) {
      List<Measured> some = rows.stream().filter(row -> Group.of(row) == group).toList();
      List<String> families = some.stream().map(Measured::family).distinct().toList();
      // Each fit is of its own, so that processors share them and every digit stays.
      Workers.each(families.size(), i -> errorsWithout(families.get(i), some, group, all))
          .forEach(errors::putAll);
    }
    return errors;
  }

  private static Map<Measured, Double> errorsWithout(
      String family, List<Measured> some, Group group, Map<String, Double> all) {
    Map<String, Double> values = new LinkedHashMap<>(all);
    List<Measured> others = some.stream().filter(row -> !row.family().equals(family)).toList();
    values.putAll(fit(others, group, values));
    Map<Measured, Double> errors = new LinkedHashMap<>();
    some.stream()
        .filter(row -> row.family().equals(family))
        .forEach(row -> errors.put(row, error(row, values)));
    return errors;
  }

  /** Errors of rows on chips whose shares are those fitted to the generation before. */
  static Map<Measured, Double> carriedOver(List<Measured> rows, Map<String, Double> values) {
    Map<Measured, Double> errors = new LinkedHashMap<>();
    for (Measured row : rows) {
      String from =
          switch (row.machine().generation()) {
            case "Blackwell" -> "hopper.";
            case "Blackwell Ultra" -> "blackwell.";
            case "H100" -> row.group().equals("Megatron H100") ? "a100." : "";
            default -> "";
          };
      if (!from.isEmpty()) {
        errors.put(row, error(row, substituted(values, from)));
      }
    }
    return errors;
  }

  private static Map<String, Double> substituted(Map<String, Double> values, String from) {
    Map<String, Double> other = new HashMap<>(values);
    String to =
        switch (from) {
          case "hopper." -> "blackwell.";
          case "blackwell." -> "ultra.";
          default -> "mcore-h100.";
        };
    values.forEach(
        (name, value) -> {
          if (name.startsWith(to) && values.containsKey(from + name.substring(to.length()))) {
            other.put(name, values.get(from + name.substring(to.length())));
          }
        });
    if (!values.containsKey(from + "matrix4") && other.containsKey(to + "matrix4")) {
      // No 4-bit products there: the share of 8-bit ones is the best guess.
      other.put(to + "matrix4", values.get(from + "matrix8"));
    }
    return other;
  }
}
