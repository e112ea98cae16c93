package dev.trn3.serving;

/**
 * A controller that starts and stops replicas: every interval it wants as many as keep the requests
 * of each, at work or waiting, at a target.
 *
 * @param minimum replicas that always run
 * @param target requests for each replica
 * @param startUp seconds from the decision to the first request; the replica is paid for meanwhile
 * @param interval seconds between decisions
 */
public record Autoscaling(int minimum, double target, double startUp, double interval) {

  /** Checks the numbers. */
  public Autoscaling {
    if (minimum < 1) {
      throw new IllegalArgumentException("autoscaling keeps at least 1 replica, not " + minimum);
    }
    if (!(target > 0) || !(startUp >= 0) || !(interval > 0)) {
      throw new IllegalArgumentException(
          "autoscaling needs a positive number of requests for each replica, no negative start-up time and a positive interval, not %s, %s s and %s s"
              .formatted(target, startUp, interval));
    }
  }
}
