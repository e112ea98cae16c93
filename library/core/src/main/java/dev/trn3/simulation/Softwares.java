package dev.trn3.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The software stacks that measurements exist for. Their shares are parameters with a prior, and
 * with a value that the calibration fitted; both are data beside this class.
 */
public final class Softwares {

  private static final List<Map<String, String>> STACKS =
      CsvTable.read(Softwares.class, "software.csv");

  private static final List<Parameter> PARAMETERS =
      CsvTable.read(Softwares.class, "parameters.csv").stream().map(Parameter::of).toList();

  private static final Map<String, Double> FITTED = fitted();

  private Softwares() {}

  /**
   * A number that stacks share.
   *
   * @param name its name
   * @param prior what engineering judgement expects
   * @param spread standard deviation of the logarithm around the prior; 0 for a fixed parameter
   * @param value the value in use: fitted, or the prior
   * @param derivation where it comes from
   */
  public record Parameter(
      String name, double prior, double spread, double value, String derivation) {

    /** A row of a file of parameters. */
    public static Parameter of(Map<String, String> row) {
      return new Parameter(
          row.get("parameter"),
          Double.parseDouble(row.get("prior")),
          Double.parseDouble(row.get("spread")),
          Double.parseDouble(row.get("value")),
          row.get("derivation"));
    }

    /** True if the calibration may move it. */
    public boolean free() {
      return spread > 0;
    }
  }

  /** All parameters, in the order of the file. */
  public static List<Parameter> parameters() {
    return PARAMETERS;
  }

  /** The fitted values by name. */
  public static Map<String, Double> fitted() {
    if (FITTED != null) {
      return FITTED;
    }
    Map<String, Double> values = new LinkedHashMap<>();
    PARAMETERS.forEach(each -> values.put(each.name(), each.value()));
    return Map.copyOf(values);
  }

  /** A stack on a generation of chips with its fitted shares. */
  public static Software of(String software, String chip) {
    return of(software, chip, FITTED);
  }

  /**
   * The newest stack calibrated for a generation of chips.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Software newest(String chip) {
    Map<String, String> newest = null;
    for (Map<String, String> row : STACKS) {
      if (row.get("chip").equals(chip)) {
        newest = row;
      }
    }
    if (newest == null) {
      throw new IllegalArgumentException(
          "no software is calibrated for %s; there are shares for %s"
              .formatted(chip, STACKS.stream().map(row -> row.get("chip")).distinct().toList()));
    }
    return software(newest, FITTED);
  }

  /**
   * A stack on a generation of chips with other values of the parameters.
   *
   * @throws IllegalArgumentException if there is no such pair
   */
  public static Software of(String software, String chip, Map<String, Double> values) {
    for (Map<String, String> row : STACKS) {
      if (row.get("software").equals(software) && row.get("chip").equals(chip)) {
        return software(row, values);
      }
    }
    throw new IllegalArgumentException(
        "no measurements of %s on %s; there are %s"
            .formatted(
                software,
                chip,
                STACKS.stream().map(r -> r.get("software") + " on " + r.get("chip")).toList()));
  }

  private static Software software(Map<String, String> row, Map<String, Double> values) {
    return new Software(
        row.get("software"),
        value(row, "matrix16", values),
        value(row, "matrix8", values),
        value(row, "matrix4", values),
        value(row, "attention", values),
        value(row, "memory", values),
        value(row, "scaleUp", values),
        value(row, "scaleOut", values),
        value(row, "tensorExposed", values),
        value(row, "expertExposed", values),
        value(row, "mixture", values),
        value(row, "mixtureTraffic", values),
        value(row, "narrowBlocks", values),
        value(row, "contention", values),
        1e-3 * value(row, "hostDense", values),
        1e-3 * value(row, "hostMixture", values),
        1e-3 * value(row, "hostTensor", values),
        Double.parseDouble(row.get("lossBytes")),
        Double.parseDouble(row.get("logitBytes")),
        Boolean.parseBoolean(row.get("flashAttention")),
        Boolean.parseBoolean(row.get("dataOverlap")),
        true,
        Double.parseDouble(row.get("gradientBytes")),
        new Buffers(
            Double.parseDouble(row.get("weightBuffers")),
            Double.parseDouble(row.get("gatherBuffers")),
            Double.parseDouble(row.get("workspaces"))),
        Boolean.parseBoolean(row.get("balancedStages")));
  }

  private static double value(Map<String, String> row, String share, Map<String, Double> values) {
    Double value = values.get(row.get(share));
    if (value == null) {
      throw new IllegalStateException("no parameter " + row.get(share));
    }
    return value;
  }
}
