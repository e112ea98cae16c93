package dev.trn3.serving;

import dev.trn3.inference.IterationCost;

/**
 * One copy of the model at work. Between two changes (an arrival that can be admitted, an answer
 * that ends) all iterations of decoding are alike but for the contexts, which grow by one token
 * each; they are played in one go, a run, whose first and last iteration are asked for and whose
 * others lie on the line between.
 */
final class Replica {

  private static final int MOST_ITERATIONS = 256;

  final int number;
  final Pool pool;
  final SlotHeap waiting;

  private final Fleet fleet;
  private final Slots slots;
  private final Meters meters;
  private final IterationCost cost;
  private final Scheduler rules;
  private final int block;
  private final long capacity;
  private final PrefixCache cache;
  private final SlotHeap decoding;
  private final IntRing prefilling = new IntRing();
  private final IntRing joining = new IntRing();
  private final int[] residues;

  /** Sequences that have not been in an iteration of decoding here, and when the last one ended. */
  private final IntRing fresh = new IntRing();

  private double decodeEnd;

  /** Takes requests, has been paid for since, and is not broken. */
  boolean accepting;

  boolean on;
  private long free;
  private int inside;
  private int keeping;
  private int oldest = Slots.NOWHERE;
  private int newest = Slots.NOWHERE;

  /** Iterations of decoding since the start, and the sum of the bases of all decoding sequences. */
  private long counter;

  private long bases;

  private boolean running;
  private double runStart;
  private int iterations;
  private int batch;
  private double first;
  private double slope;
  private long prefillTokens;
  private double prefillPairs;
  private long grown;
  private long usedBlocks;

  Replica(int number, Pool pool, Fleet fleet, SlotHeap shared) {
    this.number = number;
    this.pool = pool;
    this.fleet = fleet;
    slots = fleet.slots;
    meters = fleet.meters;
    cost = pool.cost();
    rules = pool.scheduler();
    block = rules.blockTokens();
    capacity = rules.kvTokens() / block;
    free = capacity;
    cache = new PrefixCache(block);
    decoding = new SlotHeap(slots.keys);
    waiting = shared == null ? new SlotHeap(slots.keys) : shared;
    residues = new int[block];
  }

  /** Requests that it works on or that wait for it. */
  int load() {
    return inside + waiting.size();
  }

  int inside() {
    return inside;
  }

  boolean isIdle() {
    return inside == 0 && keeping == 0 && waiting.isEmpty();
  }

  boolean hasRoom() {
    return inside < rules.maximumSequences();
  }

  /** Tokens that fit beside everything that is in use or kept for later. */
  long unusedTokens() {
    return free * block;
  }

  /** Tokens of a prompt's beginning that need not be read. */
  int residentTokens(Prefix prefix) {
    return rules.prefixCaching() ? cache.residentTokens(prefix) : 0;
  }

  private long available() {
    return free + cache.evictable();
  }

  private void take(long blocks) {
    if (free < blocks) {
      free += cache.evict(blocks - free);
    }
    free -= blocks;
  }

  private long blocks(long tokens) {
    return (tokens + block - 1) / block;
  }

  private long length(int slot) {
    return slots.base[slot] + counter;
  }

  /** Blocks that so many further iterations of decoding begin. */
  private long newBlocks(long some) {
    long sum = some / block * decoding.size();
    int rest = (int) (some % block);
    for (int i = 0; i < rest; i++) {
      sum += residues[Math.floorMod(1 - counter - i, block)];
    }
    return sum;
  }

  /** Starts what there is to do, if anything is. */
  void start(double now) {
    runStart = now;
    prefillTokens = 0;
    prefillPairs = 0;
    grown = 0;
    while (!joining.isEmpty()) {
      decode(joining.removeFirst());
    }
    batch = 0;
    if (!rules.chunked()) {
      read(now, Integer.MAX_VALUE, true);
    }
    if (prefillTokens == 0) {
      boolean preempted = makeRoom();
      batch = decoding.size();
      grown = newBlocks(1);
      take(grown);
      boolean admits = !preempted || (batch == 0 && prefilling.isEmpty());
      if (rules.chunked()) {
        read(now, rules.iterationTokens() - batch, admits);
      } else if (preempted && batch == 0) {
        read(now, Integer.MAX_VALUE, true);
      }
    }
    running = prefillTokens > 0 || batch > 0;
    if (!running) {
      fleet.events.set(number, Double.POSITIVE_INFINITY);
      return;
    }
    usedBlocks = capacity - available();
    iterations = 1;
    long context = batch == 0 ? 0 : bases + batch * counter;
    first = cost.seconds(prefillTokens, prefillPairs, batch, context);
    slope = 0;
    if (prefillTokens == 0) {
      extend(context);
    }
    fleet.events.set(number, now + elapsed(iterations));
  }

