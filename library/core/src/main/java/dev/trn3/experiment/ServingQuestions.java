package dev.trn3.experiment;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Machine;
import dev.trn3.units.Seconds;

/**
 * What a service can be asked once it is described. Each question plays as many requests as its
 * answer needs, and an interrupt gives what is known until then.
 */
public abstract sealed class ServingQuestions permits Serving {

  /** The service that is meant. */
  abstract Serving asked();

  /**
   * Plays the requests that arrive in this time, one by one, until they are answered. Shows
   * progress; an interrupt ends the simulation and gives what it has shown so far.
   *
   * <p>A load that cannot be answered without end is refused. Only a trace that ends in this time
   * is played all the same if a time to the first token or to the last is promised: it may be
   * answered late and in time, and a note says that it came faster than it could be answered.
   *
   * @throws IllegalStateException if nothing was said about machine or arrivals
   * @throws IllegalArgumentException if the model or a request does not fit into memory, a degree
   *     does not divide what it cuts, or more is asked than can be answered; the message says what
   *     would work
   */
  public ServingResult simulate(Seconds time) {
    return Interrupted.orAnswer(asked(), () -> ServingSimulation.of(asked(), time).result());
  }

  /**
   * Latency at loads from a tenth to nearly all of what can be answered. An interrupt gives the
   * loads that were played.
   */
  public LoadCurve latencyAgainstLoad() {
    return Interrupted.orAnswer(asked(), () -> LoadCurve.of(asked()));
  }

  /**
   * Throughput of a chip against the speed that a user sees, over plans and batch sizes. An
   * interrupt gives it over those that were played.
   */
  public Frontier frontier() {
    return Interrupted.orAnswer(asked(), () -> Frontier.of(asked()));
  }

  /**
   * Requests per second that can be answered without end. An interrupt gives the rate at which the
   * backlog was answered so far, and shows how far that was.
   *
   * @throws IllegalStateException if the thread is interrupted before a request was answered
   */
  public double largestStableLoad() {
    return Interrupted.orAnswer(asked(), () -> LargestLoad.of(asked()).requestsPerSecond());
  }

  /** The fewest chips of the usual machine of a chip that keep the promise. */
  public Capacity fewestChips(Chip chip) {
    return fewestChips(CapacitySearch.usualMachine(chip));
  }

  /**
   * The fewest chips of such machines that keep the promise, over plans and replicas; never fewer
   * than answer the load without end, but for a short trace as in {@link #simulate}.
   *
   * <p>Shows progress. An interrupt gives the fewest chips that were seen to keep the promise, and
   * shows between which counts the fewest of each plan are.
   *
   * @throws IllegalStateException if the thread is interrupted before any number of chips was seen
   *     to keep the promise; the message says how many do not
   */
  public Capacity fewestChips(Machine kind) {
    return Interrupted.orAnswer(asked(), () -> CapacitySearch.shown(asked().on(kind)));
  }

  /**
   * The fewest chips of each of several machines that keep the promise, and what they cost. Logical
   * cores that were said are for the chips among them that have them. An interrupt gives the
   * machines that are done.
   */
  public CapacityComparison compare(Machine... machines) {
    return CapacityComparison.of(asked(), machines);
  }

  /**
   * All ways to give the replicas to reading prompts and producing tokens, and to do both. An
   * interrupt gives those that were played.
   */
  public SplitSearch bestSplit() {
    return Interrupted.orAnswer(asked(), () -> SplitSearch.of(asked()));
  }

  /**
   * All plans that fit, and what they answer at most. An interrupt gives those that were looked at.
   */
  public ServingPlans plans() {
    return Interrupted.orAnswer(asked(), () -> ServingPlanSearch.asFarAsKnown(asked()));
  }
}
