package dev.trn3.serving;

import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;

/** A stream whose requests are changed on the way; answers are told about the original ones. */
final class ChangedStream implements RequestStream {

  private final RequestStream whole;
  private final UnaryOperator<Request> change;
  private final IdentityHashMap<Request, Request> originals = new IdentityHashMap<>();

  ChangedStream(RequestStream whole, UnaryOperator<Request> change) {
    this.whole = whole;
    this.change = change;
  }

  @Override
  public double nextArrival() {
    return whole.nextArrival();
  }

  @Override
  public Request take() {
    Request request = whole.take();
    Request changed = change.apply(request);
    originals.put(changed, request);
    return changed;
  }

  @Override
  public void answered(Request request, double firstToken, double lastToken) {
    whole.answered(originals.remove(request), firstToken, lastToken);
  }

  @Override
  public RequestStream played() {
    return whole.played();
  }
}
