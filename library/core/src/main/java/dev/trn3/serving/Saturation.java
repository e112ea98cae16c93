package dev.trn3.serving;

/**
 * What replicas do when requests never run out: the most that they can answer.
 *
 * @param requestsPerSecond answers that end per second
 * @param tokensPerSecond tokens of these answers per second
 * @param timePerOutputToken seconds between tokens of an answer, averaged over answers
 * @param kvBound true if memory for keys and values kept sequences out or threw them out
 */
public record Saturation(
    double requestsPerSecond, double tokensPerSecond, double timePerOutputToken, boolean kvBound) {

  private static final int TURNOVERS = 8;
  private static final int LEAST = 400;
  private static final int MOST = 20_000;

  /** Plays a backlog of an open loop's requests, and measures the middle half of the answers. */
  public static Saturation of(ServingEngine engine, Traffic traffic) {
    long together =
        engine.pools().stream()
            .filter(pool -> pool.role() != Pool.Role.PREFILL)
            .mapToLong(pool -> (long) pool.replicas() * pool.scheduler().maximumSequences())
            .sum();
    int requests = (int) Math.min(MOST, Math.max(LEAST, TURNOVERS * together));
    ServingEngine plain =
        new ServingEngine(
            engine.pools(),
            engine.router(),
            engine.transfer(),
            null,
            null,
            ServiceLevel.NONE,
            0,
            0);
    Backlog backlog = new Backlog(traffic, requests);
    ServingRun run = plain.run(backlog, 1e9, seconds -> true);
    Backlog.Played played = (Backlog.Played) run.stream();
    boolean bound = run.preemptions() > 0 || run.peakKvOccupancy() > 0.97;
    double seconds = played.half - played.quarter;
    return new Saturation(
        played.requests / seconds,
        played.tokens / seconds,
        played.tokenSeconds / played.gaps,
        bound);
  }

  /** The first requests of a traffic, all at once. */
  private record Backlog(Traffic traffic, int count) implements Traffic {

    @Override
    public Played start() {
      return new Played(traffic.start(), count);
    }

    @Override
    public double perSecond() {
      return Double.NaN;
    }

    @Override
    public Traffic times(double factor) {
      return this;
    }

    @Override
    public int largestRequest() {
      return traffic.largestRequest();
    }

    private static final class Played implements RequestStream {
      private final RequestStream stream;
      private final int count;
      private int taken;
      private int answered;
      private double quarter;
      private double half;
      private int requests;
      private long tokens;
      private double tokenSeconds;
      private long gaps;

      Played(RequestStream stream, int count) {
        this.stream = stream;
        this.count = count;
      }

      @Override
      public double nextArrival() {
        return taken < count && stream.nextArrival() < Double.POSITIVE_INFINITY
            ? 0
            : Double.POSITIVE_INFINITY;
      }

      @Override
      public Request take() {
        taken++;
        Request real = stream.take();
        return new Request(
            0,
            real.inputTokens(),
            real.outputTokens(),
            real.begins(),
            real.leaves(),
            real.priority(),
            real.session());
      }

      @Override
      public void answered(Request request, double firstToken, double lastToken) {
        answered++;
        if (answered <= count / 4) {
          quarter = lastToken;
        } else if (answered <= count * 3 / 4) {
          half = lastToken;
          requests++;
          tokens += request.outputTokens();
          tokenSeconds += lastToken - firstToken;
          gaps += request.outputTokens() - 1;
        }
      }
    }
  }
}
