package dev.trn3.serving;

import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.lognormal;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.serving.Lengths.sigma;
import static dev.trn3.serving.Rate.perSecond;

import dev.trn3.inference.IterationCost;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tests of the engine share: a cost that can be added up by hand, and requests that are
 * written down.
 */
final class ServingFixture {

  /** 5 ms, 20 us for each token read, 0.1 ms for each sequence, 1 ns for each token attended to. */
  static final IterationCost COST =
      (tokens, pairs, sequences, context) ->
          0.005 + 2e-5 * tokens + 1e-10 * pairs + 1e-4 * sequences + 1e-9 * context;

  static final long PLENTY = 10_000_000;

  static OpenLoop chat(double perSecond) {
    return new OpenLoop(
        poisson(perSecond(perSecond)), lognormal(mean(1500), sigma(0.6)), geometric(mean(250)));
  }

  /** Requests that are written down. */
  record Listed(List<Request> requests) implements Traffic {
    static Listed of(Request... some) {
      return new Listed(List.of(some));
    }

    @Override
    public RequestStream start() {
      return new Played(requests);
    }

    @Override
    public double perSecond() {
      return Double.NaN;
    }

    @Override
    public Traffic times(double factor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int largestRequest() {
      return requests.stream().mapToInt(r -> r.inputTokens() + r.outputTokens()).max().orElse(1);
    }
  }

  /** Plays requests and notes when they are answered. */
  static final class Played implements RequestStream {
    private final List<Request> requests;
    private final List<Double> first = new ArrayList<>();
    private final List<Double> last = new ArrayList<>();
    final List<Request> answered = new ArrayList<>();
    private int next;

    Played(List<Request> requests) {
      this.requests = requests;
    }

    @Override
    public double nextArrival() {
      return next < requests.size() ? requests.get(next).arrival() : Double.POSITIVE_INFINITY;
    }

    @Override
    public Request take() {
      return requests.get(next++);
    }

    @Override
    public void answered(Request request, double firstToken, double lastToken) {
      answered.add(request);
      first.add(firstToken);
      last.add(lastToken);
    }

    double last(Request request) {
      return last.get(answered.indexOf(request));
    }

    double first(Request request) {
      return first.get(answered.indexOf(request));
    }
  }

  static Played played(ServingRun run) {
    return (Played) run.stream();
  }

  private ServingFixture() {}
}