  /** Goes on until the next answer ends or the memory is full. */
  private void extend(long context) {
    long wanted = Math.min(MOST_ITERATIONS, decoding.firstKey() - counter);
    if (wanted <= 1) {
      return;
    }
    long room = available() + grown;
    if (newBlocks(wanted) > room) {
      wanted = Math.min(wanted, Math.max(1, room / Math.max(1, batch)));
      while (wanted < MOST_ITERATIONS && newBlocks(wanted + 1) <= room) {
        wanted++;
      }
    }
    long all = newBlocks(wanted);
    take(all - grown);
    grown = all;
    iterations = (int) wanted;
    if (iterations > 1) {
      double last = cost.seconds(0, 0, batch, context + (long) batch * (iterations - 1));
      slope = (last - first) / (iterations - 1);
    }
  }

  private double elapsed(int some) {
    return some * first + slope * some * (some - 1) / 2;
  }

  /** Preempts the latest, until each sequence can have its next token. */
  private boolean makeRoom() {
    boolean preempted = false;
    while (newBlocks(1) > available()) {
      preempt();
      preempted = true;
    }
    return preempted;
  }

  private void preempt() {
    int victim = Slots.NOWHERE;
    for (int slot = newest; slot != Slots.NOWHERE; slot = slots.previous[slot]) {
      boolean here = slots.keeper[slot] == Slots.NOWHERE;
      if (here
          && (victim == Slots.NOWHERE
              || slots.request[slot].priority() > slots.request[victim].priority())) {
        victim = slot;
      }
    }
    meters.preemptions++;
    if (slots.read[victim] < slots.target[victim]) {
      prefilling.remove(victim);
      free += blocks(slots.target[victim]) - slots.sharedBlocks[victim];
    } else {
      stopDecoding(victim);
      free += blocks(length(victim) - 1) - slots.sharedBlocks[victim];
      slots.lastToken[victim] = runStart;
    }
    depart(victim);
    readAgain(victim);
    waiting.add(victim, slots.order[victim]);
  }

  private void stopDecoding(int slot) {
    slots.produced[slot] =
        slots.request[slot].outputTokens() - (int) (slots.keys.key[slot] - counter);
    decoding.remove(slot);
    fresh.remove(slot);
    leaveDecoding(slot);
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
    for (int i = 0; i < prefilling.size() && left > 0; i++) {
      left -= chunk(prefilling.at(i), left);
    }
    while (admits && left > 0 && !waiting.isEmpty() && hasRoom() && admit(now, left)) {
      if (!prefilling.isEmpty()) {
        int slot = prefilling.last();
        if (slots.read[slot] < slots.target[slot]) {
          left -= chunk(slot, rules.chunked() ? left : Integer.MAX_VALUE);
        }
      }
    }
  }

  private int chunk(int slot, int most) {
    int before = slots.read[slot];
    int some = Math.min(most, slots.target[slot] - before);
    slots.read[slot] += some;
    prefillTokens += some;
    prefillPairs += (double) some * before + 0.5 * some * (some + 1.0);
    return some;
  }

  /** Admits the first that waits, if its keys and values fit. */
  private boolean admit(double now, int left) {
    int slot = waiting.first();
    Request request = slots.request[slot];
    boolean arrives = slots.keeper[slot] != Slots.NOWHERE;
    Prefix held = Prefix.NONE;
    int shared = 0;
    if (rules.prefixCaching() && !arrives) {
      held = cache.deepest(request.begins());
      shared = cache.use(held);
    }
    int target = slots.target[slot];
    long need = blocks(target) - shared;
    int known = Math.min(shared * block, target - 1);
    boolean tooLong = !rules.chunked() && prefillTokens > 0 && target - known > left;
    if (need > available() || tooLong) {
      cache.release(held);
      return false;
    }
    waiting.removeFirst();
    take(need);
    slots.held[slot] = held;
    slots.sharedBlocks[slot] = shared;
    arrive(slot);
    if (Double.isNaN(slots.scheduled[slot])) {
      slots.scheduled[slot] = now;
    }
    if (arrives) {
      fleet.transfer(slot, this);
    } else {
      meters.admitted(target, known);
      slots.read[slot] = known;
      prefilling.add(slot);
    }
    return true;
  }

  /** The end of what was started. */
  void finish(double now) {
    running = false;
    counter += iterations * (batch > 0 ? 1L : 0L);
    meters.run(runStart, now, iterations, batch, prefillTokens, usedBlocks / (double) capacity);
    if (batch > 0) {
      gaps(now);
      while (!decoding.isEmpty() && decoding.firstKey() <= counter) {
        int slot = decoding.removeFirst();
        long length = length(slot) - 1;
        leaveDecoding(slot);
        answered(slot, length);
      }
    }
    while (!prefilling.isEmpty() && ready(prefilling.first())) {
      promptRead(prefilling.removeFirst(), now);
    }
    start(now);
  }

