package dev.trn3.serving;

import dev.trn3.units.Seconds;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Agents that work on tasks in turns: each turn asks the model with all that was said before, and
 * calls a tool whose result the next turn adds. A session begins a new task as soon as it has
 * finished one. Turns of a task share their beginning, and all tasks the system prompt.
 *
 * <p>Where a context would exceed the limit, it is summarised: system prompt, task and a tenth of
 * the rest remain, and are read anew.
 *
 * <p>Defaults: 12 turns; tool calls of 4 s on average (exponential); a system prompt of 3000
 * tokens; tasks of 1000 (lognormal, sigma 0.8), tool results of 600 (lognormal, sigma 1), answers
 * of 200 (geometric); no sub-agents; a limit of 131,072 tokens; sessions begin spread over one
 * task's tool calls. These are assumptions about a coding agent, not measurements.
 */
public final class AgentTraffic implements Traffic, Cloneable {

  int sessions;
  Lengths turns = Lengths.fixed(12);
  Seconds toolTime = new Seconds(4);
  int systemPrompt = 3000;
  Lengths tasks = Lengths.lognormal(Lengths.mean(1000), Lengths.sigma(0.8));
  Lengths toolResults = Lengths.lognormal(Lengths.mean(600), Lengths.sigma(1));
  Lengths answers = Lengths.geometric(Lengths.mean(200));
  int subAgents;
  Lengths subAgentTurns = Lengths.fixed(4);
  int contextLimit = 131_072;
  long seed = 1;

  private AgentTraffic(int sessions) {
    this.sessions = atLeastOne(sessions);
  }

  private static int atLeastOne(int sessions) {
    if (sessions < 1) {
      throw new IllegalArgumentException("there is at least 1 session, not " + sessions);
    }
    return sessions;
  }

  /** So many agents at work at the same time. */
  public static AgentTraffic sessions(int count) {
    return new AgentTraffic(count);
  }

  /** Another number of agents. */
  public AgentTraffic atOnce(int count) {
    return with(it -> it.sessions = atLeastOne(count));
  }

  private AgentTraffic with(Consumer<AgentTraffic> change) {
    try {
      AgentTraffic copy = (AgentTraffic) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Turns of a task. */
  public AgentTraffic turns(Lengths distribution) {
    return with(it -> it.turns = Objects.requireNonNull(distribution));
  }

  /** Mean time of a tool call, exponential. */
  public AgentTraffic toolTime(Seconds mean) {
    return with(it -> it.toolTime = Objects.requireNonNull(mean));
  }

  /** Tokens that all prompts begin with. */
  public AgentTraffic systemPrompt(int tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException("a system prompt has at least 0 tokens, not " + tokens);
    }
    return with(it -> it.systemPrompt = tokens).checked();
  }

  /** Tokens of what a session is asked to do. */
  public AgentTraffic tasks(Lengths tokens) {
    return with(it -> it.tasks = Objects.requireNonNull(tokens));
  }

  /** Tokens that a tool call adds. */
  public AgentTraffic toolResults(Lengths tokens) {
    return with(it -> it.toolResults = Objects.requireNonNull(tokens));
  }

  /** Tokens that the model answers in a turn, thoughts and calls included. */
  public AgentTraffic answers(Lengths tokens) {
    return with(it -> it.answers = Objects.requireNonNull(tokens));
  }

  /**
   * After its first turn a task starts sub-agents that work at the same time, each on a context of
   * its own; it goes on with their last answers when all are done.
   *
   * @param count sub-agents of a task; 0 for none
   * @param eachTurns turns of each
   */
  public AgentTraffic subAgents(int count, Lengths eachTurns) {
    if (count < 0) {
      throw new IllegalArgumentException("there are at least 0 sub-agents, not " + count);
    }
    return with(
        it -> {
          it.subAgents = count;
          it.subAgentTurns = Objects.requireNonNull(eachTurns);
        });
  }

  /** Tokens of a context, answer included, beyond which it is summarised. */
  public AgentTraffic contextLimit(int tokens) {
    return with(it -> it.contextLimit = tokens).checked();
  }

  private AgentTraffic checked() {
    if (contextLimit < 2 * systemPrompt + 64) {
      throw new IllegalArgumentException(
          "a context of %,d tokens is too small for a system prompt of %,d; use at least %,d"
              .formatted(contextLimit, systemPrompt, 2 * systemPrompt + 64));
    }
    return this;
  }

  /** Another seed. */
  public AgentTraffic seed(long value) {
    return with(it -> it.seed = value);
  }

  /** The limit in use. */
  public int contextLimit() {
    return contextLimit;
  }

  /** Agents at work at the same time. */
  public int sessions() {
    return sessions;
  }

  @Override
  public AgentStream start() {
    return new AgentStream(this);
  }

  @Override
  public double perSecond() {
    return Double.NaN;
  }

  @Override
  public AgentTraffic times(double factor) {
    return with(it -> it.sessions = (int) Math.max(1, Math.rint(sessions * factor)));
  }

  @Override
  public int largestRequest() {
    return contextLimit;
  }

  @Override
  public boolean asksMostIfAnsweredAtOnce() {
    return true;
  }

  @Override
  public String toString() {
    return "%,d agents, turns: %s, tool calls of %s%s"
        .formatted(
            sessions,
            turns.toString().replace(" tokens", ""),
            toolTime,
            subAgents == 0 ? "" : ", %d sub-agents".formatted(subAgents));
  }
}
