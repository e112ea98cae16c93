package dev.trn3.inference;

import dev.trn3.simulation.Fabric;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.Products;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.Transformer;

/** The routed experts of a layer: those that a batch is expected to need are read. */
final class RoutedExperts {

  private final FeedForward.MixtureOfExperts mixture;
  private final MachineModel machine;
  private final int hidden;
  private final Cut cut;
  private final Precision precision;
  private final ServingStack stack;
  private final boolean dequantised;
  private final double byToken;
  private final double dispatchStart;
  private final double dispatchRow;

  RoutedExperts(
      Transformer model,
      FeedForward.MixtureOfExperts mixture,
      MachineModel machine,
      Fabric fabric,
      Cut cut,
      Precision precision,
      ServingStack stack) {
    this.mixture = mixture;
    this.machine = machine;
    this.hidden = model.hidden();
    this.cut = cut;
    this.precision = precision;
    this.stack = stack;
    this.dequantised = Dequantised.inSteps(machine.device(), precision);
    this.byToken = mixture.experts() * stack.route();
    boolean spread = cut.expert() > 1;
    int chosen = mixture.chosen();
    int stride = Math.max(1, cut.ranks() / cut.expert());
    dispatchStart = spread ? fabric.dispatch(0, chosen, cut.expert(), stride) : 0;
    dispatchRow =
        spread
            ? (fabric.dispatch(1e9, chosen, cut.expert(), stride) - dispatchStart)
                / 1e9
                * 2
                * hidden
            : 0;
  }

  /** Experts that at least one of so many tokens chooses, in expectation. */
  double hit(double tokens) {
    double missed = 1 - (double) mixture.chosen() / mixture.experts();
    return mixture.experts() * (1 - Math.pow(missed, tokens));
  }

  /**
   * Seconds of one layer in which every data group has so many rows: token by token through the
   * experts that each chooses, or all experts at once, whichever is quicker.
   */
  double seconds(double rows) {
    boolean spread = cut.expert() > 1;
    double seen = spread ? rows * cut.data() : rows;
    double some = read(seen, Math.max(1, hit(seen) / cut.expert())) + seen * byToken;
    double all = read(seen, (double) mixture.experts() / cut.expert());
    double exchange = spread ? 2 * (dispatchStart + dispatchRow * rows / cut.tensor()) : 0;
    return Math.min(some, all) + exchange;
  }

  /** Seconds to multiply so many rows with so many experts of a rank. */
  private double read(double rows, double experts) {
    double each = Math.max(1, rows * mixture.chosen() / cut.expert() / experts);
    double width = (double) mixture.intermediate() / cut.expertTensor();
    double elements = dequantised ? experts * 3 * width * hidden : 0;
    return Math.max(
        product(experts, each, hidden, 2 * width) + product(experts, each, width, hidden),
        elements / machine.device().exponentials());
  }

  private double product(double count, double rows, double k, double n) {
    return Products.seconds(
        machine.device(),
        machine.device().peak(precision.computeBits()) * stack.matrix(),
        machine.device().bandwidth() * stack.memory(),
        Matrix.engineRows(machine.device(), rows),
        count,
        rows,
        k,
        n,
        precision.computeBits() / 8.0,
        precision.weights().bytesPerElement());
  }
}
