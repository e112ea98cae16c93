package dev.trn3.kernel.session;

import dev.trn3.worker.channel.Frame;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What a worker was asked and has not answered yet. */
final class OpenQuestions {

  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, Question> open = new ConcurrentHashMap<>();

  /**
   * One that waits for its answer.
   *
   * @param number tells its answer from others
   * @param shell for the sake of whose cell it was asked
   * @param answer fails where there will be none
   */
  record Question(int number, int shell, CompletableFuture<Frame> answer) {}

  /** From now on its answer is known for one, until it is {@link #close closed}. */
  Question open(int shell) {
    Question asked = new Question(numbers.incrementAndGet(), shell, new CompletableFuture<>());
    open.put(asked.number(), asked);
    return asked;
  }

  /** Nobody waits for its answer any more. */
  void close(Question asked) {
    open.remove(asked.number());
  }

  /** Whether one of this shell is open. */
  boolean areOf(int shell) {
    return open.values().stream().anyMatch(asked -> asked.shell() == shell);
  }

  /** Takes an answer; one that nobody waits for is nobody's. */
  void answer(Frame answer) {
    Question asked = open.get(answer.number());
    if (asked != null) {
      asked.answer().complete(answer);
    }
  }

  /** All that are open now will have no answer. */
  void fail(Supplier<? extends RuntimeException> why) {
    open.values().forEach(asked -> asked.answer().completeExceptionally(why.get()));
  }
}
