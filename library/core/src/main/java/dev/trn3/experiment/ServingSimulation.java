package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.display.Progress;
import dev.trn3.serving.Autoscaling;
import dev.trn3.serving.Saturation;
import dev.trn3.serving.ServingRun;
import dev.trn3.serving.Traffic;
import dev.trn3.serving.Watch;
import dev.trn3.units.Seconds;
import java.util.Objects;
import java.util.Optional;

/**
 * One simulation: as it is, and at both ends of the error bars.
 *
 * @param serving what was said
 * @param deployment with nothing left open
 * @param seconds in which requests arrive
 * @param shows true if what is known before an interrupt is shown at once
 */
record ServingSimulation(Serving serving, Deployment deployment, double seconds, boolean shows) {

  private static final String PLAYED = "requests were played";

  static ServingSimulation of(Serving serving, Seconds time) {
    Objects.requireNonNull(time, "simulate(...) needs a time, such as minutes(10)");
    return new ServingSimulation(serving, Deployment.of(serving), time.si(), true);
  }

  /** The same for whoever shows more than this of an interrupted simulation. */
  ServingSimulation unshown() {
    return new ServingSimulation(serving, deployment, seconds, false);
  }

  ServingResult result() {
    if (!(seconds > serving.said.warmUp.si()) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException(
          "simulate(...) needs a time longer than the warm-up of %s, not %s s"
              .formatted(serving.said.warmUp, seconds));
    }
    Traffic traffic = deployment.fitting(serving, serving.said.requests());
    checkAutoscaling();
    checkStability(traffic);
    ServingRun run;
    long total = Math.max(1, (long) Math.ceil(seconds));
    long[] shown = {0};
    if (serving.said.quiet) {
      run = run(traffic, Deployment.End.NOMINAL, Watch.INTERRUPTIBLE);
    } else {
      try (Progress progress = Progress.of("simulated seconds", total)) {
        run = run(traffic, Deployment.End.NOMINAL, watched(progress, shown, total));
        if (!run.stopped()) {
          progress.step(total - shown[0]);
        }
      }
    }
    return withErrorBars(traffic, run);
  }

  /** As much as is known before an interrupt. */
  private ServingResult withErrorBars(Traffic traffic, ServingRun run) {
    ServingRun quick;
    ServingRun slow;
    try {
      Interrupted.unless(run, serving, PLAYED);
      quick = run(traffic, Deployment.End.QUICK, Watch.INTERRUPTIBLE);
      Interrupted.unless(quick, serving, PLAYED);
      slow = run(traffic, Deployment.End.SLOW, Watch.INTERRUPTIBLE);
      Interrupted.unless(slow, serving, PLAYED);
    } catch (Interrupted e) {
      if (serving.said.quiet) {
        throw e;
      }
      return shown(new ServingResult(serving, deployment, run, run, run, false, Optional.empty()));
    }
    ServingResult result =
        new ServingResult(serving, deployment, run, quick, slow, true, Optional.empty());
    if (!serving.said.isOpenLoop() || serving.said.quiet) {
      return result;
    }
    try {
      return result.withLargestLoad(deployment.largestLoad(serving, traffic));
    } catch (Interrupted e) {
      return shown(result);
    }
  }

  /** An interrupted cell ends before it can show its value. */
  private ServingResult shown(ServingResult result) {
    if (shows) {
      Display.display(result);
    }
    return result;
  }

  private ServingRun run(Traffic traffic, Deployment.End end, Watch watch) {
    return deployment.engine(serving, end).run(traffic, seconds, watch);
  }

  private static Watch watched(Progress progress, long[] shown, long total) {
    return now -> {
      long whole = Math.min(total, (long) now);
      if (whole > shown[0]) {
        progress.step(whole - shown[0]);
        shown[0] = whole;
      }
      return !Thread.interrupted();
    };
  }

  /** Not where engines are built: searches try one replica of a service that has several. */
  private void checkAutoscaling() {
    int always = serving.said.autoscaling.map(Autoscaling::minimum).orElse(0);
    if (always > deployment.replicas()) {
      throw new IllegalArgumentException(
          "autoscaling keeps at least %d replicas, and there are %d; use .replicas(%d) or more"
              .formatted(always, deployment.replicas(), always));
    }
  }

  private void checkStability(Traffic traffic) {
    if (!serving.said.stabilityChecked
        || !serving.said.isOpenLoop()
        || serving.said.autoscaling.isPresent()) {
      return;
    }
    if (ReplicaSearch.mayFallBehind(serving, seconds)) {
      return; // The result says how far it did.
    }
    double offered = traffic.perSecond();
    Saturation most = deployment.saturation(serving, Deployment.End.NOMINAL, traffic);
    if (offered > most.requestsPerSecond()) {
      int needed =
          (int) Math.ceil(deployment.replicas() * offered / (0.9 * most.requestsPerSecond()));
      throw new IllegalArgumentException(
          "%s requests per second are more than %s of %s (%s) can answer: %s per second at most, limited by %s; use less than that, %d replicas of these, or .withoutStabilityCheck() to watch the queue grow"
              .formatted(
                  Text.digits(offered),
                  deployment.replicas() == 1 ? "1 replica" : deployment.replicas() + " replicas",
                  serving.said.model,
                  Deployment.words(deployment.plan()),
                  Text.digits(most.requestsPerSecond()),
                  most.kvBound() ? "memory for keys and values" : "the time of iterations",
                  needed));
    }
  }
}
