package dev.trn3.inference;

import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.Softwares.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The serving stacks that measurements exist for; their numbers are data beside this class. */
public final class ServingStacks {

  private static final List<Map<String, String>> STACKS =
      CsvTable.read(ServingStacks.class, "stacks.csv");

  private static final List<Parameter> PARAMETERS =
      CsvTable.read(ServingStacks.class, "parameters.csv").stream().map(Parameter::of).toList();

  private ServingStacks() {}

  /** All parameters, in the order of the file. */
  public static List<Parameter> parameters() {
    return PARAMETERS;
  }

  /** The fitted values by name; times in microseconds. */
  public static Map<String, Double> fitted() {
    Map<String, Double> values = new LinkedHashMap<>();
    PARAMETERS.forEach(each -> values.put(each.name(), each.value()));
    return values;
  }

  /**
   * The stack that a generation of chips is served with unless another is said: the last listed.
   *
   * @throws IllegalArgumentException if none is calibrated for it
   */
  public static ServingStack usual(String chip) {
    Map<String, String> last = null;
    for (Map<String, String> row : STACKS) {
      if (row.get("chip").equals(chip)) {
        last = row;
      }
    }
    if (last == null) {
      throw new IllegalArgumentException(
          "no serving stack is calibrated for %s; there are stacks for %s"
              .formatted(chip, STACKS.stream().map(row -> row.get("chip")).distinct().toList()));
    }
    return stack(last, fitted());
  }

  /** A stack by name and generation, with its fitted numbers. */
  public static ServingStack of(String stack, String chip) {
    return of(stack, chip, fitted());
  }

  /**
   * A stack by name and generation, with other values of the parameters.
   *
   * @throws IllegalArgumentException if there is no such pair
   */
  public static ServingStack of(String stack, String chip, Map<String, Double> values) {
    for (Map<String, String> row : STACKS) {
      if (row.get("stack").equals(stack) && row.get("chip").equals(chip)) {
        return stack(row, values);
      }
    }
    throw new IllegalArgumentException(
        "no measurements of %s on %s; there are %s"
            .formatted(
                stack,
                chip,
                STACKS.stream().map(r -> r.get("stack") + " on " + r.get("chip")).toList()));
  }

  private static ServingStack stack(Map<String, String> row, Map<String, Double> values) {
    return new ServingStack(
        row.get("stack"),
        row.get("chip"),
        value(row, "matrix", values),
        value(row, "memory", values),
        value(row, "cache", values),
        value(row, "scaleUp", values),
        1e-6 * value(row, "layer", values),
        1e-6 * value(row, "dispatch", values),
        1e-6 * value(row, "iteration", values),
        1e-6 * value(row, "sequence", values),
        value(row, "score", values),
        1e-6 * value(row, "prompt", values),
        1e-6 * value(row, "start", values),
        value(row, "softmaxPasses", values),
        1e-6 * value(row, "route", values),
        value(row, "scoreRoom", values),
        1e-6 * value(row, "request", values),
        Boolean.parseBoolean(row.get("bucketed")),
        Boolean.parseBoolean(row.get("sequenceParallel")));
  }

  private static double value(Map<String, String> row, String column, Map<String, Double> values) {
    Double value = values.get(row.get(column));
    if (value == null) {
      throw new IllegalStateException("no parameter " + row.get(column));
    }
    return value;
  }
}
