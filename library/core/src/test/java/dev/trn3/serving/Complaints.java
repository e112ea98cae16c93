package dev.trn3.serving;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A long request each second, and four short ones from whoever has waited for the answer: where
 * requests are answered later, more of them come.
 *
 * @param asksMostIfAnsweredAtOnce what it says of itself; true is wrong
 */
record Complaints(boolean asksMostIfAnsweredAtOnce) implements Traffic {

  @Override
  public RequestStream start() {
    Queue<Double> complaints = new ArrayDeque<>();
    return new RequestStream() {
      private double question;

      @Override
      public double nextArrival() {
        return complaints.isEmpty() ? question : Math.min(question, complaints.peek());
      }

      @Override
      public Request take() {
        return nextArrival() < question
            ? Request.of(complaints.remove(), 100, 1)
            : Request.of(question++, 100, 200);
      }

      @Override
      public void answered(Request request, double firstToken, double lastToken) {
        for (int i = 0; i < 4 && request.outputTokens() > 1; i++) {
          if (lastToken > request.arrival()) {
            complaints.add(lastToken);
          }
        }
      }
    };
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
    return 300;
  }
}
