package dev.trn3.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run while it is played: the replicas, the requests in flight, what happens next. */
final class Fleet {

  private static final int EVENTS_BETWEEN_LOOKS = 1024;

  final Slots slots = new Slots();
  final EventHeap events = new EventHeap();
  final Holders holders = new Holders();
  final Meters meters;

  private final ServingEngine engine;
  private final RequestStream stream;
  private final Watch watch;
  private final ArrivalBound bound;
  private final double until;
  private final Replica[] replicas;
  private final Routing routing;
  private final SlotHeap shared;
  private final SlotHeap homeless;
  private final Transfers transfers;
  private final EventHeap starts = new EventHeap();
  private final Breakdowns breakdowns;
  private final double[] paidSince;
  private double tick = Double.POSITIVE_INFINITY;
  private double now;

  Fleet(
      ServingEngine engine,
      Traffic traffic,
      double warmUp,
      double until,
      Watch watch,
      ArrivalBound bound) {
    this.engine = engine;
    this.until = until;
    this.watch = watch;
    this.bound = bound;
    meters = new Meters(warmUp, until, engine.level(), engine.requestSeconds());
    stream = traffic.start();
    shared = engine.router() == Router.SHARED_QUEUE ? new SlotHeap(slots.keys) : null;
    homeless = new SlotHeap(slots.keys);
    List<Replica> all = new ArrayList<>();
    for (Pool pool : engine.pools()) {
      SlotHeap queue = pool.role() == Pool.Role.DECODE ? null : shared;
      for (int i = 0; i < pool.replicas(); i++) {
        all.add(new Replica(all.size(), pool, this, queue));
      }
    }
    replicas = all.toArray(Replica[]::new);
    boolean alike =
        engine.pools().size() == 1 && engine.autoscaling() == null && engine.failures() == null;
    routing = new Routing(engine.router(), replicas, holders, alike);
    transfers = new Transfers(engine.transfer(), replicas.length);
    breakdowns = new Breakdowns(engine.failures(), replicas.length);
    paidSince = new double[replicas.length];
    Autoscaling scaling = engine.autoscaling();
    int first = scaling == null ? replicas.length : Math.min(scaling.minimum(), replicas.length);
    for (int i = 0; i < first; i++) {
      switchOn(i);
      replicas[i].accepting = true;
    }
    if (scaling != null) {
      tick = scaling.interval();
    }
  }

  boolean ownsQueue() {
    return shared == null;
  }

  ServingRun play() {
    boolean stopped = false;
    int looks = 0;
    while (true) {
      double arrival = stream.nextArrival();
      if (arrival > until) {
        arrival = Double.POSITIVE_INFINITY;
      }
      boolean done = arrival == Double.POSITIVE_INFINITY && slots.inFlight() == 0;
      double next = Math.min(arrival, Math.min(events.time(), control()));
      if (done || next == Double.POSITIVE_INFINITY) {
        break;
      }
      if (++looks % EVENTS_BETWEEN_LOOKS == 0 && !goesOn()) {
        stopped = true;
        break;
      }
      meters.inSystem += slots.inFlight() * (next - now);
      now = next;
      if (arrival <= next) {
        meters.arrived++;
        meters.early += now < meters.from ? 1 : 0;
        route(slots.take(stream.take()));
      } else if (events.time() <= next) {
        int first = events.first();
        replicas[first].finish(now);
      } else {
        controlled();
      }
    }
    Arrays.stream(replicas).filter(each -> each.on).forEach(each -> switchOff(each.number));
    return new ServingRun(engine, meters, stream, now, stopped, slots.inFlight());
  }

  /** In this order: where the promise is missed, an interrupt is left to whoever asks next. */
  private boolean goesOn() {
    return !isMissed() && watch.goesOn(now);
  }

  /** Whether it is certain that too few requests are good. */
  boolean isMissed() {
    return bound.isMissed(meters);
  }

  private double control() {
    return Math.min(Math.min(tick, transfers.time()), Math.min(starts.time(), breakdowns.time()));
  }

  private void controlled() {
    if (transfers.time() <= now) {
      transferred(transfers.removeFirst());
    } else if (starts.time() <= now) {
      int number = starts.removeFirst();
      replicas[number].accepting = true;
      welcome(replicas[number]);
    } else if (breakdowns.time() <= now) {
      int number = breakdowns.removeFirst();
      if (breakdowns.isBroken(number)) {
        repaired(number);
      } else {
        fail(number);
      }
    } else {
      scale();
    }
  }

  // Routing

  private void route(int slot) {
    long order = slots.order[slot];
    if (shared != null) {
      shared.add(slot, order);
      Replica free = routing.free();
      if (free != null && shared.size() == 1) {
        free.wake(now);
      }
      return;
    }
    Replica chosen = routing.forPrompt(slots.request[slot]);
    if (chosen == null) {
      homeless.add(slot, order);
    } else {
      give(slot, chosen);
    }
  }

