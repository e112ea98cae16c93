package dev.trn3.serving;

/** What a run has shown; of a stopped run, what it had shown so far. */
public final class ServingRun {

  private final ServingEngine engine;
  private final Meters meters;
  private final RequestStream stream;
  private final double ended;
  private final boolean stopped;
  private final int inFlight;

  ServingRun(
      ServingEngine engine,
      Meters meters,
      RequestStream stream,
      double ended,
      boolean stopped,
      int inFlight) {
    this.engine = engine;
    this.meters = meters;
    this.stream = stream;
    this.ended = ended;
    this.stopped = stopped;
    this.inFlight = inFlight;
  }

  /** What was played. */
  public ServingEngine engine() {
    return engine;
  }

  /** The stream that was played, with what it may have counted itself. */
  public RequestStream stream() {
    return stream.played();
  }

  /** Seconds from the start to the last event. */
  public double ended() {
    return ended;
  }

  /** True if the run was stopped before all requests were answered. */
  public boolean stopped() {
    return stopped;
  }

  /** Requests that were not answered when a run was stopped. */
  public int inFlight() {
    return inFlight;
  }

  /** Seconds during which rates were measured. */
  public double window() {
    return Math.min(ended, meters.to) - meters.from;
  }

  /** Requests that arrived. */
  public long arrived() {
    return meters.arrived;
  }

  /** Requests that were answered. */
  public long answered() {
    return meters.answered;
  }

  /** Requests whose latency was measured: those that arrived after the warm-up. */
  public long measured() {
    return meters.measured;
  }

  /** Tokens that iterations gave. */
  public long producedTokens() {
    return meters.producedTokens;
  }

  /** Tokens of all answers that ended. */
  public long answeredTokens() {
    return meters.answeredTokens;
  }

  /** Seconds from question to first token. */
  public Distribution timeToFirstToken() {
    return meters.firstToken;
  }

  /** Seconds from first to last token over the tokens after the first, of each answer. */
  public Distribution timePerOutputToken() {
    return meters.perToken;
  }

  /** Seconds between one token and the next, of each token. */
  public Distribution interTokenLatency() {
    return meters.betweenTokens;
  }

  /** Seconds from question to last token. */
  public Distribution latency() {
    return meters.latency;
  }

  /** Seconds from question to the start of work on it. */
  public Distribution queueing() {
    return meters.queueing;
  }

  /** Tokens of answers per second. */
  public double outputTokensPerSecond() {
    return meters.windowTokens / window();
  }

  /** Tokens of prompts read per second; those found in memory do not count. */
  public double promptTokensPerSecond() {
    return meters.windowPrompts / window();
  }

  /** Share of the measured requests that met all that was promised. */
  public double goodShare() {
    return (double) meters.good / meters.measured;
  }

  /** Requests per second that met all that was promised. */
  public double goodput() {
    return goodShare() * meters.measured / arrivalWindow();
  }

  private double arrivalWindow() {
    return Math.max(1e-9, Math.min(ended, meters.to) - meters.from);
  }

  /** Share of prompt tokens that were found in memory. */
  public double prefixHitShare() {
    return meters.promptTokens == 0 ? 0 : (double) meters.knownTokens / meters.promptTokens;
  }

  /** Share of the time that replicas had something to do, while they were paid for. */
  public double utilisation() {
    return meters.busy / meters.replicaSeconds;
  }

  /** Sequences that produced tokens together, averaged over the time replicas were at work. */
  public double meanBatch() {
    return meters.busy == 0 ? 0 : meters.batchSeconds / meters.busy;
  }

  /** Share of the memory of keys and values in use, averaged over the time that was paid for. */
  public double kvOccupancy() {
    return meters.kvSeconds / meters.replicaSeconds;
  }

  /** The largest share of the memory of keys and values that a replica used. */
  public double peakKvOccupancy() {
    return meters.peakOccupancy;
  }

  /** Requests in the system, waiting or at work, averaged from the start to the last event. */
  public double meanInSystem() {
    return meters.inSystem / ended;
  }

  /**
   * True if the queue grew for as long as requests came: more of them waited in the last tenth of
   * that time than half as many again as in its middle third, and not only one or two. A queue that
   * keeps its length, or comes and goes, does not. A peak of the load at the end looks the same; as
   * nobody waits whose prompt is being read, replicas that only produce tokens may fall behind
   * unseen.
   */
  public boolean queueGrows() {
    double[] waiting = meters.waiting.averages();
    double until = Math.min(ended, meters.to);
    double middle = mean(waiting, until / 3, 2 * until / 3);
    double late = mean(waiting, 0.9 * until, until);
    return late > 1.5 * middle && late > Math.max(3, 0.01 * meters.arrived);
  }

  private double mean(double[] bins, double from, double to) {
    double sum = 0;
    int count = 0;
    for (int bin = 0; bin < bins.length; bin++) {
      double time = meters.waiting.time(bin);
      if (time >= from && time <= to) {
        sum += bins[bin];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** Chips paid for, averaged over the time in which rates were measured. */
  public double meanChips() {
    return meters.paid / window();
  }

  /** Sequences that lost their memory to others and were read again. */
  public long preemptions() {
    return meters.preemptions;
  }

  /** Chips that failed. */
  public long failures() {
    return meters.failures;
  }

  /** Seconds that moving the keys and values of a prompt took, waits for links included. */
  public double meanTransfer() {
    return meters.transfers == 0 ? 0 : meters.transferSeconds / meters.transfers;
  }

  /** Sequences that produce tokens, all replicas together. */
  public Timeline batchOverTime() {
    return meters.batches;
  }

  /** Share of the memory of keys and values in use, summed over replicas. */
  public Timeline occupancyOverTime() {
    return meters.occupancy;
  }

  /** Requests that wait. */
  public Timeline waitingOverTime() {
    return meters.waiting;
  }

  /** Tokens of answers per second. */
  public Timeline tokensOverTime() {
    return meters.tokens;
  }

  /** Tokens of prompts read per second. */
  public Timeline promptsOverTime() {
    return meters.prompts;
  }
}
