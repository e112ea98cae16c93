package dev.trn3.serving;

/**
 * One copy of the model at work: what it admits, what it starts then, and what becomes of it when
 * that has ended.
 */
final class Replica {

  final int number;
  final Pool pool;
  final SlotHeap waiting;

  private final Fleet fleet;
  private final Slots slots;
  private final Meters meters;
  private final Scheduler rules;
  private final PagedMemory memory;
  private final DecodingBatch decoding;
  private final Residents residents;
  private final Prefill prefill;
  private final Iterations iterations;
  private final IntRing joining = new IntRing();

  /** Takes requests, has been paid for since, and is not broken. */
  boolean accepting;

  boolean on;

  /** Prompts read here whose keys and values another replica has yet to fetch. */
  private int keeping;

  private boolean running;

  Replica(int number, Pool pool, Fleet fleet, SlotHeap shared) {
    this.number = number;
    this.pool = pool;
    this.fleet = fleet;
    slots = fleet.slots;
    meters = fleet.meters;
    rules = pool.scheduler();
    memory = new PagedMemory(rules, slots, number, fleet.holders);
    decoding = new DecodingBatch(slots, rules.blockTokens());
    residents = new Residents(slots);
    prefill = new Prefill(slots);
    iterations = new Iterations(pool.cost(), memory, prefill, decoding);
    waiting = shared == null ? new SlotHeap(slots.keys) : shared;
  }

  /** Requests that it works on or that wait for it. */
  int load() {
    return residents.size() + waiting.size();
  }

  int inside() {
    return residents.size();
  }

  boolean isIdle() {
    return residents.size() == 0 && keeping == 0 && waiting.isEmpty();
  }

  boolean hasRoom() {
    return residents.size() < rules.maximumSequences();
  }

  /** Tokens that fit beside everything that is in use or kept for later. */
  long unusedTokens() {
    return memory.unusedTokens();
  }

  /** Starts what there is to do, if anything is. */
  void start(double now) {
    prefill.begin();
    iterations.clear();
    while (!joining.isEmpty()) {
      decoding.add(joining.removeFirst());
    }
    if (!rules.chunked()) {
      read(now, Integer.MAX_VALUE, true);
    }
    if (prefill.tokens() == 0) {
      boolean preempted = makeRoom(now);
      iterations.decode();
      int batch = iterations.batch();
      boolean admits = !preempted || (batch == 0 && prefill.isEmpty());
      if (rules.chunked()) {
        read(now, rules.iterationTokens() - batch, admits);
      } else if (preempted && batch == 0) {
        read(now, Integer.MAX_VALUE, true);
      }
    }
    running = prefill.tokens() > 0 || iterations.batch() > 0;
    fleet.events.set(number, running ? iterations.begin(now) : Double.POSITIVE_INFINITY);
  }

  /** Preempts the latest, until each sequence can have its next token. */
  private boolean makeRoom(double now) {
    boolean preempted = false;
    while (decoding.newBlocks(1) > memory.available()) {
      preempt(now);
      preempted = true;
    }
    return preempted;
  }

  private void preempt(double now) {
    int victim = residents.leastImportant();
    meters.preemptions++;
    if (prefill.isRead(victim)) {
      decoding.remove(victim);
      memory.giveBack(memory.own(victim, decoding.length(victim) - 1));
      slots.lastToken[victim] = now;
    } else {
      prefill.remove(victim);
      memory.giveBack(memory.own(victim, slots.target[victim]));
    }
    depart(victim);
    readAgain(victim);
    waiting.add(victim, slots.order[victim]);
  }

  /** What has been computed of a sequence is lost; its tokens are not. */
  void readAgain(int slot) {
    slots.target[slot] = slots.request[slot].inputTokens() + slots.produced[slot];
    slots.read[slot] = 0;
    slots.keeper[slot] = Slots.NOWHERE;
  }

  /** Reads prompts: those begun first, then those that wait. */
  private void read(double now, int budget, boolean admits) {
    int left = Math.min(budget, rules.iterationTokens());
    left -= prefill.goOn(left);
    while (admits && left > 0 && !waiting.isEmpty() && hasRoom() && admit(now, left)) {
      left -= prefill.readLatest(rules.chunked() ? left : Integer.MAX_VALUE);
    }
  }