  private void give(int slot, Replica chosen) {
    chosen.waiting.add(slot, slots.order[slot]);
    if (chosen.hasRoom() && chosen.waiting.size() == 1) {
      chosen.wake(now);
    }
  }

  /** A replica has become ready: it gets what has waited for any. */
  private void welcome(Replica replica) {
    IntRing all = new IntRing();
    while (!homeless.isEmpty()) {
      all.add(homeless.removeFirst());
    }
    while (!all.isEmpty()) {
      int slot = all.removeFirst();
      if (slots.keeper[slot] == Slots.NOWHERE) {
        route(slot);
      } else {
        handOver(slot);
      }
    }
    if (!replica.waiting.isEmpty()) {
      replica.wake(now);
    }
  }

  // Between replicas

  /** A prompt has been read; another replica produces the tokens. */
  void handOver(int slot) {
    Replica best = routing.forTokens();
    if (best == null) {
      homeless.add(slot, slots.order[slot]);
    } else {
      give(slot, best);
    }
  }

  void transfer(int slot, Replica to) {
    int from = slots.keeper[slot];
    meters.transfers++;
    meters.transferSeconds += transfers.send(slot, slots.target[slot], from, to.number, now) - now;
  }

  private void transferred(int slot) {
    Replica from = replicas[slots.keeper[slot]];
    from.handedOver(slot);
    Replica to = replicas[transfers.destination(slot)];
    to.received(slot);
    to.wake(now);
    if (!from.waiting.isEmpty() && !breakdowns.isBroken(from.number)) {
      from.wake(now);
    }
  }

  void answered(int slot) {
    Request request = slots.request[slot];
    double first = slots.firstToken[slot];
    meters.answered(request, slots.scheduled[slot], first, now);
    slots.giveBack(slot);
    double more = engine.requestSeconds();
    stream.answered(request, first + more, now + more);
  }

  // Replicas that come and go

  private void switchOn(int number) {
    replicas[number].on = true;
    paidSince[number] = now;
    breakdowns.runs(replicas[number], now);
  }

  private void switchOff(int number) {
    replicas[number].on = false;
    double inside = Math.max(0, Math.min(now, until) - Math.max(paidSince[number], meters.from));
    meters.paid += inside * replicas[number].pool.chips();
    meters.replicaSeconds += inside;
    breakdowns.rests(number);
  }

  private void fail(int number) {
    Replica replica = replicas[number];
    boolean starting = !replica.accepting;
    replica.accepting = false;
    meters.failures++;
    IntRing lost = replica.fail();
    for (int slot = 0; slot < slots.used(); slot++) {
      boolean waits = slots.request[slot] != null && slots.keeper[slot] == number;
      if (waits && transfers.isUnderWay(slot)) {
        replica.sendsOn(slot);
      } else if (waits) {
        replica.readAgain(slot);
      }
    }
    while (!lost.isEmpty()) {
      int slot = lost.removeFirst();
      if (transfers.isUnderWay(slot)) {
        transfers.cancel(slot);
        replicas[slots.keeper[slot]].handedOver(slot);
      }
      replica.readAgain(slot);
      route(slot);
    }
    if (starting) {
      starts.set(number, Double.POSITIVE_INFINITY);
    }
    breakdowns.breaks(number, now);
  }

  private void repaired(int number) {
    replicas[number].accepting = true;
    breakdowns.runs(replicas[number], now);
    welcome(replicas[number]);
  }

  private void scale() {
    Autoscaling rules = engine.autoscaling();
    tick = now + rules.interval();
    int wanted =
        Math.max(
            Math.min(rules.minimum(), replicas.length),
            Math.min(replicas.length, (int) Math.ceil(slots.inFlight() / rules.target())));
    int active = 0;
    for (Replica each : replicas) {
      boolean comes =
          each.on
              && (each.accepting || starts.has(each.number) || breakdowns.isBroken(each.number));
      if (comes) {
        active++;
      } else if (each.on && each.isIdle()) {
        switchOff(each.number);
      }
    }
    for (int i = 0; i < replicas.length && active < wanted; i++) {
      if (!replicas[i].on) {
        switchOn(i);
        starts.set(i, now + rules.startUp());
        active++;
      } else if (!replicas[i].accepting && !starts.has(i) && !breakdowns.isBroken(i)) {
        replicas[i].accepting = true;
        active++;
      }
    }
    for (int i = replicas.length - 1; i >= 0 && active > wanted; i--) {
      if (replicas[i].accepting) {
        replicas[i].accepting = false;
        if (replicas[i].isIdle()) {
          switchOff(i);
        }
        break;
      }
    }
  }
}
