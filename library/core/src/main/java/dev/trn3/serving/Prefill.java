package dev.trn3.serving;

/** The prompts that a replica reads, whole or in chunks, in the order in which they were begun. */
final class Prefill {

  private final Slots slots;
  private final IntRing prompts = new IntRing();

  /** Tokens of the present iteration, and the pairs of tokens that attend to each other. */
  private long tokens;

  private double pairs;

  Prefill(Slots slots) {
    this.slots = slots;
  }

  /** Another iteration begins, in which nothing has been read. */
  void begin() {
    tokens = 0;
    pairs = 0;
  }

  long tokens() {
    return tokens;
  }

  double pairs() {
    return pairs;
  }

  boolean isEmpty() {
    return prompts.isEmpty();
  }

  /** Whether a prompt has been read to its end. */
  boolean isRead(int slot) {
    return slots.read[slot] == slots.target[slot];
  }

  void add(int slot) {
    prompts.add(slot);
  }

  void remove(int slot) {
    prompts.remove(slot);
  }

  void clear() {
    prompts.clear();
  }

  /** Goes on with those that were begun, up to so many tokens; gives how many were read. */
  int goOn(int most) {
    int left = most;
    for (int i = 0; i < prompts.size() && left > 0; i++) {
      left -= chunk(prompts.at(i), left);
    }
    return most - left;
  }

  /** Reads on in the latest, if there is more of it; gives how many tokens were read. */
  int readLatest(int most) {
    return prompts.isEmpty() ? 0 : chunk(prompts.last(), most);
  }

  private int chunk(int slot, int most) {
    int before = slots.read[slot];
    int some = Math.min(most, slots.target[slot] - before);
    slots.read[slot] += some;
    tokens += some;
    pairs += (double) some * before + 0.5 * some * (some + 1.0);
    return some;
  }

  /** Whether the first has been read. */
  boolean hasRead() {
    return !prompts.isEmpty() && isRead(prompts.first());
  }

  int removeRead() {
    return prompts.removeFirst();
  }
}
