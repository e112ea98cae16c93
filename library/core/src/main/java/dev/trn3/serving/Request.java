package dev.trn3.serving;

import java.util.Objects;

/**
 * One question and its answer, counted in tokens.
 *
 * @param arrival seconds from the start of the run
 * @param inputTokens tokens of the whole prompt, shared beginning included
 * @param outputTokens tokens of the answer
 * @param begins the beginning of the prompt that it shares with others; {@link Prefix#NONE} if none
 * @param leaves the beginning under which its prompt and answer are found by later requests, such
 *     as the next turn of a conversation; {@link Prefix#NONE} if none will ask for it
 * @param priority lower is served first; default 0
 * @param session conversation, user or task that it belongs to; -1 if it stands alone
 */
public record Request(
    double arrival,
    int inputTokens,
    int outputTokens,
    Prefix begins,
    Prefix leaves,
    int priority,
    long session) {

  /** The priority that is served last. */
  static final int LOWEST = 1_000_000;

  public Request {
    Objects.requireNonNull(begins);
    Objects.requireNonNull(leaves);
    if (!(arrival >= 0) || Double.isInfinite(arrival)) {
      throw new IllegalArgumentException(
          "arrival is seconds from the start of the run, at least 0, not " + arrival);
    }
    if (inputTokens < 1 || outputTokens < 1) {
      throw new IllegalArgumentException(
          "a request has at least one token in and one out, not %d and %d"
              .formatted(inputTokens, outputTokens));
    }
    if (begins.tokens() > inputTokens) {
      throw new IllegalArgumentException(
          "a prompt of %d tokens cannot begin with %d shared ones"
              .formatted(inputTokens, begins.tokens()));
    }
    if (leaves.tokens() > inputTokens + outputTokens) {
      throw new IllegalArgumentException(
          "a request of %d tokens in and %d out cannot leave %d behind"
              .formatted(inputTokens, outputTokens, leaves.tokens()));
    }
  }

  /** A request that shares nothing and belongs to nobody. */
  public static Request of(double arrival, int inputTokens, int outputTokens) {
    return new Request(arrival, inputTokens, outputTokens, Prefix.NONE, Prefix.NONE, 0, -1);
  }

  /** This request with a prompt that begins as others do. */
  public Request begins(Prefix shared) {
    return new Request(arrival, inputTokens, outputTokens, shared, leaves, priority, session);
  }

  /** This request, after which prompt and answer are known under a name. */
  public Request leaves(Prefix known) {
    return new Request(arrival, inputTokens, outputTokens, begins, known, priority, session);
  }

  /** This request with a priority; lower is served first. */
  public Request priority(int rank) {
    return new Request(arrival, inputTokens, outputTokens, begins, leaves, rank, session);
  }

  /** This request as part of a conversation, user or task. */
  public Request session(long number) {
    return new Request(arrival, inputTokens, outputTokens, begins, leaves, priority, number);
  }
}
