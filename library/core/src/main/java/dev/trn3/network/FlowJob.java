package dev.trn3.network;

import java.util.List;

/** A collective on its way: steps, each of which begins when all transfers of the last ended. */
final class FlowJob {

  /** One transfer of a step. */
  record Transfer(int from, int to, double bytes) {}

  /** Makes the transfers of a step when it begins. */
  interface Step {
    List<Transfer> transfers();
  }

  final Placed placed;
  final double begins;
  private final List<Step> steps;
  private int next;
  int moving;
  double ended = -1;

  FlowJob(Placed placed, double begins, List<Step> steps) {
    this.placed = placed;
    this.begins = begins;
    this.steps = steps;
  }

  boolean more() {
    return next < steps.size();
  }

  List<Transfer> nextStep() {
    return steps.get(next++).transfers();
  }
}
