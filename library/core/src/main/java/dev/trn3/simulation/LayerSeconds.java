package dev.trn3.simulation;

/**
 * Seconds of one layer for one micro-batch, by what they are spent on, as {@link LayerCost} counts
 * them, and what they add up to.
 */
final class LayerSeconds {

  double forwardMatrices;
  double backwardMatrices;
  double forwardAttention;
  double backwardAttention;
  double recomputedAttention;
  double forwardTraffic;
  double backwardTraffic;
  double forwardVector;
  double backwardVector;
  double tensorForward;
  double tensorBackward;
  double expertForward;
  double expertBackward;
  final ContextPass contextForward;
  final ContextPass contextBackward;
  private double host;
  private double recomputedShare;

  LayerSeconds(Ring ring) {
    this.contextForward = new ContextPass(ring, 1);
    this.contextBackward = new ContextPass(ring, 2);
  }

  /** Starts again for a layer of which so large a share is computed again. */
  void clear(double shareAgain) {
    recomputedShare = shareAgain;
    forwardMatrices = 0;
    backwardMatrices = 0;
    forwardAttention = 0;
    backwardAttention = 0;
    recomputedAttention = 0;
    forwardTraffic = 0;
    backwardTraffic = 0;
    forwardVector = 0;
    backwardVector = 0;
    tensorForward = 0;
    tensorBackward = 0;
    expertForward = 0;
    expertBackward = 0;
    contextForward.clear();
    contextBackward.clear();
    host = 0;
  }

  /** The host needs so many seconds to start the layer, forward and backward. */
  void startedIn(double seconds) {
    host = seconds;
  }

  double forward() {
    return busyForward() + waiting() / 3;
  }

  /** Backward seconds, recomputation included. */
  double backward() {
    return busyBackward() + waiting() * 2 / 3;
  }

  private double busyForward() {
    return forwardMatrices
        + forwardAttention
        + forwardTraffic
        + forwardVector
        + tensorForward
        + contextForward.seconds()
        + expertForward;
  }

  private double busyBackward() {
    return backwardMatrices
        + backwardAttention
        + backwardTraffic
        + backwardVector
        + tensorBackward
        + contextBackward.seconds()
        + expertBackward
        + recomputed();
  }

  private double recomputed() {
    return recomputedShare * busyForward() + (1 - recomputedShare) * recomputedAttention;
  }

  /** Seconds for which the device waits for the host, forward and backward. */
  private double waiting() {
    return Math.max(0, host * (1 + recomputedShare / 3) - busyForward() - busyBackward());
  }

  /**
   * Seconds of communication that show, forward or backward with what is computed again.
   *
   * @param part tensor or expert
   */
  double exposed(Part part, boolean back) {
    double forward = part == Part.TENSOR ? tensorForward : expertForward;
    double backward = part == Part.TENSOR ? tensorBackward : expertBackward;
    return back ? backward + recomputedShare * forward : forward;
  }

  /** What devices that share a sequence pass on; backward without what is computed again. */
  ContextPass context(boolean back) {
    return back ? contextBackward : contextForward;
  }

  /** Adds the seconds of so many such layers to the parts of a step. */
  void addTo(double[] parts, double layers) {
    parts[Part.MATRICES.ordinal()] += layers * (forwardMatrices + backwardMatrices);
    parts[Part.ATTENTION.ordinal()] += layers * (forwardAttention + backwardAttention);
    parts[Part.MEMORY.ordinal()] += layers * (forwardTraffic + backwardTraffic);
    parts[Part.VECTOR.ordinal()] += layers * (forwardVector + backwardVector);
    parts[Part.HOST.ordinal()] += layers * waiting();
    parts[Part.RECOMPUTE.ordinal()] += layers * recomputed();
    parts[Part.TENSOR.ordinal()] += layers * (tensorForward + tensorBackward);
    parts[Part.CONTEXT.ordinal()] +=
        layers * (contextForward.seconds() + contextBackward.seconds());
    parts[Part.EXPERT.ordinal()] += layers * (expertForward + expertBackward);
  }
}
