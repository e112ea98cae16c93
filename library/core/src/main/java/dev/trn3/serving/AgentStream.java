package dev.trn3.serving;

import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The requests of agents in one run, and what became of their tasks. */
public final class AgentStream implements RequestStream {

  private final AgentTraffic rules;
  private final Prefix system;
  private final PriorityQueue<Turn> turns = new PriorityQueue<>();
  private final IdentityHashMap<Request, Agent> working = new IdentityHashMap<>();
  private final IdentityHashMap<Task, Agent> waiting = new IdentityHashMap<>();
  private final Distribution timeToFinish = new Distribution();
  private final Distribution modelTime = new Distribution();
  private long started;
  private long finished;
  private long requests;
  private long inputTokens;
  private long outputTokens;
  private long compactions;
  private long order;

  AgentStream(AgentTraffic rules) {
    this.rules = rules;
    system = rules.systemPrompt == 0 ? Prefix.NONE : Prefix.NONE.then(rules.systemPrompt);
    SplittableRandom root = new SplittableRandom(rules.seed);
    double ramp = rules.turns.mean() * rules.toolTime.si();
    for (int session = 0; session < rules.sessions; session++) {
      SplittableRandom random = root.split();
      begin(session, random, ramp * random.nextDouble());
    }
  }

  /** A context that grows; a task's own, or that of one of its sub-agents. */
  private static final class Agent {
    final long session;
    final SplittableRandom random;
    final Task task;
    final boolean main;
    int turnsLeft;
    int fixed;
    int fresh;
    int lastAnswer;
    boolean delegated;
    Prefix known;

    Agent(long session, SplittableRandom random, Task task, boolean main) {
      this.session = session;
      this.random = random;
      this.task = task;
      this.main = main;
    }
  }

  /** What a session works on, over all its contexts. */
  private static final class Task {
    final double began;
    double waited;
    long requests;
    long input;
    long output;
    int subAgents;
    long reported;

    Task(double began) {
      this.began = began;
    }
  }

  private record Turn(double time, long order, Agent agent) implements Comparable<Turn> {

    @Override
    public int compareTo(Turn other) {
      int byTime = Double.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private void begin(long session, SplittableRandom random, double now) {
    Agent agent = agent(session, random, new Task(now), true);
    agent.turnsLeft = rules.turns.draw(random);
    next(agent, now);
  }

  private Agent agent(long session, SplittableRandom random, Task task, boolean main) {
    Agent agent = new Agent(session, random, task, main);
    agent.known = system;
    agent.fresh = rules.tasks.draw(random);
    agent.fixed = rules.systemPrompt + agent.fresh;
    return agent;
  }

  private void next(Agent agent, double time) {
    turns.add(new Turn(time, order++, agent));
  }

  @Override
  public double nextArrival() {
    Turn turn = turns.peek();
    return turn == null ? Double.POSITIVE_INFINITY : turn.time();
  }

  @Override
  public Request take() {
    Turn turn = turns.remove();
    Agent agent = turn.agent();
    int answer = Math.min(rules.answers.draw(agent.random), rules.contextLimit / 4);
    if ((long) agent.known.tokens() + agent.fresh + answer > rules.contextLimit) {
      compact(agent, answer);
    }
    int input = agent.known.tokens() + agent.fresh;
    if (agent.main && agent.task.requests == 0) {
      started++;
    }
    agent.task.requests++;
    agent.task.input += input;
    agent.task.output += answer;
    agent.lastAnswer = answer;
    Request request =
        Request.of(turn.time(), input, answer)
            .begins(agent.known)
            .leaves(agent.known.then(agent.fresh + answer))
            .session(agent.session);
    working.put(request, agent);
    return request;
  }

  /** What was said is summarised to a tenth, after system prompt and task. */
  private void compact(Agent agent, int answer) {
    long said = (long) agent.known.tokens() + agent.fresh - agent.fixed;
    long kept = agent.fixed - rules.systemPrompt + Math.max(0, said / 10);
    long room = (long) rules.contextLimit - rules.systemPrompt - answer;
    agent.known = system;
    agent.fresh = (int) Math.max(1, Math.min(kept, room));
    compactions++;
  }

  @Override
  public void answered(Request request, double firstToken, double lastToken) {
    Agent agent = working.remove(request);
    Task task = agent.task;
    if (agent.main) {
      task.waited += lastToken - request.arrival();
    }
    agent.known = request.leaves();
    agent.turnsLeft--;
    if (agent.turnsLeft <= 0) {
      end(agent, lastToken);
    } else if (agent.main && !agent.delegated && rules.subAgents > 0) {
      delegate(agent, lastToken);
    } else {
      agent.fresh = rules.toolResults.draw(agent.random);
      next(agent, lastToken + toolTime(agent));
    }
  }

  private double toolTime(Agent agent) {
    return rules.toolTime.si() == 0 ? 0 : rules.toolTime.si() * Draw.exponential(agent.random);
  }

  private void delegate(Agent main, double now) {
    main.delegated = true;
    main.task.subAgents = rules.subAgents;
    waiting.put(main.task, main);
    for (int i = 0; i < rules.subAgents; i++) {
      Agent sub = agent(main.session, main.random.split(), main.task, false);
      sub.turnsLeft = rules.subAgentTurns.draw(sub.random);
      next(sub, now);
    }
  }

  private void end(Agent agent, double now) {
    Task task = agent.task;
    if (!agent.main) {
      task.reported += agent.lastAnswer;
      task.subAgents--;
      if (task.subAgents == 0) {
        Agent main = waiting.remove(task);
        main.fresh = (int) Math.min(rules.contextLimit, task.reported);
        next(main, now);
      }
      return;
    }
    finished++;
    requests += task.requests;
    inputTokens += task.input;
    outputTokens += task.output;
    timeToFinish.record(now - task.began);
    modelTime.record(task.waited);
    begin(agent.session, agent.random, now);
  }

  /** Tasks whose first request was sent. */
  public long tasksStarted() {
    return started;
  }

  /** Tasks that were finished; those still at work when the run ended are not among them. */
  public long tasksFinished() {
    return finished;
  }

  /** Seconds from the first question of a finished task to its last answer. */
  public Distribution timeToFinish() {
    return timeToFinish;
  }

  /** Seconds of that in which a finished task itself waited for the model. */
  public Distribution modelTime() {
    return modelTime;
  }

  /** Requests of a finished task, on average. */
  public double requestsPerTask() {
    return (double) requests / finished;
  }

  /** Prompt tokens of a finished task, all turns together, on average. */
  public double inputTokensPerTask() {
    return (double) inputTokens / finished;
  }

  /** Answered tokens of a finished task, on average. */
  public double outputTokensPerTask() {
    return (double) outputTokens / finished;
  }

  /** Contexts that were summarised. */
  public long compactions() {
    return compactions;
  }
}
