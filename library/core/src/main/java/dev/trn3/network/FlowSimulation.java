package dev.trn3.network;

import dev.trn3.hardware.Machine;
import dev.trn3.units.Seconds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Collectives as flows of bytes over links, in event time: for collectives at the same time, and
 * for chips that are slower than the others.
 *
 * <pre>{@code
 * FlowSimulation.on(TRN3_ULTRASERVER_GEN2)
 *     .start(allToAll(megabytes(64)).among(72))
 *     .start(allReduce(gigabytes(1)).among(144))
 *     .slow(7, 2)                                  // chip 7 has half the bandwidth
 *     .run()
 * }</pre>
 *
 * <p>A step begins when all transfers of the step before it have arrived, which is stricter than a
 * real ring, where only neighbours wait. Its messages use their links from then on, share them in
 * proportion to their bytes, as a library that sends them in turns, and arrive their latency after
 * the last byte has left. Each level works by the algorithm that the closed form takes, the rings
 * of a torus at the same time, other levels one after the other; a broadcast fills its trees and
 * then streams through all levels at once. A reduction, gather or exchange that is alone on
 * switches and fills them evenly looks the same from every chip: then only one chip's transfers are
 * simulated, which gives the same time and makes a hundred thousand chips affordable. Chips that
 * take no part keep their share of an oversubscribed spine.
 */
public final class FlowSimulation {

  private record Request(Placed placed, double at, int first) {}

  private record Slow(int chip, double factor) {}

  private final Fabric fabric;
  private final List<Request> requests;
  private final List<Slow> slow;
  private final boolean folding;

  private FlowSimulation(Fabric fabric, List<Request> requests, List<Slow> slow, boolean folding) {
    this.fabric = fabric;
    this.requests = List.copyOf(requests);
    this.slow = List.copyOf(slow);
    this.folding = folding;
  }

  /** A simulation on a machine, without collectives yet. */
  public static FlowSimulation on(Machine machine) {
    return on(Fabric.of(machine));
  }

  /** A simulation on a fabric with software costs of your own. */
  public static FlowSimulation on(Fabric fabric) {
    return new FlowSimulation(fabric, List.of(), List.of(), true);
  }

  /** A collective from time 0, rank 0 on chip 0. */
  public FlowSimulation start(Placed placed) {
    return start(placed, new Seconds(0), 0);
  }

  /** A collective from some time on, rank 0 on some chip. */
  public FlowSimulation start(Placed placed, Seconds at, int firstChip) {
    long last = firstChip + (placed.ranks() - 1L) * placed.stride();
    if (firstChip < 0 || last >= fabric.machine().chips()) {
      throw new IllegalArgumentException(
          "ranks from chip %d to %d do not fit %s, which has %d"
              .formatted(firstChip, last, fabric.machine().name(), fabric.machine().chips()));
    }
    List<Request> more = new ArrayList<>(requests);
    more.add(new Request(placed, at.si(), firstChip));
    return new FlowSimulation(fabric, more, slow, folding);
  }

  /** A chip whose links carry only a part: factor 2 is half the bandwidth. */
  public FlowSimulation slow(int chip, double factor) {
    boolean sensible = factor >= 1 && !Double.isInfinite(factor);
    if (chip < 0 || chip >= fabric.machine().chips() || !sensible) {
      throw new IllegalArgumentException(
          "chip %d of %d cannot be slowed down %s times; use a finite factor of at least 1"
              .formatted(chip, fabric.machine().chips(), factor));
    }
    List<Slow> more = new ArrayList<>(slow);
    more.add(new Slow(chip, factor));
    return new FlowSimulation(fabric, requests, more, folding);
  }

  /** The same with every chip's transfers simulated, even where all are alike. */
  public FlowSimulation unfolded() {
    return new FlowSimulation(fabric, requests, slow, false);
  }