  /** Admits the first that waits, if its keys and values fit. */
  private boolean admit(double now, int left) {
    int slot = waiting.first();
    Request request = slots.request[slot];
    boolean arrives = slots.keeper[slot] != Slots.NOWHERE;
    Prefix held = arrives ? Prefix.NONE : memory.resident(request.begins());
    int shared = memory.use(held);
    int target = slots.target[slot];
    long need = memory.blocks(target) - shared;
    int known = Math.min(shared * rules.blockTokens(), target - 1);
    boolean tooLong = !rules.chunked() && prefill.tokens() > 0 && target - known > left;
    if (need > memory.available() || tooLong) {
      memory.release(held);
      return false;
    }
    waiting.removeFirst();
    memory.take(need);
    slots.held[slot] = held;
    slots.sharedBlocks[slot] = shared;
    residents.add(slot);
    if (Double.isNaN(slots.scheduled[slot])) {
      slots.scheduled[slot] = now;
    }
    if (arrives) {
      fleet.transfer(slot, this);
    } else {
      meters.admitted(target, known);
      slots.read[slot] = known;
      prefill.add(slot);
    }
    return true;
  }

  /** The end of what was started. */
  void finish(double now) {
    running = false;
    iterations.end(now, meters);
    if (iterations.batch() > 0) {
      while (decoding.hasEnded()) {
        int slot = decoding.removeEnded();
        answered(slot, decoding.length(slot) - 1);
      }
    }
    while (prefill.hasRead()) {
      promptRead(prefill.removeRead(), now);
    }
    start(now);
  }

  private void promptRead(int slot, double now) {
    Request request = slots.request[slot];
    memory.nameBeginning(slot);
    if (Double.isNaN(slots.firstToken[slot])) {
      slots.firstToken[slot] = now;
    } else {
      meters.gaps(now - slots.lastToken[slot], 1, now);
    }
    meters.promptToken(now);
    slots.lastToken[slot] = now;
    slots.produced[slot]++;
    if (slots.produced[slot] >= request.outputTokens()) {
      answered(slot, slots.target[slot]);
    } else if (pool.role() == Pool.Role.PREFILL) {
      keepForOther(slot);
      fleet.handOver(slot);
    } else {
      decoding.add(slot);
    }
  }

  /** A prompt has been read for another replica, which fetches its keys and values later. */
  private void keepForOther(int slot) {
    int target = slots.target[slot];
    memory.nameWhole(slot, target);
    slots.kept[slot] = (int) memory.own(slot, target);
    slots.keeper[slot] = number;
    keeping++;
    depart(slot);
  }

  private void answered(int slot, long length) {
    memory.nameWhole(slot, length);
    memory.giveBack(memory.own(slot, length));
    depart(slot);
    fleet.answered(slot);
  }

  /** Another replica has got the keys and values; those here may go. */
  void handedOver(int slot) {
    memory.giveBack(slots.kept[slot]);
    keeping--;
  }

  /**
   * A transfer that was under way when the replica failed still ends; it has no memory any more.
   */
  void sendsOn(int slot) {
    slots.kept[slot] = 0;
    keeping++;
  }

  /** Keys and values have come from another replica. */
  void received(int slot) {
    slots.read[slot] = slots.target[slot];
    slots.keeper[slot] = Slots.NOWHERE;
    joining.add(slot);
  }

  /** Something has come that may be started before the present stretch ends. */
  void wake(double now) {
    if (!running) {
      start(now);
    } else if (iterations.areSeveral()) {
      fleet.events.set(number, iterations.cut(now));
    }
  }

  /** Everything in memory is lost; gives the requests that have to go elsewhere. */
  IntRing fail() {
    decoding.removeAll();
    IntRing lost = residents.removeAll();
    while (fleet.ownsQueue() && !waiting.isEmpty()) {
      lost.add(waiting.removeFirst());
    }
    memory.clear();
    prefill.clear();
    joining.clear();
    keeping = 0;
    running = false;
    fleet.events.set(number, Double.POSITIVE_INFINITY);
    return lost;
  }

  private void depart(int slot) {
    memory.release(slot);
    residents.remove(slot);
  }
}
