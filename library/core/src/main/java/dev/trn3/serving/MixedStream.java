package dev.trn3.serving;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Requests of several streams in the order of their arrival, with latencies by priority. */
public final class MixedStream implements RequestStream {

  private final List<RequestStream> parts;
  private final IdentityHashMap<Request, RequestStream> from = new IdentityHashMap<>();
  private final SortedMap<Integer, Distribution> firstToken = new TreeMap<>();

  MixedStream(List<RequestStream> parts) {
    this.parts = parts;
  }

  private RequestStream next() {
    return parts.stream().min(Comparator.comparingDouble(RequestStream::nextArrival)).orElseThrow();
  }

  @Override
  public double nextArrival() {
    return next().nextArrival();
  }

  @Override
  public Request take() {
    RequestStream part = next();
    Request request = part.take();
    from.put(request, part);
    return request;
  }

  @Override
  public void answered(Request request, double firstToken, double lastToken) {
    this.firstToken
        .computeIfAbsent(request.priority(), none -> new Distribution())
        .record(firstToken - request.arrival());
    from.remove(request).answered(request, firstToken, lastToken);
  }

  /**
   * Seconds to the first token by priority, warm-up included; the stack's own time is not in it.
   */
  public SortedMap<Integer, Distribution> timeToFirstToken() {
    return firstToken;
  }
}