  /**
   * Runs until everything has ended.
   *
   * @throws IllegalArgumentException if nothing was started
   */
  public FlowResult run() {
    if (requests.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to simulate; add .start(allReduce(...).among(n))");
    }
    List<Communicator> groups = requests.stream().map(this::group).toList();
    boolean folded =
        folding
            && slow.isEmpty()
            && requests.size() == 1
            && FlowNetwork.symmetric(fabric.machine())
            && FlowSteps.alike(requests.get(0).placed(), groups.get(0));
    FlowNetwork network = new FlowNetwork(fabric, folded, taking());
    slow.forEach(each -> network.slow(each.chip(), each.factor()));
    List<FlowJob> jobs = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      FlowSteps steps = new FlowSteps(request.placed(), request.first(), groups.get(i), folded);
      jobs.add(
          new FlowJob(
              request.placed(), groups.get(i), request.at() + fabric.start().si(), steps.phases()));
    }
    long flows = new Clock(network).run(jobs);
    return FlowResult.of(fabric, jobs, flows, folded);
  }

  private Communicator group(Request request) {
    Placed placed = request.placed();
    Communicator group = fabric.communicator(placed.ranks(), placed.stride(), request.first());
    return placed.algorithm().map(group::using).orElse(group);
  }

  /** The chips that take part in anything. */
  private BitSet taking() {
    BitSet chips = new BitSet();
    for (Request request : requests) {
      for (int rank = 0; rank < request.placed().ranks(); rank++) {
        chips.set(request.first() + rank * request.placed().stride());
      }
    }
    return chips;
  }

  /** Moves time from event to event. */
  private static final class Clock {

    private final FlowNetwork network;
    private final MaxMin fair;
    private final List<Flow> waiting = new ArrayList<>();
    private final List<Flow> active = new ArrayList<>();
    private final List<Flow> arriving = new ArrayList<>();
    private double now;
    private long made;

    Clock(FlowNetwork network) {
      this.network = network;
      this.fair = new MaxMin(network.capacity());
    }

    long run(List<FlowJob> jobs) {
      jobs.forEach(job -> phase(job, job.begins));
      boolean changed = true;
      while (!waiting.isEmpty() || !active.isEmpty() || !arriving.isEmpty()) {
        changed |= begin();
        if (changed) {
          fair.share(active);
        }
        changed = advance(Math.min(nextEnd(), Math.min(nextBegin(), nextArrival())));
      }
      return made;
    }

    private void phase(FlowJob job, double at) {
      if (job.more()) {
        job.nextPhase().forEach(lane -> step(lane, at));
      } else {
        job.ended = at;
      }
    }

    private void step(FlowJob.Lane lane, double at) {
      if (!lane.more()) {
        if (--lane.job().running == 0) {
          phase(lane.job(), at);
        }
        return;
      }
      List<FlowJob.Transfer> transfers = lane.nextStep();
      double most = transfers.stream().mapToDouble(FlowJob.Transfer::bytes).max().orElseThrow();
      for (FlowJob.Transfer transfer : transfers) {
        network.route(
            transfer.from(),
            transfer.to(),
            transfer.bytes(),
            (links, bytes, latency) -> {
              double weight = bytes > 0 ? bytes / most : 1;
              double later = transfer.streaming() ? 0 : latency;
              waiting.add(new Flow(links, bytes, weight, lane, at, later));
              lane.moving++;
              made++;
            });
      }
    }

    private double nextBegin() {
      double next = Double.MAX_VALUE;
      for (Flow flow : waiting) {
        next = Math.min(next, flow.begins);
      }
      return next;
    }

    private double nextArrival() {
      double next = Double.MAX_VALUE;
      for (Flow flow : arriving) {
        next = Math.min(next, flow.arrives);
      }
      return next;
    }

    private boolean begin() {
      double until = now * (1 + 1e-12);
      return waiting.removeIf(flow -> flow.begins <= until && active.add(flow));
    }

    private double nextEnd() {
      double next = Double.MAX_VALUE;
      for (Flow flow : active) {
        next = Math.min(next, now + flow.left / flow.rate);
      }
      return next;
    }

    /** Moves everything until a time; true where what is on the links has become less. */
    private boolean advance(double to) {
      double passed = to - now;
      now = to;
      boolean fewer = active.removeIf(flow -> moved(flow, passed));
      List<FlowJob.Lane> ended = new ArrayList<>();
      double until = now * (1 + 1e-12);
      arriving.removeIf(flow -> flow.arrives <= until && arrived(flow, ended));
      ended.forEach(lane -> step(lane, now));
      return fewer;
    }

    private boolean moved(Flow flow, double passed) {
      flow.left -= flow.rate * passed;
      boolean done = flow.left <= flow.rate * now * 1e-12;
      flow.arrives = now + flow.latency;
      return done && arriving.add(flow);
    }

    private static boolean arrived(Flow flow, List<FlowJob.Lane> ended) {
      if (--flow.lane.moving == 0) {
        ended.add(flow.lane);
      }
      return true;
    }
  }
}
