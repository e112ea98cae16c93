package dev.trn3.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A collective on its way: phases, each of which begins when all lanes of the last have ended. */
final class FlowJob {

  /**
   * One transfer of a step.
   *
   * @param streaming true where the first bytes are there already, so that no latency is waited for
   */
  record Transfer(int from, int to, double bytes, boolean streaming) {

    Transfer(int from, int to, double bytes) {
      this(from, to, bytes, false);
    }
  }

  /** Makes the transfers of a step when it begins; at least one. */
  interface Step {
    List<Transfer> transfers();
  }

  /**
   * What happens at the same time.
   *
   * @param lanes each of which takes its steps one after the other, whatever the other lanes do
   */
  record Phase(List<List<Step>> lanes) {

    static Phase of(List<Step> steps) {
      return new Phase(List.of(steps));
    }

    /** The same backwards in time. */
    Phase reversed() {
      return new Phase(lanes.stream().map(FlowJob::reversed).toList());
    }
  }

  /** A lane on its way. */
  final class Lane {
    private final List<Step> steps;
    private int next;
    int moving;

    private Lane(List<Step> steps) {
      this.steps = steps;
    }

    FlowJob job() {
      return FlowJob.this;
    }

    boolean more() {
      return next < steps.size();
    }

    List<Transfer> nextStep() {
      return steps.get(next++).transfers();
    }
  }

  final Placed placed;
  final Communicator group;
  final double begins;
  private final List<Phase> phases;
  private int next;
  int running;
  double ended = -1;

  FlowJob(Placed placed, Communicator group, double begins, List<Phase> phases) {
    this.placed = placed;
    this.group = group;
    this.begins = begins;
    this.phases = phases;
  }

  boolean more() {
    return next < phases.size();
  }

  /** Begins the next phase: the lanes to be played. */
  List<Lane> nextPhase() {
    List<Lane> lanes = phases.get(next++).lanes().stream().map(Lane::new).toList();
    running = lanes.size();
    return lanes;
  }

  static <T> List<T> reversed(List<T> list) {
    List<T> backwards = new ArrayList<>(list);
    Collections.reverse(backwards);
    return backwards;
  }
}
