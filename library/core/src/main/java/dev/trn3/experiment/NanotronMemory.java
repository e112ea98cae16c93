package dev.trn3.experiment;

import dev.trn3.simulation.Buffers;
import dev.trn3.simulation.Software;
import dev.trn3.simulation.Softwares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What nanotron keeps between steps, judged: its buffers are whole numbers of bytes that were
 * chosen with all rows in view. Fitted to one of its two models alone, the bytes of a weight and of
 * an element come out the same; the workspaces come out 4 to 7 MiB above the 64 MiB in use.
 *
 * @param fitted buffers fitted to all rows but those of one model, by that model
 */
record NanotronMemory(Map<String, Buffers> fitted) {

  private static final int ROUNDS = 200;

  static NanotronMemory run() {
    Map<String, Buffers> fitted = new LinkedHashMap<>();
    printed().stream()
        .map(NanotronRows.Memory::model)
        .distinct()
        .forEach(model -> fitted.put(model, at(best(model))));
    return new NanotronMemory(fitted);
  }

  /** Rows that print how much was allocated. */
  static List<NanotronRows.Memory> printed() {
    return NanotronRows.memory().stream().filter(NanotronRows.Memory::printed).toList();
  }

  /** Errors of every row with buffers fitted to the other model. */
  List<Double> leftOut() {
    List<Double> errors = new ArrayList<>();
    fitted.forEach(
        (model, buffers) ->
            with(buffers).stream()
                .filter(row -> row.model().equals(model))
                .forEach(row -> errors.add(row.error())));
    return errors;
  }

  private static double[] best(String leftOut) {
    return Calibration.minimise(
        3,
        ROUNDS,
        point ->
            with(at(point)).stream()
                .filter(row -> !row.model().equals(leftOut))
                .mapToDouble(row -> Math.abs(row.error()))
                .sum());
  }

  /** From one byte for each weight and element and half of what one workspace takes. */
  private static Buffers at(double[] point) {
    return new Buffers(
        StrictMath.exp(point[0]), StrictMath.exp(point[1]), 0x1p24 * StrictMath.exp(point[2]));
  }

  private static List<NanotronRows.Memory> with(Buffers buffers) {
    Software software = Softwares.of(NanotronRows.SOFTWARE, "H100").with(buffers);
    return NanotronRows.memory(software).stream().filter(NanotronRows.Memory::printed).toList();
  }
}
