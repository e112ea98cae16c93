package dev.trn3.serving;

/**
 * What one replica has for keys and values, in blocks of tokens. A block is free, belongs to one
 * sequence, or is named by a {@link Prefix}: shared by those who begin alike, kept until evicted.
 */
final class PagedMemory {

  private final Slots slots;
  private final int block;
  private final long capacity;
  private final boolean caching;
  private final PrefixCache cache;
  private long free;

  /**
   * All of it free.
   *
   * @param replica whose memory it is
   * @param holders told of the beginnings that it holds
   */
  PagedMemory(Scheduler rules, Slots slots, int replica, Holders holders) {
    this.slots = slots;
    block = rules.blockTokens();
    capacity = rules.kvTokens() / block;
    caching = rules.prefixCaching();
    cache = new PrefixCache(block, replica, holders);
    free = capacity;
  }

  /** Blocks that can be taken: free ones and those kept for later. */
  long available() {
    return free + cache.evictable();
  }

  /** The share of the blocks that running sequences hold. */
  double occupancy() {
    return (capacity - available()) / (double) capacity;
  }

  /** Tokens that fit beside everything that is in use or kept for later. */
  long unusedTokens() {
    return free * block;
  }

  /** Blocks that so many tokens need. */
  long blocks(long tokens) {
    return (tokens + block - 1) / block;
  }

  /** Takes blocks that are {@linkplain #available() available}. */
  void take(long blocks) {
    if (free < blocks) {
      free += cache.evict(blocks - free);
    }
    free -= blocks;
  }

  void giveBack(long blocks) {
    free += blocks;
  }

  /** Blocks that a sequence of so many tokens holds for itself alone. */
  long own(int slot, long tokens) {
    return blocks(tokens) - slots.sharedBlocks[slot];
  }

  /** The longest resident part of a beginning. */
  Prefix resident(Prefix prefix) {
    return caching ? cache.deepest(prefix) : Prefix.NONE;
  }

  /** Keeps a resident beginning from being evicted; gives its blocks. */
  int use(Prefix held) {
    return cache.use(held);
  }

  void release(Prefix held) {
    cache.release(held);
  }

  /** A sequence shares a beginning no longer. */
  void release(int slot) {
    cache.release(slots.held[slot]);
    slots.held[slot] = Prefix.NONE;
    slots.sharedBlocks[slot] = 0;
  }

  /** Lets others find the beginning of a prompt that has been read. */
  void nameBeginning(int slot) {
    Prefix begins = slots.request[slot].begins();
    if (caching && begins != slots.held[slot]) {
      name(slot, begins, slots.target[slot]);
    }
  }

  /** Lets others find what a request leaves, of which so many tokens are there. */
  void nameWhole(int slot, long tokens) {
    Prefix leaves = slots.request[slot].leaves();
    if (caching && leaves.parent() != null) {
      name(slot, leaves, tokens);
    }
  }

  private void name(int slot, Prefix prefix, long tokens) {
    int filled = (int) (tokens / block);
    free += cache.insert(prefix, slots.held[slot], slots.sharedBlocks[slot], filled);
    slots.held[slot] = prefix;
    slots.sharedBlocks[slot] = Math.min(prefix.tokens() / block, filled);
  }

  /** Everything is lost. */
  void clear() {
    cache.clear();
    free = capacity;
  }
}
