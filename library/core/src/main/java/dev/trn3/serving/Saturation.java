package dev.trn3.serving;

import java.util.IdentityHashMap;

/**
 * What replicas do when requests never run out: the most that they can answer.
 *
 * @param requestsPerSecond answers that end per second
 * @param tokensPerSecond tokens of these answers per second
 * @param timePerOutputToken seconds between tokens of an answer, averaged over answers
 * @param kvBound true if memory for keys and values kept sequences out or threw them out
 * @param played share of the backlog that was answered; 1 unless the run was stopped, and of the
 *     rest nothing is known
 */
public record Saturation(
    double requestsPerSecond,
    double tokensPerSecond,
    double timePerOutputToken,
    boolean kvBound,
    double played) {

  private static final int TURNOVERS = 8;
  private static final int LEAST = 400;
  private static final int MOST = 20_000;
  private static final double CROWDED = 0.97;

  /** Plays a backlog of an open loop's requests, and measures the middle half of the answers. */
  public static Saturation of(ServingEngine engine, Traffic traffic) {
    return of(engine, traffic, seconds -> true);
  }

  /** The same, watched: of a run that was stopped, what it had shown so far. */
  public static Saturation of(ServingEngine engine, Traffic traffic, Watch watch) {
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
    ServingRun run = plain.run(backlog, 1e9, watch);
    boolean bound = run.preemptions() > 0 || run.peakKvOccupancy() > CROWDED;
    return ((Backlog.Played) run.stream()).middle(bound, run.stopped());
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
      private final IdentityHashMap<Request, Request> originals = new IdentityHashMap<>();
      private final double[] ended;
      private final long[] tokens;
      private final double[] tokenSeconds;
      private int taken;
      private int answered;

      Played(RequestStream stream, int count) {
        this.stream = stream;
        ended = new double[count];
        tokens = new long[count];
        tokenSeconds = new double[count];
      }

      @Override
      public double nextArrival() {
        return taken < ended.length && stream.nextArrival() < Double.POSITIVE_INFINITY
            ? 0
            : Double.POSITIVE_INFINITY;
      }

      @Override
      public Request take() {
        taken++;
        Request real = stream.take();
        Request now =
            new Request(
                0,
                real.inputTokens(),
                real.outputTokens(),
                real.begins(),
                real.leaves(),
                0, // As they come: the middle of a backlog sorted by priority is not like the
                // whole.
                real.session());
        originals.put(now, real);
        return now;
      }

      @Override
      public void answered(Request request, double firstToken, double lastToken) {
        ended[answered] = lastToken;
        tokens[answered] = request.outputTokens();
        tokenSeconds[answered] = lastToken - firstToken;
        answered++;
        Request real = originals.remove(request);
        stream.answered(
            real, Math.max(firstToken, real.arrival()), Math.max(lastToken, real.arrival()));
      }

      Saturation middle(boolean bound, boolean stopped) {
        double played = stopped ? (double) answered / ended.length : 1;
        if (stopped && answered == 0) {
          return new Saturation(0, 0, 0, bound, played);
        }
        int from = answered / 4;
        int to = Math.max(from + 1, answered * 3 / 4);
        long all = 0;
        long gaps = 0;
        double between = 0;
        for (int i = from; i < to; i++) {
          all += tokens[i];
          gaps += tokens[i] - 1;
          between += tokenSeconds[i];
        }
        double seconds = ended[to - 1] - (from == 0 ? 0 : ended[from - 1]);
        return new Saturation(
            (to - from) / seconds, all / seconds, between / Math.max(1, gaps), bound, played);
      }
    }
  }
}
