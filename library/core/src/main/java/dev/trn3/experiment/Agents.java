package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.hardware.Chip;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.serving.AgentTraffic;
import dev.trn3.serving.Lengths;
import dev.trn3.serving.Router;
import dev.trn3.serving.ServiceLevel;
import dev.trn3.units.Dollars;
import dev.trn3.units.Seconds;
import dev.trn3.workload.Transformer;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Agents and the service that they ask, described step by step; each step gives a new value.
 *
 * <p>Defaults are those of {@link AgentTraffic}, with 100 sessions and contexts as long as the
 * model was made for, at most 131,072 tokens, and those of {@link Serving}, with prefix caching and
 * the prefix-aware router: a session goes where its context is in memory.
 *
 * @param serving the service
 * @param traffic the agents
 */
public record Agents(Serving serving, AgentTraffic traffic) {

  private static final int SESSIONS = 100;

  public Agents {
    Objects.requireNonNull(serving, "agents need a service that they ask, not null");
    Objects.requireNonNull(
        traffic, "agents(...) needs traffic, such as AgentTraffic.sessions(100)");
  }

  /** A hundred agents that ask a model. */
  public static Agents of(Transformer model) {
    Objects.requireNonNull(model, "agents(...) needs a model that they ask, such as GPT_OSS_120B");
    AgentTraffic agents = AgentTraffic.sessions(SESSIONS);
    int longest = model.maximumSequence();
    return new Agents(
        Serving.of(model).prefixCaching().router(Router.PREFIX_AWARE),
        longest > 0 && longest < agents.contextLimit() ? agents.contextLimit(longest) : agents);
  }

  private Agents with(AgentTraffic agents) {
    return new Agents(serving, agents);
  }

  private Agents with(Serving service) {
    return new Agents(service, traffic);
  }

  // The agents

  /** Agents at work at the same time. */
  public Agents sessions(int count) {
    return with(traffic.atOnce(count));
  }

  /** Turns of a task. */
  public Agents turns(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a task has at least 1 turn, not " + count);
    }
    return turns(Lengths.fixed(count));
  }

  /** Turns of a task, drawn from a distribution. */
  public Agents turns(Lengths distribution) {
    return with(traffic.turns(distribution));
  }

  /** Mean time of a tool call, exponential. */
  public Agents toolTime(Seconds mean) {
    return with(traffic.toolTime(mean));
  }

  /** Tokens that all prompts begin with. */
  public Agents systemPrompt(int tokens) {
    return with(traffic.systemPrompt(tokens));
  }

  /** Tokens of what an agent is asked to do. */
  public Agents tasks(Lengths tokens) {
    return with(traffic.tasks(tokens));
  }

  /** Tokens that a tool call adds. */
  public Agents toolResults(Lengths tokens) {
    return with(traffic.toolResults(tokens));
  }

  /** Tokens that the model answers in a turn. */
  public Agents answers(Lengths tokens) {
    return with(traffic.answers(tokens));
  }

  /** After its first turn a task starts so many sub-agents of so many turns, and waits for all. */
  public Agents subAgents(int count, int eachTurns) {
    return with(traffic.subAgents(count, Lengths.fixed(eachTurns)));
  }

  /** Tokens of a context beyond which it is summarised. */
  public Agents contextLimit(int tokens) {
    return with(traffic.contextLimit(tokens));
  }

  /** Another seed. */
  public Agents seed(long value) {
    return with(traffic.seed(value));
  }

  // The service

  /** Elements of the weights, such as {@code MXFP4}. */
  public Agents precision(DataType type) {
    return with(serving.precision(type));
  }

  /** Elements of keys and values: {@code BF16}, or {@code FP8} for half the memory. */
  public Agents cache(DataType type) {
    return with(serving.cache(type));
  }

  /** What it runs on. */
  public Agents on(Machine where) {
    return with(serving.on(where));
  }

  /** Copies of the model; as many as the machine holds if not said. */
  public Agents replicas(int count) {
    return with(serving.replicas(count));
  }

  /** How each replica is cut over chips; searched for if not said. */
  public Agents parallel(Parallelism... cuts) {
    return with(serving.parallel(cuts));
  }

  /** Prompts are read in chunks beside tokens. */
  public Agents chunkedPrefill(int tokens) {
    return with(serving.chunkedPrefill(tokens));
  }

  /** What is promised for each request, for 99 % of them if not said otherwise. */
  public Agents slo(ServiceLevel.Promise... promises) {
    return with(serving.slo(promises));
  }

  /** What one chip costs for an hour. */
  public Agents price(Dollars perChipHour) {
    return with(serving.price(perChipHour));
  }

  /** Anything else that a service can be told, such as {@code it -> it.maximumSequences(64)}. */
  public Agents service(UnaryOperator<Serving> change) {
    return with(change.apply(serving));
  }

  // Questions

  private Serving asked() {
    return serving.traffic(traffic);
  }

  /**
   * Plays this time, request by request. An interrupt gives the tasks that were finished until
   * then.
   *
   * @throws IllegalStateException if no machine was said
   * @throws IllegalArgumentException if a context does not fit into the memory of a replica, or
   *     what {@link Serving#simulate} complains about
   */
  public AgentsResult simulate(Seconds time) {
    ServingResult requests =
        Interrupted.orAnswer(serving, () -> ServingSimulation.of(asked(), time).unshown().result());
    boolean stopped = requests.run().stopped();
    AgentsResult result =
        new AgentsResult(this, requests, stopped ? new Seconds(requests.run().ended()) : time);
    if (!requests.complete() && !serving.said.quiet) {
      // An interrupted cell ends before it can show its value.
      Display.display(result);
    }
    return result;
  }

  /** The fewest chips of the usual machine of a chip that keep what is promised for requests. */
  public Capacity fewestChips(Chip chip) {
    return asked().fewestChips(chip);
  }

  /** The fewest chips of such machines that keep what is promised for requests. */
  public Capacity fewestChips(Machine kind) {
    return asked().fewestChips(kind);
  }

  /** The fewest chips of several machines that keep what is promised, and what they cost. */
  public CapacityComparison compare(Machine... machines) {
    return asked().compare(machines);
  }

  @Override
  public String toString() {
    return "%s; %s".formatted(traffic, serving);
  }
}
