package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.simulation.Softwares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Everything known about how well the model predicts: the fit, the errors of models left out, and
 * the files that hold them.
 *
 * @param rows every measured row
 * @param values fitted parameters
 * @param fitted errors of reference rows with those parameters
 * @param leftOut errors of reference rows when their model is left out of the fit
 * @param carried errors of reference rows with shares of the generation of chips before
 */
public record Validation(
    List<Measured> rows,
    Map<String, Double> values,
    Map<Measured, Double> fitted,
    Map<Measured, Double> leftOut,
    Map<Measured, Double> carried) {

  /**
   * Fits and judges; takes some seconds.
   *
   * @throws IllegalStateException if the thread is interrupted
   */
  public static Validation run() {
    List<Measured> rows = Measurements.all();
    List<Measured> references = rows.stream().filter(Measured::reference).toList();
    Map<String, Double> values = Calibration.fit(references);
    Map<Measured, Double> fitted = new LinkedHashMap<>();
    rows.forEach(row -> fitted.put(row, Calibration.error(row, values)));
    return new Validation(
        rows,
        values,
        fitted,
        leftOut(references, values),
        Calibration.carriedOver(references, values));
  }

  private static Map<Measured, Double> leftOut(
      List<Measured> references, Map<String, Double> values) {
    try {
      return Calibration.leaveOneModelOut(references, values);
    } catch (InterruptedException e) {
      String message = "interrupted before each model was left out: nothing is known; run it again";
      // An interrupted cell ends before it can say what it threw.
      Display.display("Of the validation: " + message);
      throw new IllegalStateException(message, e);
    }
  }

  /** Mean, median, worst and spread of some errors. */
  public record Errors(int count, double mean, double median, double worst, double deviation) {

    static Errors of(Map<Measured, Double> errors, Predicate<Measured> which) {
      List<Double> some = new ArrayList<>();
      errors.forEach(
          (row, error) -> {
            if (which.test(row)) {
              some.add(error);
            }
          });
      double mean = some.stream().mapToDouble(Math::abs).average().orElse(Double.NaN);
      double median =
          some.isEmpty()
              ? Double.NaN
              : some.stream().map(Math::abs).sorted().toList().get(some.size() / 2);
      double worst = some.stream().mapToDouble(Math::abs).max().orElse(Double.NaN);
      double square =
          some.stream()
              .mapToDouble(each -> StrictMath.log(1 + each))
              .map(each -> each * each)
              .average()
              .orElse(Double.NaN);
      return new Errors(some.size(), mean, median, worst, Math.sqrt(square));
    }
  }

  /** Errors of models left out, in one group of measurements. */
  public Errors leftOut(String group) {
    return Errors.of(leftOut, row -> row.group().startsWith(group));
  }

  /** Errors of the fit, in one group of measurements. */
  public Errors fitted(String group) {
    return Errors.of(fitted, row -> row.reference() && row.group().startsWith(group));
  }

  /** Memory of a GPU, stated and predicted. */
  public MemoryComparison memory() {
    return new MemoryComparison();
  }

  /** Errors of models left out, in rows of NVIDIA with a scale for each block of elements. */
  public Errors leftOutBlockScaled() {
    return Errors.of(leftOut, Validation::isBlockScaled);
  }

  /** Errors of the fit in the same rows. */
  public Errors fittedBlockScaled() {
    return Errors.of(fitted, row -> row.reference() && isBlockScaled(row));
  }

  private static boolean isBlockScaled(Measured row) {
    return row.group().equals("NVIDIA") && row.job().blockScaled();
  }

  /** The file of deviations that error bars come from. */
  String deviations() {
    StringBuilder text = new StringBuilder("set,deviation,rows,derivation\n");
    line(text, "Trn1", leftOut("Trn1"), "Trn1 rows, their model left out of the fit");
    line(
        text,
        "GPU dense",
        Errors.of(
            leftOut, row -> !isTrainium(row) && !isSweep(row) && !row.job().model().isMixture()),
        "dense GPU rows, their model left out of the fit");
    line(
        text,
        "mixtures of experts",
        Errors.of(leftOut, row -> row.job().model().isMixture()),
        "mixture rows on GPUs, their model left out of the fit");
    line(
        text,
        "next generation",
        Errors.of(carried, row -> true),
        "GPU rows with the shares of the generation of chips before");
    text.append(
        String.format(
            Locale.ROOT,
            "video,%.4f,%d,\"%s\"\n",
            VideoValidation.run().deviation(),
            VideoValidation.run().rows().size(),
            "video rows on H100, their model left out of the fit"));
    return text.toString();
  }

  private static void line(StringBuilder text, String set, Errors errors, String derivation) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s,%.4f,%d,\"%s\"\n",
            set,
            errors.deviation(),
            errors.count(),
            derivation));
  }

  /** Rows of a sweep, most of them badly tuned; judged by their median and not listed. */
  static boolean isSweep(Measured row) {
    return row.group().equals(NanotronRows.SOFTWARE);
  }

  static boolean isTrainium(Measured row) {
    return row.machine().generation().startsWith("Trainium");
  }

  /** The file of parameters with the fitted values. */
  String parameters() {
    return new ParameterTable(Softwares.parameters()).file(values);
  }

  /**
   * Fits again and rewrites the data and the report.
   *
   * @param arguments the folder {@code library}
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path library = Path.of(arguments.length > 0 ? arguments[0] : "library");
    Validation validation = run();
    Path resources = library.resolve("core/src/main/resources/dev/trn3");
    Files.writeString(resources.resolve("simulation/parameters.csv"), validation.parameters());
    Files.writeString(resources.resolve("experiment/deviations.csv"), validation.deviations());
    ServingValidation serving = ServingValidation.run();
    Files.writeString(resources.resolve("inference/parameters.csv"), serving.parameters());
    Files.writeString(resources.resolve("inference/deviations.csv"), serving.deviations());
    Files.writeString(
        library.resolve("VALIDATION.md"),
        new ValidationReport(validation).text()
            + new ServingReport(serving).text()
            + VideoValidation.run().report()
            + ReplayValidation.run().report());
    Files.writeString(
        resources.resolve("experiment/video-parameters.csv"), VideoValidation.run().parameters());
    Files.writeString(
        resources.resolve("experiment/replay-parameters.csv"), ReplayValidation.run().parameters());
  }
}
