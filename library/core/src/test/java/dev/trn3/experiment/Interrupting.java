package dev.trn3.experiment;

import dev.trn3.serving.Request;
import dev.trn3.serving.RequestStream;
import dev.trn3.serving.Traffic;

/** Traffic that interrupts whoever plays it, at the nth start or at an answer. */
final class Interrupting implements Traffic {

  private static final int NEVER = 0;

  private final Traffic traffic;
  private final int starts;
  private final int answers;
  private int played;

  private Interrupting(Traffic traffic, int starts, int answers) {
    this.traffic = traffic;
    this.starts = starts;
    this.answers = answers;
  }

  /** Interrupts nobody, but counts. */
  static Interrupting never(Traffic traffic) {
    return new Interrupting(traffic, NEVER, NEVER);
  }

  /** Interrupts where it is played for the nth time. */
  Interrupting(Traffic traffic, int starts) {
    this(traffic, starts, NEVER);
  }

  /** Interrupts where so many requests of a run have been answered. */
  static Interrupting atAnswer(Traffic traffic, int answers) {
    return new Interrupting(traffic, NEVER, answers);
  }

  /** How often it was played. */
  int played() {
    return played;
  }

  @Override
  public RequestStream start() {
    if (++played == starts) {
      Thread.currentThread().interrupt();
    }
    RequestStream stream = traffic.start();
    return answers == NEVER ? stream : new Watched(stream);
  }

  @Override
  public double perSecond() {
    return traffic.perSecond();
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
  public Traffic times(double factor) {
    return this;
  }

  @Override
  public int largestRequest() {
    return traffic.largestRequest();
  }

  private final class Watched implements RequestStream {

    private final RequestStream stream;
    private int answered;

    Watched(RequestStream stream) {
      this.stream = stream;
    }

    @Override
    public double nextArrival() {
      return stream.nextArrival();
    }

    @Override
    public Request take() {
      return stream.take();
    }

    @Override
    public void answered(Request request, double firstToken, double lastToken) {
      stream.answered(request, firstToken, lastToken);
      if (++answered == answers) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
