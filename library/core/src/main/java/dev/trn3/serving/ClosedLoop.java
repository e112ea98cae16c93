package dev.trn3.serving;

import dev.trn3.units.Seconds;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Users who wait for the answer and think before they ask again, so that a slow service is asked
 * less often.
 *
 * @param users how many
 * @param thinkTime mean time from an answer to the next question, exponential; default 0. The first
 *     question comes after such a time too, so without one all users begin at once
 * @param prompts tokens of a prompt; default 1000
 * @param outputs tokens of an answer; default 250
 * @param systemPrompt tokens that every prompt begins with; default 0
 * @param seed default 1
 */
public record ClosedLoop(
    int users, Seconds thinkTime, Lengths prompts, Lengths outputs, int systemPrompt, long seed)
    implements Traffic {

  public ClosedLoop {
    Objects.requireNonNull(thinkTime);
    Objects.requireNonNull(prompts);
    Objects.requireNonNull(outputs);
    if (users < 1) {
      throw new IllegalArgumentException("a closed loop has at least 1 user, not " + users);
    }
    if (systemPrompt < 0) {
      throw new IllegalArgumentException(
          "a system prompt has at least 0 tokens, not " + systemPrompt);
    }
  }

  /** So many users who ask again as soon as they are answered. */
  public static ClosedLoop users(int count) {
    return new ClosedLoop(count, new Seconds(0), Lengths.fixed(1000), Lengths.fixed(250), 0, 1);
  }

  /** Mean time from an answer to the next question. */
  public ClosedLoop thinkTime(Seconds mean) {
    return new ClosedLoop(users, mean, prompts, outputs, systemPrompt, seed);
  }

  /** Tokens of a prompt. */
  public ClosedLoop prompts(Lengths lengths) {
    return new ClosedLoop(users, thinkTime, lengths, outputs, systemPrompt, seed);
  }

  /** Tokens of an answer. */
  public ClosedLoop outputs(Lengths lengths) {
    return new ClosedLoop(users, thinkTime, prompts, lengths, systemPrompt, seed);
  }

  /** Tokens that every prompt begins with. */
  public ClosedLoop systemPrompt(int tokens) {
    return new ClosedLoop(users, thinkTime, prompts, outputs, tokens, seed);
  }

  /** Another seed. */
  public ClosedLoop seed(long value) {
    return new ClosedLoop(users, thinkTime, prompts, outputs, systemPrompt, value);
  }

  @Override
  public RequestStream start() {
    return new Waiting();
  }

  @Override
  public double perSecond() {
    return Double.NaN;
  }

  @Override
  public ClosedLoop times(double factor) {
    int more = (int) Math.max(1, Math.rint(users * factor));
    return new ClosedLoop(more, thinkTime, prompts, outputs, systemPrompt, seed);
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
  public boolean asksMostIfAnsweredAtOnce() {
    return true;
  }

  @Override
  public String toString() {
    return "%,d users who think for %s on average; prompts %s; answers %s"
        .formatted(users, thinkTime, prompts, outputs);
  }

  private final class Waiting implements RequestStream {

    /** Each user draws alone, so that who is answered first changes nothing for the others. */
    private final SplittableRandom[] randoms = new SplittableRandom[users];

    private final Prefix shared = systemPrompt == 0 ? Prefix.NONE : Prefix.NONE.then(systemPrompt);
    private final PriorityQueue<Question> questions = new PriorityQueue<>();

    Waiting() {
      SplittableRandom root = new SplittableRandom(seed);
      for (int user = 0; user < users; user++) {
        randoms[user] = root.split();
        ask(user, 0);
      }
    }

    private void ask(int user, double now) {
      double pause = thinkTime.si() == 0 ? 0 : thinkTime.si() * Draw.exponential(randoms[user]);
      questions.add(new Question(now + pause, user));
    }

    @Override
    public double nextArrival() {
      Question next = questions.peek();
      return next == null ? Double.POSITIVE_INFINITY : next.time();
    }

    @Override
    public Request take() {
      Question next = questions.remove();
      SplittableRandom random = randoms[next.user()];
      long input = (long) systemPrompt + prompts.draw(random);
      return Request.of(next.time(), (int) Math.min(Integer.MAX_VALUE, input), outputs.draw(random))
          .begins(shared)
          .session(next.user());
    }

    @Override
    public void answered(Request request, double firstToken, double lastToken) {
      ask((int) request.session(), lastToken);
    }
  }

  private record Question(double time, int user) implements Comparable<Question> {

    @Override
    public int compareTo(Question other) {
      int byTime = Double.compare(time, other.time);
      return byTime != 0 ? byTime : Integer.compare(user, other.user);
    }
  }
}