  /**
   * Notes how long each sequence waited for its tokens; most waited for the last iteration only.
   */
  private void gaps(double now) {
    int others = batch - fresh.size();
    if (others > 0) {
      meters.gaps(first + runStart - decodeEnd, others, now);
    }
    for (int i = 0; i < fresh.size(); i++) {
      meters.gaps(first + runStart - slots.lastToken[fresh.at(i)], 1, now);
    }
    fresh.clear();
    if (iterations > 1) {
      double rest = (elapsed(iterations) - first) / (iterations - 1);
      meters.gaps(rest, (long) batch * (iterations - 1), now);
    }
    decodeEnd = now;
  }

  private boolean ready(int slot) {
    return slots.read[slot] == slots.target[slot];
  }

  private void promptRead(int slot, double now) {
    Request request = slots.request[slot];
    if (rules.prefixCaching() && request.begins() != slots.held[slot]) {
      name(slot, request.begins(), slots.target[slot]);
    }
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
      decode(slot);
    }
  }

  /** Names blocks that a sequence has filled with so many tokens, so that others find them. */
  private void name(int slot, Prefix prefix, long tokens) {
    int filled = (int) (tokens / block);
    free += cache.insert(prefix, slots.held[slot], slots.sharedBlocks[slot], filled);
    slots.held[slot] = prefix;
    slots.sharedBlocks[slot] = Math.min(prefix.tokens() / block, filled);
  }

  private void nameAll(int slot, long tokens) {
    Prefix leaves = slots.request[slot].leaves();
    if (rules.prefixCaching() && leaves.parent() != null) {
      name(slot, leaves, tokens);
    }
  }

  /** A prompt has been read for another replica, which fetches its keys and values later. */
  private void keepForOther(int slot) {
    int target = slots.target[slot];
    nameAll(slot, target);
    slots.kept[slot] = (int) blocks(target) - slots.sharedBlocks[slot];
    slots.keeper[slot] = number;
    keeping++;
    depart(slot);
  }

  private void decode(int slot) {
    long base = slots.target[slot] + 1L - counter;
    slots.base[slot] = base;
    bases += base;
    residues[Math.floorMod(base, block)]++;
    fresh.add(slot);
    decoding.add(slot, counter + slots.request[slot].outputTokens() - slots.produced[slot]);
  }

  private void leaveDecoding(int slot) {
    bases -= slots.base[slot];
    residues[Math.floorMod(slots.base[slot], block)]--;
  }

  private void answered(int slot, long length) {
    nameAll(slot, length);
    free += blocks(length) - slots.sharedBlocks[slot];
    depart(slot);
    fleet.answered(slot);
  }

  /** Another replica has got the keys and values; those here may go. */
  void handedOver(int slot) {
    free += slots.kept[slot];
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

  /** Something has come that may be started before the present run ends. */
  void wake(double now) {
    if (!running) {
      start(now);
    } else if (iterations > 1) {
      cut(now);
    }
  }

  /** Ends the run after the iteration that is under way. */
  private void cut(double now) {
    int low = 1;
    int high = iterations;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (elapsed(middle) >= now - runStart) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low < iterations) {
      long needed = newBlocks(low);
      free += grown - needed;
      grown = needed;
      iterations = low;
      fleet.events.set(number, runStart + elapsed(low));
    }
  }

  /** Everything in memory is lost; gives the requests that have to go elsewhere. */
  IntRing fail() {
    IntRing lost = new IntRing();
    while (!decoding.isEmpty()) {
      stopDecoding(decoding.first());
    }
    for (int slot = oldest; slot != Slots.NOWHERE; slot = slots.next[slot]) {
      lost.add(slot);
    }
    while (fleet.ownsQueue() && !waiting.isEmpty()) {
      lost.add(waiting.removeFirst());
    }
    cache.clear();
    prefilling.clear();
    joining.clear();
    bases = 0;
    free = capacity;
    inside = 0;
    keeping = 0;
    oldest = Slots.NOWHERE;
    newest = Slots.NOWHERE;
    running = false;
    fleet.events.set(number, Double.POSITIVE_INFINITY);
    return lost;
  }

  private void arrive(int slot) {
    inside++;
    slots.previous[slot] = newest;
    slots.next[slot] = Slots.NOWHERE;
    if (newest == Slots.NOWHERE) {
      oldest = slot;
    } else {
      slots.next[newest] = slot;
    }
    newest = slot;
  }

  private void depart(int slot) {
    inside--;
    cache.release(slots.held[slot]);
    slots.held[slot] = Prefix.NONE;
    slots.sharedBlocks[slot] = 0;
    int before = slots.previous[slot];
    int after = slots.next[slot];
    if (before == Slots.NOWHERE) {
      oldest = after;
    } else {
      slots.next[before] = after;
    }
    if (after == Slots.NOWHERE) {
      newest = before;
    } else {
      slots.previous[after] = before;
    }
  }
}
