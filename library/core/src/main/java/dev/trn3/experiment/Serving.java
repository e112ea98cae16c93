package dev.trn3.experiment;

import dev.trn3.experiment.ServingDescription.Draft;
import dev.trn3.hardware.Chip;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.inference.ServingStack;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.procurement.Price;
import dev.trn3.serving.Arrivals;
import dev.trn3.serving.Autoscaling;
import dev.trn3.serving.Failures;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.Rate;
import dev.trn3.serving.Router;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.serving.Traffic;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import dev.trn3.workload.Drafts;
import dev.trn3.workload.Transformer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model that is served, described step by step. Each step gives a new value; nothing is computed
 * before {@link #simulate} or one of the questions.
 *
 * <p>Defaults: weights in BF16, keys and values in 16 bits, one replica after the other on all
 * chips of the machine, the plan that answers most on each chip within the service level, whole
 * prompts read before tokens are produced, at most 256 sequences on a replica, prompts of 1500
 * tokens (lognormal, sigma 0.6), answers of 250 (geometric), the least loaded replica first.
 */
public final class Serving {

  /** What was said. */
  final ServingDescription said;

  Serving(ServingDescription said) {
    this.said = said;
  }

  /** A model with defaults for everything else. */
  public static Serving of(Transformer model) {
    return new Serving(new ServingDescription(model));
  }

  private Serving with(Consumer<ServingDescription> change) {
    ServingDescription copy = said.copy();
    change.accept(copy);
    return new Serving(copy);
  }

  private static void positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(what, value));
    }
  }

  // What is served, and on what

  /** Another model, served in the same way. */
  public Serving model(Transformer other) {
    return with(it -> it.model = Objects.requireNonNull(other, "a service needs a model"));
  }

  /** Elements of the weights, such as {@code MXFP4}; products where the chip has them. */
  public Serving precision(DataType type) {
    return with(it -> it.weights = Objects.requireNonNull(type, "weights need a type"));
  }

  /** Elements of keys and values: {@code BF16}, or {@code FP8} for half the memory. */
  public Serving cache(DataType type) {
    return with(it -> it.cache = Objects.requireNonNull(type, "the cache needs a type"));
  }

  /** What it runs on. */
  public Serving on(Machine where) {
    Objects.requireNonNull(where, "on(...) needs a machine, not null");
    return with(it -> it.machine = Optional.of(where));
  }

  /** Copies of the model; as many as the machine holds if not said. */
  public Serving replicas(int count) {
    positive("replicas", count);
    return with(it -> it.alike(count));
  }

  /** How each replica is cut over chips; searched for if not said. */
  public Serving parallel(Parallelism... cuts) {
    return parallel(Plan.of(cuts));
  }

  /** How each replica is cut over chips. */
  public Serving parallel(Plan cut) {
    Objects.requireNonNull(cut, "parallel(...) needs a plan, not null; leave it out to search");
    return with(it -> it.plan = Optional.of(cut));
  }

  /** The same without a plan, to search for one. */
  public Serving searched() {
    return with(it -> it.plan = Optional.empty());
  }

  /**
   * Physical NeuronCores that are joined into a logical one (LNC), which is a rank of its own; by
   * default as many as the chip can join, 2 on Trainium2 and Trainium3.
   */
  public Serving logicalCores(int joined) {
    positive("logicalCores", joined);
    return with(it -> it.lnc = Optional.of(joined));
  }

  /** The same with the logical cores that Neuron takes by itself. */
  Serving usualLogicalCores() {
    return with(it -> it.lnc = Optional.empty());
  }

  /** Another serving stack than the usual one of the chip, or one with numbers of your own. */
  public Serving stack(ServingStack software) {
    Objects.requireNonNull(software, "stack(...) needs a serving stack, not null");
    return with(it -> it.stack = Optional.of(software));
  }

  /**
   * The host waits for each iteration before it starts the next, which costs 437 us on Neuron
   * (vLLM-Neuron's design document); the default is asynchronous dispatch, which hides it.
   */
  public Serving synchronousDispatch() {
    return with(it -> it.synchronous = true);
  }

  /**
   * Speculative decoding: a draft proposes tokens, the model checks them together.
   *
   * @param proposals tokens proposed for each check
   * @param acceptance chance that a proposed token is accepted, such as 0.7
   * @throws IllegalArgumentException if nothing is proposed, or acceptance is no chance below 1
   */
  public Serving draft(Transformer small, int proposals, double acceptance) {
    Objects.requireNonNull(small, "draft(...) needs a model, not null; eagle(...) needs none");
    return with(it -> it.draft = Optional.of(new Draft(Optional.of(small), proposals, acceptance)));
  }

  /**
   * Speculative decoding with a head on the model instead of a draft of its own, as EAGLE does:
   * {@link Drafts#eagle}.
   *
   * @param proposals tokens proposed for each check
   * @param acceptance chance that a proposed token is accepted, such as 0.75
   * @throws IllegalArgumentException if nothing is proposed, or acceptance is no chance below 1
   */
  public Serving eagle(int proposals, double acceptance) {
    return with(it -> it.draft = Optional.of(new Draft(Optional.empty(), proposals, acceptance)));
  }

  // How requests are scheduled

  /** Beginnings of prompts that are still in memory are not read again. */
  public Serving prefixCaching() {
    return with(it -> it.prefixCaching = true);
  }

  /** Prompts are read in chunks beside tokens, so many tokens in an iteration together. */
  public Serving chunkedPrefill(int tokens) {
    positive("chunkedPrefill", tokens);
    return with(it -> it.chunk = tokens);
  }

  /** Sequences that a replica works on at the same time. */
  public Serving maximumSequences(int most) {
    positive("maximumSequences", most);
    return with(it -> it.maximumSequences = most);
  }

  /** Which replica gets a request. */
  public Serving router(Router policy) {
    return with(it -> it.router = Objects.requireNonNull(policy, "a router is missing"));
  }

  /** Some replicas read prompts, others produce tokens; keys and values move between them. */
  public Serving disaggregated(int prefill, int decode) {
    positive("prefill replicas", prefill);
    positive("decode replicas", decode);
    return with(it -> it.divided(prefill, decode));
  }

  /**
   * Replicas start and stop with the load, up to {@link #replicas}.
   *
   * @param minimum replicas that always run
   * @param requestsPerReplica requests at work or waiting that each is to have
   * @param startUp time to load the model and to be ready
   */
  public Serving autoscaling(int minimum, int requestsPerReplica, Seconds startUp) {
    Autoscaling rules = new Autoscaling(minimum, requestsPerReplica, startUp.si(), 10);
    return with(it -> it.autoscaling = Optional.of(rules));
  }

  /**
   * Chips fail and take their replica along.
   *
   * @param meanTimeBetween failures of one chip; 50,700 hours for the GPUs of Llama 3's training
   * @param recovery until the replica serves again
   */
  public Serving failures(Seconds meanTimeBetween, Seconds recovery) {
    Failures some = new Failures(meanTimeBetween.si(), recovery.si(), 1);
    return with(it -> it.failures = Optional.of(some));
  }

  // Who asks, and what is promised

  /** When requests come. */
  public Serving arrivals(Arrivals pattern) {
    Objects.requireNonNull(pattern, "arrivals(...) needs a pattern, not null");
    return with(it -> it.asked(pattern));
  }

  /** Independent requests at a rate: the same as {@code arrivals(poisson(rate))}. */
  public Serving load(Rate rate) {
    return arrivals(Arrivals.poisson(rate));
  }

  /** Tokens of prompts. */
  public Serving prompts(Lengths lengths) {
    return with(
        it -> it.prompts = Objects.requireNonNull(lengths, "lengths of prompts are missing"));
  }

  /** Tokens that every prompt has. */
  public Serving prompts(int tokens) {
    return prompts(Lengths.fixed(tokens));
  }

  /** Tokens of answers. */
  public Serving outputs(Lengths lengths) {
    return with(
        it -> it.outputs = Objects.requireNonNull(lengths, "lengths of outputs are missing"));
  }

  /** Tokens that every answer has. */
  public Serving outputs(int tokens) {
    return outputs(Lengths.fixed(tokens));
  }

  /** A beginning of so many tokens that all prompts share. */
  public Serving systemPrompt(int tokens) {
    positive("systemPrompt", tokens);
    return with(it -> it.systemPrompt = tokens);
  }

  /** Any other source of requests: a trace, users in a closed loop, agents. */
  public Serving traffic(Traffic source) {
    Objects.requireNonNull(source, "traffic(...) needs a source of requests, not null");
    return with(it -> it.traffic = Optional.of(source));
  }

  /** What users are promised, for 99 % of requests if not said otherwise. */
  public Serving slo(ServiceLevel.Promise... promises) {
    return with(it -> it.level = ServiceLevel.of(promises));
  }

  /** What one chip costs for an hour, above $0; published prices and assumptions if not said. */
  public Serving price(Dollars perChipHour) {
    return with(it -> it.pricePerChipHour = Optional.of(Price.checked(perChipHour)));
  }

  /** Nothing is measured of what happens before. */
  public Serving warmUp(Seconds time) {
    return with(it -> it.warmUp = time);
  }

  /** Plays even a load that grows without end; its latencies depend on how long it is played. */
  public Serving withoutStabilityCheck() {
    return with(it -> it.stabilityChecked = false);
  }

  /**
   * For simulations of which many run at once: shows no progress, and does not look for the largest
   * load that could be answered.
   */
  public Serving quietly() {
    return with(it -> it.quiet = true);
  }

  // Questions

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
    return Interrupted.orAnswer(this, () -> ServingSimulation.of(this, time).result());
  }

  /**
   * Latency at loads from a tenth to nearly all of what can be answered. An interrupt gives the
   * loads that were played.
   */
  public LoadCurve latencyAgainstLoad() {
    return Interrupted.orAnswer(this, () -> LoadCurve.of(this));
  }

  /**
   * Throughput of a chip against the speed that a user sees, over plans and batch sizes. An
   * interrupt gives it over those that were played.
   */
  public Frontier frontier() {
    return Interrupted.orAnswer(this, () -> Frontier.of(this));
  }

  /**
   * Requests per second that can be answered without end. An interrupt gives the rate at which the
   * backlog was answered so far, and shows how far that was.
   *
   * @throws IllegalStateException if the thread is interrupted before a request was answered
   */
  public double largestStableLoad() {
    return Interrupted.orAnswer(this, () -> LargestLoad.of(this).requestsPerSecond());
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
    return Interrupted.orAnswer(this, () -> CapacitySearch.shown(on(kind)));
  }

  /**
   * The fewest chips of each of several machines that keep the promise, and what they cost. Logical
   * cores that were said are for the chips among them that have them. An interrupt gives the
   * machines that are done.
   */
  public CapacityComparison compare(Machine... machines) {
    return CapacityComparison.of(this, machines);
  }

  /**
   * All ways to give the replicas to reading prompts and producing tokens, and to do both. An
   * interrupt gives those that were played.
   */
  public SplitSearch bestSplit() {
    return Interrupted.orAnswer(this, () -> SplitSearch.of(this));
  }

  /**
   * All plans that fit, and what they answer at most. An interrupt gives those that were looked at.
   */
  public ServingPlans plans() {
    return Interrupted.orAnswer(this, () -> ServingPlanSearch.asFarAsKnown(this));
  }

  @Override
  public String toString() {
    return "serving %s%s"
        .formatted(said.model, said.machine.map(it -> " on " + it.name()).orElse(""));
  }
}
