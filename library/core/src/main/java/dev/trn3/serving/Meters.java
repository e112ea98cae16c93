package dev.trn3.serving;

/** What is counted while a run is played. */
final class Meters {

  final double from;
  final double to;
  final ServiceLevel level;
  final double requestSeconds;

  final Distribution firstToken = new Distribution();
  final Distribution perToken = new Distribution();
  final Distribution betweenTokens = new Distribution();
  final Distribution latency = new Distribution();
  final Distribution queueing = new Distribution();
  final Timeline batches;
  final Timeline occupancy;
  final Timeline waiting;
  final Timeline tokens;
  final Timeline prompts;

  long arrived;

  /** Of these, those that came before measuring began. */
  long early;

  long answered;
  long measured;
  long good;
  long goodTokens;
  long preemptions;
  long failures;
  long producedTokens;
  long answeredTokens;
  long promptTokens;
  long knownTokens;
  long transfers;
  double transferSeconds;
  double busy;
  double paid;
  double replicaSeconds;
  double batchSeconds;
  double kvSeconds;
  double windowTokens;
  double windowPrompts;
  double inSystem;
  double peakOccupancy;

  Meters(double from, double to, ServiceLevel level, double requestSeconds) {
    this.requestSeconds = requestSeconds;
    this.from = from;
    this.to = to;
    this.level = level;
    batches = new Timeline(to);
    occupancy = new Timeline(to);
    waiting = new Timeline(to);
    tokens = new Timeline(to);
    prompts = new Timeline(to);
  }

  void run(double start, double end, int iterations, int batch, long prompt, double occupied) {
    double inside = Math.min(end, to) - Math.max(start, from);
    long produced = (long) batch * iterations;
    producedTokens += produced;
    if (inside > 0) {
      busy += inside;
      batchSeconds += inside * batch;
      kvSeconds += inside * occupied;
      double share = inside / (end - start);
      windowTokens += share * produced;
      windowPrompts += share * prompt;
      peakOccupancy = Math.max(peakOccupancy, occupied);
    }
    batches.add(start, end, batch);
    occupancy.add(start, end, occupied);
    double span = end - start;
    if (span > 0) {
      tokens.add(start, end, produced / span);
      prompts.add(start, end, prompt / span);
    }
  }

  /** A token that reading a prompt gave. */
  void promptToken(double now) {
    producedTokens++;
    if (now >= from && now <= to) {
      windowTokens++;
    }
  }

  void gaps(double seconds, long times, double now) {
    if (now >= from && now <= to) {
      betweenTokens.record(seconds, times);
    }
  }

  void admitted(int target, int known) {
    promptTokens += target;
    knownTokens += known;
  }

  void answered(Request request, double scheduled, double firstOut, double lastOut) {
    double first = firstOut + requestSeconds;
    double last = lastOut + requestSeconds;
    answered++;
    answeredTokens += request.outputTokens();
    double arrival = request.arrival();
    waiting.add(arrival, scheduled, 1);
    if (arrival < from) {
      return;
    }
    measured++;
    int after = request.outputTokens() - 1;
    double each = after > 0 ? (last - first) / after : 0;
    firstToken.record(first - arrival);
    latency.record(last - arrival);
    queueing.record(scheduled - arrival);
    if (after > 0) {
      perToken.record(each);
    }
    if (level.holds(first - arrival, each, last - arrival)) {
      good++;
      goodTokens += request.outputTokens();
    }
  }
}
