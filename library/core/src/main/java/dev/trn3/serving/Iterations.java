package dev.trn3.serving;

import dev.trn3.inference.IterationCost;

/**
 * The iterations that a replica has started: prompts that are read, or sequences that get tokens,
 * and the blocks of memory taken for these. Between two changes (an arrival that can be admitted,
 * an answer that ends, memory that is full) all iterations of decoding are alike but for the
 * contexts, which grow by one token each; they are played in one go, a {@link Stretch}, whose first
 * and last iteration are asked for and whose others lie on the line between.
 */
final class Iterations {

  private static final int MOST = 256;

  private final IterationCost cost;
  private final PagedMemory memory;
  private final Prefill prefill;
  private final DecodingBatch decoding;
  private final Stretch stretch = new Stretch();
  private int batch;
  private long grown;
  private double occupancy;

  Iterations(IterationCost cost, PagedMemory memory, Prefill prefill, DecodingBatch decoding) {
    this.cost = cost;
    this.memory = memory;
    this.prefill = prefill;
    this.decoding = decoding;
  }

  /** Sequences that get a token. */
  int batch() {
    return batch;
  }

  /** Nothing is to be done any more, or yet. */
  void clear() {
    batch = 0;
    grown = 0;
  }

  /** All sequences are to get a token, for which there is room. */
  void decode() {
    batch = decoding.size();
    grown = decoding.newBlocks(1);
    memory.take(grown);
  }

  /** Starts what is to be done; gives the time at which it ends. */
  double begin(double now) {
    occupancy = memory.occupancy();
    long context = batch == 0 ? 0 : decoding.context();
    stretch.begin(now, cost.seconds(prefill.tokens(), prefill.pairs(), batch, context));
    if (prefill.tokens() == 0) {
      extend(context);
    }
    return stretch.end();
  }

  /** Goes on until the next answer ends or the memory is full. */
  private void extend(long context) {
    long wanted = Math.min(MOST, decoding.untilNextEnd());
    if (wanted <= 1) {
      return;
    }
    wanted = decoding.iterationsWithin(memory.available() + grown, wanted);
    long all = decoding.newBlocks(wanted);
    memory.take(all - grown);
    grown = all;
    if (wanted > 1) {
      int count = (int) wanted;
      stretch.extend(count, cost.seconds(0, 0, batch, context + (long) batch * (count - 1)));
    }
  }

  /** Ends them after the iteration that is under way; gives the time at which that is. */
  double cut(double now) {
    int begun = stretch.begunBy(now);
    if (begun < stretch.iterations()) {
      long needed = decoding.newBlocks(begun);
      memory.giveBack(grown - needed);
      grown = needed;
      stretch.cut(begun);
    }
    return stretch.end();
  }

  /** True if there are several, so that they can be cut. */
  boolean areSeveral() {
    return stretch.iterations() > 1;
  }

  /** They have ended: what was computed is metered, and sequences have their tokens. */
  void end(double now, Meters meters) {
    int count = stretch.iterations();
    meters.run(stretch.begin(), now, count, batch, prefill.tokens(), occupancy);
    if (batch > 0) {
      decoding.played(stretch, now, meters);
    }
  }
}
