package dev.trn3.experiment;

import dev.trn3.serving.Request;
import dev.trn3.serving.RequestStream;
import dev.trn3.serving.Traffic;

/**
 * The first requests of a traffic, each a long time after the one before.
 *
 * @param traffic where they are taken from
 * @param count how many
 */
record OneByOne(Traffic traffic, int count) implements Traffic {

  private static final double APART = 10_000;

  @Override
  public RequestStream start() {
    RequestStream stream = traffic.start();
    return new RequestStream() {
      private int taken;

      @Override
      public double nextArrival() {
        return taken < count && stream.nextArrival() < Double.POSITIVE_INFINITY
            ? taken * APART
            : Double.POSITIVE_INFINITY;
      }

      @Override
      public Request take() {
        Request real = stream.take();
        return new Request(
            APART * taken++,
            real.inputTokens(),
            real.outputTokens(),
            real.begins(),
            real.leaves(),
            real.priority(),
            real.session());
      }
    };
  }

  @Override
  public double perSecond() {
    return 1 / APART;
  }

  @Override
  public Traffic times(double factor) {
    return this;
  }

  @Override
  public int largestRequest() {
    return traffic.largestRequest();
  }
}
