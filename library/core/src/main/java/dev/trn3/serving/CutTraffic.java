package dev.trn3.serving;

/**
 * Traffic whose requests end where a model's context or a replica's memory does: prompts are cut
 * first, down to half of the limit, then answers.
 *
 * @param traffic as it is
 * @param limit tokens of prompt and answer together at most
 */
public record CutTraffic(Traffic traffic, int limit) implements Traffic {

  /** Checks the limit. */
  public CutTraffic {
    if (limit < 2) {
      throw new IllegalArgumentException("a request needs at least 2 tokens, not " + limit);
    }
  }

  @Override
  public RequestStream start() {
    return new ChangedStream(
        traffic.start(),
        request ->
            (long) request.inputTokens() + request.outputTokens() <= limit
                ? request
                : cut(request));
  }

  private Request cut(Request request) {
    int output = Math.min(request.outputTokens(), limit / 2);
    int input = Math.min(request.inputTokens(), limit - output);
    output = Math.min(request.outputTokens(), limit - input);
    Prefix begins = within(request.begins(), input);
    Prefix leaves = within(request.leaves(), input + output);
    return new Request(
        request.arrival(), input, output, begins, leaves, request.priority(), request.session());
  }

  private static Prefix within(Prefix prefix, int tokens) {
    Prefix at = prefix;
    while (at.tokens() > tokens) {
      at = at.parent();
    }
    return at;
  }

  @Override
  public double perSecond() {
    return traffic.perSecond();
  }

  @Override
  public Traffic times(double factor) {
    return new CutTraffic(traffic.times(factor), limit);
  }

  @Override
  public int largestRequest() {
    return Math.min(limit, traffic.largestRequest());
  }

  @Override
  public double lastArrival() {
    return traffic.lastArrival();
  }

  @Override
  public boolean isOpenLoop() {
    return traffic.isOpenLoop();
  }

  @Override
  public boolean asksMostIfAnsweredAtOnce() {
    return traffic.asksMostIfAnsweredAtOnce();
  }

  @Override
  public String toString() {
    return "%s, cut to %,d tokens".formatted(traffic, limit);
  }
}
