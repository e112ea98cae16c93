package dev.trn3.experiment;

import dev.trn3.hardware.Machine;
import dev.trn3.inference.InferenceModel;
import dev.trn3.inference.IterationCost;
import dev.trn3.inference.KvMemory;
import dev.trn3.inference.Precision;
import dev.trn3.inference.ScaledCost;
import dev.trn3.inference.ServingErrorBar;
import dev.trn3.inference.ServingStack;
import dev.trn3.inference.ServingStacks;
import dev.trn3.inference.SpeculativeDecoding;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.parallelism.Plan;
import dev.trn3.provenance.Facts;
import dev.trn3.serving.AgentTraffic;
import dev.trn3.serving.CutTraffic;
import dev.trn3.serving.KvTransfer;
import dev.trn3.serving.Pool;
import dev.trn3.serving.Saturation;
import dev.trn3.serving.Scheduler;
import dev.trn3.serving.ServingEngine;
import dev.trn3.serving.Traffic;
import dev.trn3.serving.Watch;
import dev.trn3.simulation.MachineModel;
import dev.trn3.simulation.TieredFabric;
import dev.trn3.workload.Transformer;
import java.util.List;

/**
 * A served model with nothing left open: which plan, how many replicas, what an iteration costs,
 * how much memory is left.
 *
 * @param target the model that answers
 * @param cost what an iteration takes, drafts included
 * @param memory of a rank
 * @param kvTokens tokens that fit on a replica, drafts taken off
 */
