package dev.trn3.experiment;

import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.Softwares.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of software stacks, how they are fitted, and how they are written down.
 *
 * @param list in the order of their file
 */
record ParameterTable(List<Parameter> list) {

  /** The parameters in a file beside this class. */
  static ParameterTable read(String file) {
    return new ParameterTable(
        CsvTable.read(ParameterTable.class, file).stream().map(Parameter::of).toList());
  }

  /** Those that the calibration may move. */
  ParameterTable free(Predicate<Parameter> which) {
    return new ParameterTable(
        list.stream().filter(each -> each.free() && which.test(each)).toList());
  }

  /** The values in use. */
  Map<String, Double> fitted() {
    Map<String, Double> values = new LinkedHashMap<>();
    list.forEach(each -> values.put(each.name(), each.value()));
    return values;
  }

  /** What was expected before anything was fitted. */
  Map<String, Double> priors() {
    Map<String, Double> values = new LinkedHashMap<>();
    list.forEach(each -> values.put(each.name(), each.prior()));
    return values;
  }

  /**
   * The values of these parameters that miss least, each held to its prior by its spread.
   *
   * @param others values of parameters that stay as they are
   * @param misfit how far predictions with such values miss, in squared deviations
   */
  Map<String, Double> fit(
      int rounds, Map<String, Double> others, ToDoubleFunction<Map<String, Double>> misfit) {
    double[] point =
        Calibration.minimise(
            list.size(),
            rounds,
            offsets -> {
              double sum = 0;
              for (double offset : offsets) {
                sum += offset * offset;
              }
              Map<String, Double> trial = new LinkedHashMap<>(others);
              trial.putAll(values(offsets));
              return sum + misfit.applyAsDouble(trial);
            });
    return values(point);
  }

  private Map<String, Double> values(double[] offsets) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < offsets.length; i++) {
      values.put(list.get(i).name(), value(list.get(i), offsets[i]));
    }
    return values;
  }

  /** Shares stay below 1; what has a prior of 1 or more is a time or a number of bytes. */
  static double value(Parameter parameter, double offset) {
    double value = parameter.prior() * StrictMath.exp(parameter.spread() * offset);
    return parameter.prior() < 1 ? Math.min(0.99, value) : value;
  }

  /** The file of these parameters with other values. */
  String file(Map<String, Double> values) {
    StringBuilder text = new StringBuilder("parameter,prior,spread,value,derivation\n");
    for (Parameter each : list) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,\"%s\"\n",
              each.name(),
              number(each.prior()),
              number(each.spread()),
              number(values.get(each.name())),
              each.derivation()));
    }
    return text.toString();
  }

  /** A table for VALIDATION.md. */
  String table(String what, Map<String, Double> values) {
    StringBuilder text =
        new StringBuilder(
            "| %s | prior | spread | fitted | meaning |\n|---|---:|---:|---:|---|\n"
                .formatted(what));
    for (Parameter each : list) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.3f | %s |\n",
              each.name(),
              each.prior(),
              each.spread(),
              values.get(each.name()),
              each.derivation()));
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("0+$", "");
  }
}
