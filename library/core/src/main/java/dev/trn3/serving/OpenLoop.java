package dev.trn3.serving;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Requests that do not wait for each other.
 *
 * @param arrivals when they come; their seed is also that of the lengths
 * @param prompts tokens of a prompt, a shared beginning not counted
 * @param outputs tokens of an answer
 * @param systemPrompt tokens that every prompt begins with; default 0
 */
public record OpenLoop(Arrivals arrivals, Lengths prompts, Lengths outputs, int systemPrompt)
    implements Traffic {

  public OpenLoop {
    Objects.requireNonNull(arrivals);
    Objects.requireNonNull(prompts);
    Objects.requireNonNull(outputs);
    if (systemPrompt < 0) {
      throw new IllegalArgumentException(
          "a system prompt has at least 0 tokens, not " + systemPrompt);
    }
  }

  /** Requests that share nothing. */
  public OpenLoop(Arrivals arrivals, Lengths prompts, Lengths outputs) {
    this(arrivals, prompts, outputs, 0);
  }

  /** The same with a beginning of so many tokens that all prompts share. */
  public OpenLoop systemPrompt(int tokens) {
    return new OpenLoop(arrivals, prompts, outputs, tokens);
  }

  @Override
  public RequestStream start() {
    Prefix shared = systemPrompt == 0 ? Prefix.NONE : Prefix.NONE.then(systemPrompt);
    DoubleSupplier times = arrivals.start();
    SplittableRandom random = new SplittableRandom(arrivals.seed()).split();
    return new RequestStream() {
      private double next = times.getAsDouble();

      @Override
      public double nextArrival() {
        return next;
      }

      @Override
      public Request take() {
        Request request =
            Request.of(
                    next,
                    (int) Math.min(Integer.MAX_VALUE, (long) systemPrompt + prompts.draw(random)),
                    outputs.draw(random))
                .begins(shared);
        next = times.getAsDouble();
        return request;
      }
    };
  }

  @Override
  public double perSecond() {
    return arrivals.perSecond();
  }

  @Override
  public OpenLoop times(double factor) {
    return new OpenLoop(arrivals.times(factor), prompts, outputs, systemPrompt);
  }

  @Override
  public int largestRequest() {
    return new RequestSizes(systemPrompt, prompts, outputs).largestRequest();
  }

  @Override
  public int longestPrompt() {
    return new RequestSizes(systemPrompt, prompts, outputs).longestPrompt();
  }

  @Override
  public boolean isOpenLoop() {
    return true;
  }

  @Override
  public boolean asksMostIfAnsweredAtOnce() {
    return true;
  }

  @Override
  public String toString() {
    return "%s; prompts %s%s; answers %s"
        .formatted(
            arrivals,
            prompts,
            systemPrompt == 0 ? "" : " after a system prompt of " + systemPrompt,
            outputs);
  }
}
