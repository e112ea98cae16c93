package dev.trn3.inference;

import dev.trn3.simulation.CsvTable;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a predicted time of serving may be from a measured one: an interval that holds eight of
 * ten results if the logarithm of the error is normally distributed with the deviation shown on
 * published measurements of models left out of the fit. Trainium3, of which none is published, adds
 * what carrying fitted numbers to a next generation of chips was found to miss.
 *
 * @param deviation standard deviation of the logarithm of a predicted time
 * @param reason where it comes from, in one sentence
 */
public record ServingErrorBar(double deviation, String reason) {

  /**
   * Where the low and the high of a figure come from, and what is not in them; of figures that do
   * not depend on how many requests come.
   */
  public static final String ENDS_AT_ANY_LOAD =
      "Low and high of a figure: the same requests with all iterations at the quick and at the slow"
          + " end of these intervals. Other requests and failures are not in them, prices only in"
          + " costs.";

  /** The same of figures under a load that may be more than the slow end can answer. */
  public static final String ENDS =
      ENDS_AT_ANY_LOAD
          + " Where the slow end cannot answer all requests that come, its latencies grow with the"
          + " time that is played.";

  /**
   * What stands behind the ends of one figure. A percentile, a share or a rate of requests has no
   * 80 % interval of its own: all iterations are at the ends of theirs at once.
   */
  public static final String OF_ITERATIONS = "at the ends of 80 % intervals of iterations";

  private static final double EIGHTY_PERCENT = 1.2816;

  private static final Map<String, Double> DEVIATIONS =
      CsvTable.read(ServingErrorBar.class, "deviations.csv").stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  row -> row.get("set") + " " + row.get("figure"),
                  row -> Double.parseDouble(row.get("deviation"))));

  /** The error bar of a time to first token on a generation of chips. */
  public static ServingErrorBar timeToFirstToken(String chip) {
    return of(chip, "TTFT");
  }

  /** The error bar of a time per output token, or of a throughput, on a generation of chips. */
  public static ServingErrorBar timePerOutputToken(String chip) {
    return of(chip, "TPOT");
  }

  /** How sure the times of iterations on a generation of chips are, in one sentence. */
  public static String sentence(String chip) {
    return "Certainty on %s, of iterations that read prompts: %s; that produce tokens: %s."
        .formatted(chip, timeToFirstToken(chip), timePerOutputToken(chip));
  }

  private static ServingErrorBar of(String chip, String figure) {
    return switch (chip) {
      case "Trainium1", "Inferentia2" ->
          new ServingErrorBar(
              DEVIATIONS.get("Trn1 and Inf2 " + figure),
              "from published Trn1 and Inf2 rows of models left out of the fit");
      case "Trainium2" -> {
        // A few rows of two models make nothing surer than the many of the generation before.
        String set = worse("Trn2", "Trn1 and Inf2", figure);
        yield new ServingErrorBar(
            DEVIATIONS.get(set + " " + figure),
            "from published %s rows, which are missed by more than those of %s, their model left out of the fit"
                .formatted(set, set.equals("Trn2") ? "Trn1 and Inf2" : "Trn2"));
      }
      case "Trainium3" -> {
        String set = worse("Trn2", "Trn1 and Inf2", figure);
        double own = DEVIATIONS.get(set + " " + figure);
        double step = DEVIATIONS.get("next generation " + figure);
        yield new ServingErrorBar(
            Math.hypot(own, step),
            "projection: nothing measured on Trainium3 has been published; from rows of %s (%s) and from carrying the numbers of one generation of GPUs to the next (%s)"
                .formatted(set, percent(own), percent(step)));
      }
      case "A100", "H100" -> {
        String set = worse("Splitwise", "NIM", figure);
        yield new ServingErrorBar(
            DEVIATIONS.get(set + " " + figure),
            "from published A100 and H100 rows left out of the fit, those of " + set);
      }
      default ->
          new ServingErrorBar(
              Math.hypot(
                  DEVIATIONS.get("Splitwise " + figure),
                  DEVIATIONS.get("next generation " + figure)),
              "projection: numbers of A100 and H100 carried over");
    };
  }

  /** The one of two sets of rows that is missed by more. */
  private static String worse(String one, String other, String figure) {
    double first = DEVIATIONS.get(one + " " + figure);
    return first >= DEVIATIONS.get(other + " " + figure) ? one : other;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** The lower end of the interval around a value. */
  public double low(double value) {
    return value * Math.exp(-EIGHTY_PERCENT * deviation);
  }

  /** The upper end of the interval around a value. */
  public double high(double value) {
    return value * Math.exp(EIGHTY_PERCENT * deviation);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "80 %% interval -%.0f %% to +%.0f %% (%s)",
        100 * (1 - low(1)),
        100 * (high(1) - 1),
        reason);
  }
}
