package dev.trn3.experiment;

import dev.trn3.experiment.MeasuredServing.Times;
import dev.trn3.inference.ServingStacks;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How well the serving model predicts published measurements: fitted, and with each model left out
 * of the fit in turn. Where a group has one model only, each chip (Splitwise) or nothing (NIM) is
 * left out instead, and the report says so.
 *
 * @param values fitted parameters
 * @param fitted predictions with them
 * @param leftOut predictions by parameters fitted without the model in question; reference rows
 */
record ServingValidation(
    Map<String, Double> values,
    Map<MeasuredServing, Times> fitted,
    Map<MeasuredServing, Times> leftOut) {

  static final List<String> GROUPS =
      List.of(
          ServingMeasurements.NEURON,
          ServingMeasurements.TRN2,
          ServingMeasurements.SPLITWISE,
          ServingMeasurements.NIM);

  /** How far, as a logarithm, a prediction may miss before it weighs as much as a prior. */
  private static final double NOISE = 0.1;

  private static final int ROUNDS = 120;

  static final ParameterTable TABLE = new ParameterTable(ServingStacks.parameters());

  static ServingValidation run() {
    List<MeasuredServing> rows = ServingMeasurements.all();
    Map<String, Double> values = TABLE.priors();
    GROUPS.forEach(group -> values.putAll(fit(rows, group, "")));
    Map<MeasuredServing, Times> fitted = new LinkedHashMap<>();
    rows.forEach(row -> fitted.put(row, row.predicted(values)));
    Map<MeasuredServing, Times> leftOut = new LinkedHashMap<>();
    for (String group : GROUPS) {
      for (String family : families(rows, group).toList()) {
        Map<String, Double> without = new HashMap<>(values);
        without.putAll(fit(rows, group, family));
        rows.stream()
            .filter(
                row -> row.reference() && row.group().equals(group) && row.family().equals(family))
            .forEach(row -> leftOut.put(row, row.predicted(without)));
      }
    }
    return new ServingValidation(values, fitted, leftOut);
  }

  private static Stream<String> families(List<MeasuredServing> rows, String group) {
    return rows.stream()
        .filter(row -> row.reference() && row.group().equals(group))
        .map(MeasuredServing::family)
        .distinct();
  }

  private static Map<String, Double> fit(List<MeasuredServing> all, String group, String without) {
    List<MeasuredServing> rows =
        all.stream()
            .filter(row -> row.reference() && row.group().equals(group))
            .filter(row -> !row.family().equals(without))
            .toList();
    return TABLE
        .free(each -> owner(each.name()).equals(group))
        .fit(
            ROUNDS,
            TABLE.priors(),
            trial -> {
              double sum = 0;
              for (MeasuredServing row : rows) {
                Times times = row.predicted(trial);
                sum += miss(times.timeToFirstToken(), row.timeToFirstToken());
                sum += miss(times.timePerOutputToken(), row.timePerOutputToken());
              }
              return sum;
            });
  }

  private static double miss(double predicted, double measured) {
    if (Double.isNaN(measured)) {
      return 0;
    }
    double miss = Math.abs(StrictMath.log(predicted / measured)) / NOISE;
    return miss < 2 ? miss * miss : 4 * miss - 4;
  }

  private static String owner(String parameter) {
    String stack = parameter.substring(0, Math.max(0, parameter.indexOf('.')));
    if (stack.startsWith("tnx")) {
      return ServingMeasurements.NEURON;
    }
    if (stack.equals("nxd") || stack.equals("vllm-neuron")) {
      return ServingMeasurements.TRN2;
    }
    return stack.equals("nim") ? ServingMeasurements.NIM : ServingMeasurements.SPLITWISE;
  }

  /** What of a prediction is judged. */
  enum Figure {
    TTFT,
    TPOT,
    END_TO_END
  }

  static double error(Figure figure, MeasuredServing row, Times times) {
    Times measured = new Times(row.timeToFirstToken(), row.timePerOutputToken());
    return switch (figure) {
      case TTFT -> times.timeToFirstToken() / measured.timeToFirstToken() - 1;
      case TPOT -> times.timePerOutputToken() / measured.timePerOutputToken() - 1;
      case END_TO_END ->
          MeasuredServing.endToEnd(times, row.outputTokens())
                  / MeasuredServing.endToEnd(measured, row.outputTokens())
              - 1;
    };
  }

  /** Mean absolute error of the reference rows of a group. */
  static double mean(Map<MeasuredServing, Times> predictions, String group, Figure figure) {
    return errors(predictions, group, figure).map(Math::abs).average().orElse(Double.NaN);
  }

  /** The same without the row that is missed most. */
  static double meanButWorst(Map<MeasuredServing, Times> predictions, String group, Figure figure) {
    double[] sorted = errors(predictions, group, figure).map(Math::abs).sorted().toArray();
    return Arrays.stream(sorted, 0, sorted.length - 1).average().orElse(Double.NaN);
  }

  /** Reference rows of a group that state a figure. */
  static long count(Map<MeasuredServing, Times> predictions, String group, Figure figure) {
    return errors(predictions, group, figure).count();
  }

  /** Deviation of the logarithm of predicted over measured. */
  static double deviation(Map<MeasuredServing, Times> predictions, String group, Figure figure) {
    return Math.sqrt(
        errors(predictions, group, figure)
            .map(each -> StrictMath.log(1 + each))
            .map(each -> each * each)
            .average()
            .orElse(Double.NaN));
  }

  private static java.util.stream.DoubleStream errors(
      Map<MeasuredServing, Times> predictions, String group, Figure figure) {
    return predictions.entrySet().stream()
        .filter(each -> each.getKey().reference() && each.getKey().group().equals(group))
        .mapToDouble(each -> error(figure, each.getKey(), each.getValue()))
        .filter(each -> !Double.isNaN(each));
  }

  /** The file of parameters with the fitted values. */
  String parameters() {
    return TABLE.file(values);
  }

  /** The file of deviations that error bars of serving come from. */
  String deviations() {
    StringBuilder text = new StringBuilder("set,figure,deviation\n");
    for (String group : GROUPS) {
      for (Figure figure : List.of(Figure.TTFT, Figure.TPOT)) {
        text.append(
            String.format(
                Locale.ROOT, "%s,%s,%.4f\n", group, figure, deviation(leftOut, group, figure)));
      }
    }
    for (Figure figure : List.of(Figure.TTFT, Figure.TPOT)) {
      text.append(
          String.format(
              Locale.ROOT,
              "next generation,%s,%.4f\n",
              figure,
              deviation(carriedOver(), ServingMeasurements.SPLITWISE, figure)));
    }
    return text.toString();
  }

  /** H100 rows predicted with the numbers of the A100. */
  Map<MeasuredServing, Times> carriedOver() {
    Map<String, Double> carried = new HashMap<>(values);
    carried.put("vllm-h100.matrix", values.get("vllm.matrix"));
    carried.put("vllm-h100.dispatch", values.get("vllm-a100.dispatch"));
    Map<MeasuredServing, Times> predictions = new LinkedHashMap<>();
    leftOut.keySet().stream()
        .filter(row -> row.family().equals("h100-80gb"))
        .forEach(row -> predictions.put(row, row.predicted(carried)));
    return predictions;
  }
}
