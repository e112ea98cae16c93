package dev.trn3.experiment;

import dev.trn3.parallelism.Plan;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import dev.trn3.simulation.Softwares.Parameter;
import dev.trn3.simulation.StepModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Fits the parameters of software stacks to measurements: least squares of the logarithm of
 * predicted over measured, with every parameter held to its prior by its spread.
 */
final class Calibration {

  /** How far, as a logarithm, a prediction may miss before it weighs as much as a prior. */
  private static final double NOISE = 0.06;

  private Calibration() {}

  /** Predicted seconds of a step with given parameters. */
  static double predicted(Measured row, Map<String, Double> values) {
    Software software = Softwares.of(row.software(), row.bed().generation(), values);
    if (!row.sequenceParallel()) {
      software = software.withoutSequenceParallel();
    }
    StepModel model =
        new StepModel(
            row.bed().device(),
            row.bed()
                .fabric()
                .scaled(row.bed().scaleUpDevices(), software.scaleUp(), software.scaleOut()),
            software);
    double best = Double.POSITIVE_INFINITY;
    for (Plan plan : row.plans()) {
      best = Math.min(best, model.cost(row.job(), plan).seconds());
    }
    return best;
  }

  /** Predicted over measured throughput, less one. */
  static double error(Measured row, Map<String, Double> values) {
    return row.seconds() / predicted(row, values) - 1;
  }

  /** The parameters that fit the rows best. */
  static Map<String, Double> fit(List<Measured> rows) {
    List<Parameter> free = Softwares.parameters().stream().filter(Parameter::free).toList();
    double[] start = new double[free.size()];
    ToDoubleFunction<double[]> objective =
        point -> {
          Map<String, Double> values = values(free, point);
          double sum = 0;
          for (Measured row : rows) {
            double miss = Math.log(predicted(row, values) / row.seconds()) / NOISE;
            sum += Math.min(miss * miss, 6 * Math.abs(miss) - 9);
          }
          for (double offset : point) {
            sum += offset * offset;
          }
          return sum;
        };
    return values(free, minimise(objective, start));
  }

  private static Map<String, Double> values(List<Parameter> free, double[] point) {
    Map<String, Double> values = new HashMap<>();
    Softwares.parameters().forEach(each -> values.put(each.name(), each.prior()));
    for (int i = 0; i < free.size(); i++) {
      Parameter each = free.get(i);
      double value = each.prior() * Math.exp(each.spread() * point[i]);
      values.put(each.name(), each.prior() < 1 ? Math.min(0.99, value) : value);
    }
    return values;
  }

  /** Coordinate-wise golden steps, repeated until nothing improves; deterministic. */
  private static double[] minimise(ToDoubleFunction<double[]> objective, double[] start) {
    double[] best = start.clone();
    double value = objective.applyAsDouble(best);
    double[] step = new double[start.length];
    java.util.Arrays.fill(step, 0.5);
    for (int round = 0; round < 400; round++) {
      double before = value;
      for (int i = 0; i < best.length; i++) {
        double[] trial = best.clone();
        trial[i] = best[i] + step[i];
        double up = objective.applyAsDouble(trial);
        if (up < value) {
          value = up;
          best = trial;
          step[i] *= 1.6;
          continue;
        }
        trial = best.clone();
        trial[i] = best[i] - step[i];
        double down = objective.applyAsDouble(trial);
        if (down < value) {
          value = down;
          best = trial;
          step[i] *= -1.6;
        } else {
          step[i] *= -0.4;
        }
      }
      if (round > 30 && before - value < 1e-7) {
        break;
      }
    }
    return best;
  }

  /** Errors of every row of a group when its model family is held out. */
  static Map<Measured, Double> leaveOneModelOut(List<Measured> rows) {
    Map<Measured, Double> errors = new HashMap<>();
    for (String family : rows.stream().map(Measured::family).distinct().toList()) {
      List<Measured> others = new ArrayList<>();
      for (Measured row : rows) {
        if (!row.family().equals(family)) {
          others.add(row);
        }
      }
      Map<String, Double> values = fit(others);
      for (Measured row : rows) {
        if (row.family().equals(family)) {
          errors.put(row, error(row, values));
        }
      }
    }
    return errors;
  }

  public static void main(String[] arguments) {
    List<Measured> rows = Measurements.all().stream().filter(Measured::reference).toList();
    if (arguments.length > 0) {
      rows = rows.stream().filter(r -> r.group().startsWith(arguments[0])).toList();
    }
    Map<String, Double> values = fit(rows);
    Map<Measured, Double> out = leaveOneModelOut(rows);
    String group = "";
    double sum = 0;
    double sumOut = 0;
    int count = 0;
    for (Measured row : rows) {
      if (!row.group().equals(group)) {
        System.out.printf("%s: fit %.3f lomo %.3f%n", group, sum / count, sumOut / count);
        group = row.group();
        sum = 0;
        sumOut = 0;
        count = 0;
      }
      double error = error(row, values);
      sum += Math.abs(error);
      sumOut += Math.abs(out.get(row));
      count++;
      System.out.printf("%7.1f%% %7.1f%%  %s%n", 100 * error, 100 * out.get(row), row.label());
    }
    System.out.printf("%s: fit %.3f lomo %.3f%n", group, sum / count, sumOut / count);
    Softwares.parameters().stream()
        .filter(Parameter::free)
        .forEach(
            p ->
                System.out.printf(
                    "%s %.4f (prior %.3f)%n", p.name(), values.get(p.name()), p.prior()));
  }
}
