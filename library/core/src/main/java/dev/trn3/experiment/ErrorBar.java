package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Transformer;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a predicted time may be from a measured one.
 *
 * <p>The interval holds eight of ten results if the logarithm of the error is normally distributed
 * with the deviation that the model shows on published measurements of models it was not fitted to.
 * Chips without any published measurement add the deviation seen when shares of one generation of
 * chips are carried over to the next, once for each generation. A mixture of experts on Trainium
 * adds the deviation seen on mixtures of GPUs, where its share comes from.
 *
 * @param deviation standard deviation of the logarithm of a predicted time
 * @param reason where it comes from, in one sentence
 */
public record ErrorBar(double deviation, String reason) {

  /** Standard deviations to either side that hold 80 % of a normal distribution. */
  private static final double EIGHTY_PERCENT = 1.2816;

  /** What is in no interval of a training job. */
  public static final String NOT_COVERED =
      "The interval is what the model may be off by. Data loading and stragglers are in no figure,"
          + " failures and checkpoints only in the time and cost of whole runs, prices only in costs.";

  private static final Map<String, Double> DEVIATIONS =
      CsvTable.read(ErrorBar.class, "deviations.csv").stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  row -> row.get("set"), row -> Double.parseDouble(row.get("deviation"))));

  /** The error bar of the times of a job that trains a model on a machine. */
  public static ErrorBar of(Machine machine, Transformer model) {
    return of(MachineModel.of(machine).generation(), model);
  }

  /** The error bar of a prediction for a model on a generation of chips. */
  static ErrorBar of(String generation, Transformer model) {
    double trainium = DEVIATIONS.get("Trn1");
    double step = DEVIATIONS.get("next generation");
    double mixture = model.isMixture() ? DEVIATIONS.get("mixtures of experts") : 0;
    if (generation.equals("Trainium1")) {
      return new ErrorBar(
          norm(trainium, mixture),
          "from published trn1.32xlarge rows of models left out of the fit"
              + mixtureReason(mixture));
    }
    if (generation.startsWith("Trainium")) {
      int steps = generation.equals("Trainium2") ? 1 : 2;
      return new ErrorBar(
          norm(trainium, step * Math.sqrt(steps), mixture),
          "projection: no training measurement of %s has been published; from Trn1 rows (%s) and from carrying shares over to a next generation of GPUs (%s), %s"
                  .formatted(
                      generation, percent(trainium), percent(step), steps == 1 ? "once" : "twice")
              + mixtureReason(mixture));
    }
    return new ErrorBar(
        model.isMixture() ? mixture : DEVIATIONS.get("GPU dense"),
        "from published GPU rows of models left out of the fit");
  }

  /** The error bar of a clip on a generation of chips; all shares were fitted on H100. */
  static ErrorBar video(String generation) {
    double own = DEVIATIONS.get("video");
    double step = DEVIATIONS.get("next generation");
    if (generation.equals("H100")) {
      return new ErrorBar(own, "from published H100 times of models left out of the fit");
    }
    boolean neuron = generation.startsWith("Trainium");
    return new ErrorBar(
        norm(own, neuron ? step * Math.sqrt(2) : step),
        "projection: no time of a published video model on %s is known; from H100 times (%s) and from carrying shares over to other chips (%s%s)"
            .formatted(generation, percent(own), percent(step), neuron ? ", twice" : ""));
  }

  private static String mixtureReason(double mixture) {
    return mixture > 0
        ? "; and from mixtures of experts on GPUs (%s), as none is published for Trainium"
            .formatted(percent(mixture))
        : "";
  }

  private static double norm(double... deviations) {
    double sum = 0;
    for (double each : deviations) {
      sum += each * each;
    }
    return Math.sqrt(sum);
  }

  /** The lower end of the interval around a value. */
  public double low(double value) {
    return value * Math.exp(-EIGHTY_PERCENT * deviation);
  }

  /** The upper end of the interval around a value. */
  public double high(double value) {
    return value * Math.exp(EIGHTY_PERCENT * deviation);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
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