public record Deployment(
    Machine machine,
    Plan plan,
    int replicas,
    InferenceModel target,
    IterationCost cost,
    KvMemory memory,
    long kvTokens) {

  static Deployment of(Serving serving) {
    Machine machine = serving.said.where();
    Plan plan = serving.said.plan.orElseGet(() -> ServingPlanSearch.chosen(serving));
    return of(serving, machine, plan, serving.said.replicas);
  }

  /**
   * A plan on a machine.
   *
   * @param replicas 0 for as many as the machine holds
   * @throws IllegalArgumentException if it does not fit
   */
  static Deployment of(Serving serving, Machine machine, Plan plan, int replicas) {
    InferenceModel target = model(serving, serving.said.model, machine, plan);
    KvMemory memory =
        target
            .memory()
            .forSequences(serving.said.maximumSequences)
            .checked(serving.said.model.name(), machine.chip().name() + " with " + words(plan));
    IterationCost cost = target;
    long tokens = memory.tokens();
    if (serving.said.draft.isPresent()) {
      ServingDescription.Draft draft = serving.said.draft.get();
      Transformer proposing = draft.of(serving.said.model);
      if (proposing.parameters() >= serving.said.model.parameters()) {
        throw new IllegalArgumentException(
            "a draft proposes quickly what the model checks, and %s is no smaller than %s; use a smaller one"
                .formatted(proposing, serving.said.model));
      }
      // A dense draft has no experts to spread; its matrices are cut over the same ranks.
      Plan cut = proposing.isMixture() ? plan : plan.with(Parallelism.expert(1));
      InferenceModel small = model(serving, proposing, machine, cut);
      cost = new SpeculativeDecoding(target, small, draft.proposals(), draft.acceptance());
      KvMemory its = small.memory();
      double each = memory.bytesPerToken() + memory.windowBytesPerToken();
      double all = each + its.bytesPerToken() + its.windowBytesPerToken();
      tokens = (long) Math.max(0, (memory.free() - its.weights()) / all * memory.groups());
      if (tokens == 0) {
        throw new IllegalArgumentException(
            "%s does not fit beside %s on %s with %s; use a smaller draft or more chips for a replica"
                .formatted(proposing, serving.said.model, machine.chip().name(), words(plan)));
      }
    }
    int most = (int) (machine.chips() / plan.devices());
    return new Deployment(
        machine, plan, replicas == 0 ? Math.max(1, most) : replicas, target, cost, memory, tokens);
  }

  /** One of the two models that a service may have, with all that was said about both. */
  private static InferenceModel model(
      Serving serving, Transformer which, Machine machine, Plan plan) {
    Precision precision =
        Precision.of(serving.said.weights, machine.chip()).cache(serving.said.cache);
    ServingStack stack = stack(serving, machine);
    return serving.said.lnc.isEmpty()
        ? InferenceModel.of(which, machine, plan, precision, stack)
        : InferenceModel.of(which, machine, plan, precision, stack, serving.said.lnc.get());
  }

  private static ServingStack stack(Serving serving, Machine machine) {
    String generation = MachineModel.of(machine).generation();
    ServingStack stack = serving.said.stack.orElseGet(() -> ServingStacks.usual(generation));
    return serving.said.synchronous
        ? stack.withIteration(stack.iteration() + synchronous())
        : stack;
  }

  private static double synchronous() {
    return Facts.table().list().stream()
        .filter(fact -> fact.id().equals("neuron-runtime/synchronous-dispatch-overhead"))
        .findFirst()
        .orElseThrow()
        .seconds()
        .si();
  }

  /** Degrees of a plan that serving knows. */
  static String words(Plan plan) {
    StringBuilder words = new StringBuilder("tensor " + plan.tensor());
    if (plan.expert() > 1) {
      words.append(", expert ").append(plan.expert());
    }
    if (plan.context() > 1) {
      words.append(", context ").append(plan.context());
    }
    if (plan.data() > 1) {
      words.append(", data ").append(plan.data());
    }
    return words.toString();
  }

  int chipsPerReplica() {
    return (int) plan.devices();
  }

  int chips() {
    return replicas * chipsPerReplica();
  }

  /** How sure times on the machine of a service are, in one sentence. */
  static String certainty(Serving serving) {
    return ServingErrorBar.sentence(MachineModel.of(serving.said.where()).generation());
  }

  String generation() {
    return target.machine().generation();
  }

  Deployment withReplicas(int count) {
    return new Deployment(machine, plan, count, target, cost, memory, kvTokens);
  }

  /** The end of the error bars at which everything is quicker, as it is, or slower. */
  enum End {
    QUICK,
    NOMINAL,
    SLOW
  }

  IterationCost cost(End end) {
    if (end == End.NOMINAL) {
      return cost;
    }
    ServingErrorBar first = ServingErrorBar.timeToFirstToken(generation());
    ServingErrorBar each = ServingErrorBar.timePerOutputToken(generation());
    return end == End.QUICK
        ? new ScaledCost(cost, first.low(1), each.low(1))
        : new ScaledCost(cost, first.high(1), each.high(1));
  }

  ServingEngine engine(Serving serving, End end) {
    return engine(serving, cost(end));
  }

  /** The engine with iterations that take so long. */
  ServingEngine engine(Serving serving, IterationCost seconds) {
    Scheduler rules = Scheduler.of(kvTokens).maximumSequences(serving.said.maximumSequences);
    if (serving.said.chunk > 0) {
      rules = rules.chunkedPrefill(serving.said.chunk);
    }
    if (serving.said.prefixCaching) {
      rules = rules.withPrefixCaching();
    }
    int each = chipsPerReplica();
    ServingEngine engine;
    if (serving.said.split.isPresent()) {
      ServingDescription.Split split = serving.said.split.get();
      engine =
          ServingEngine.split(
              new Pool(Pool.Role.PREFILL, seconds, rules, split.prefill(), each),
              new Pool(Pool.Role.DECODE, seconds, rules, split.decode(), each),
              transfer());
    } else {
      engine = ServingEngine.of(new Pool(Pool.Role.WHOLE, seconds, rules, replicas, each));
    }
    if (serving.said.autoscaling.isPresent()) {
      engine = engine.autoscaling(serving.said.autoscaling.get());
    }
    if (serving.said.failures.isPresent()) {
      engine = engine.failures(serving.said.failures.get());
    }
    return engine
        .router(serving.said.router)
        .level(serving.said.level)
        .warmUp(serving.said.warmUp.si())
        .requestSeconds(target.stack().request());
  }

  /** Keys and values go over the links inside the machine while all replicas are in it. */
  KvTransfer transfer() {
    boolean inside = chips() <= machine.scaleUpChips();
    List<TieredFabric.Tier> tiers = target.machine().fabric().tiers();
    int reach = target.machine().scaleUpDevices();
    TieredFabric.Tier tier = tiers.get(tiers.size() - 1);
    for (TieredFabric.Tier each : tiers) {
      if (inside && each.devices() <= reach) {
        tier = each;
      }
    }
    int ranks = target.cut().ranks();
    double bytes =
        ranks * (memory.bytesPerToken() + memory.windowBytesPerToken()) / memory.groups();
    String name =
        inside
            ? machine.chip().cores().isPresent() ? "NeuronLink" : "NVLink"
            : machine.scaleOut().map(out -> out.name()).orElse("the network");
    return new KvTransfer(name, bytes, tier.bandwidth() * ranks, tier.latency());
  }

  /** Requests that end where context or memory do, if their lengths have no limit of their own. */
  Traffic fitting(Serving serving, Traffic traffic) {
    int context = serving.said.model.maximumSequence();
    long memoryLimit = kvTokens / 16 * 16;
    int limit =
        (int)
            Math.min(Integer.MAX_VALUE, context > 0 ? Math.min(context, memoryLimit) : memoryLimit);
    // Answers without a bound are cut, prompts of a known length are not.
    boolean cut = traffic.largestRequest() == Integer.MAX_VALUE;
    int largest = cut ? traffic.longestPrompt() : traffic.largestRequest();
    if (context > 0 && largest > context) {
      throw new IllegalArgumentException(
          "a request of %,d tokens is beyond the %,d that %s was made for; %s"
              .formatted(
                  largest,
                  context,
                  serving.said.model,
                  traffic instanceof AgentTraffic
                      ? "summarise earlier: .contextLimit(%d)".formatted(context)
                      : "cut it with .atMost(...)"));
    }
    if (largest > memoryLimit) {
      throw new IllegalArgumentException(
          "a request of %,d tokens does not fit: keys and values of %,d tokens fit on a replica of %d %s chips; use more tensor parallelism, .cache(FP8) or shorter requests"
              .formatted(largest, kvTokens, chipsPerReplica(), machine.chip().name()));
    }
    return cut ? new CutTraffic(traffic, limit) : traffic;
  }

  Saturation saturation(Serving serving) {
    return saturation(serving, End.NOMINAL, fitting(serving, serving.said.anyRequests()));
  }

  /**
   * What can be answered without end.
   *
   * @throws Interrupted if the thread is interrupted; of a part of a backlog nothing follows, but
   *     it is said
   */
  Saturation saturation(Serving serving, End end, Traffic traffic) {
    Saturation most = Saturation.of(engine(serving, end), traffic, Watch.INTERRUPTIBLE);
    if (most.played() < 1) {
      throw interrupted(serving, most);
    }
    return most;
  }

  /** Requests per second that can be answered without end, also at the ends of the error bars. */
  Range largestLoad(Serving serving, Traffic traffic) {
    return new Range(
        saturation(serving, End.NOMINAL, traffic).requestsPerSecond(),
        saturation(serving, End.SLOW, traffic).requestsPerSecond(),
        saturation(serving, End.QUICK, traffic).requestsPerSecond());
  }

  /** The same, or of a backlog that was interrupted what is known. */
  Saturation saturationSoFar(Serving serving) {
    Traffic traffic = fitting(serving, serving.said.anyRequests());
    return Saturation.of(engine(serving, End.NOMINAL), traffic, Watch.INTERRUPTIBLE);
  }

  static Interrupted interrupted(Serving serving, Saturation some) {
    return Interrupted.of(
        serving,
        "interrupted while the largest load was looked for; of a backlog %s had been answered, at %s requests per second"
            .formatted(Text.percent(some.played()), Text.digits(some.requestsPerSecond())));
  }
}
