package dev.trn3.kernel.dispatch;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Evaluator.Answer;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.protocol.Message;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks people, and matches their replies to what was asked. All other outputs are published. */
final class Inputs implements Outputs {

  private static final int NONE = -1;

  private final Publisher publisher;
  private final AtomicInteger open = new AtomicInteger(NONE);
  private Evaluator evaluator;

  Inputs(Publisher publisher) {
    this.publisher = publisher;
  }

  void answersGoTo(Evaluator target) {
    this.evaluator = target;
  }

  @Override
  public void ask(int cell, int question, String prompt, boolean password) {
    if (!publisher.mayAsk(cell)) {
      String reason = "this front end does not let cells ask for input (allow_stdin is false)";
      evaluator.answer(new Answer(question, false, reason));
      return;
    }
    open.set(question);
    publisher.ask(cell, question, prompt, password);
  }

  /** Takes a reply; one that comes after an interrupt answers nothing. */
  void replied(Message reply) {
    int question = open.getAndSet(NONE);
    if (question != NONE) {
      evaluator.answer(new Answer(question, true, reply.content().path("value").asText()));
    }
  }

  /** Nobody waits for a reply any more. */
  void interrupted() {
    open.set(NONE);
  }

  @Override
  public void stream(int cell, String name, String text) {
    publisher.stream(cell, name, text);
  }

  @Override
  public void show(int cell, MimeBundle bundle, String displayId) {
    publisher.show(cell, bundle, displayId);
  }

  @Override
  public void update(int cell, MimeBundle bundle, String displayId) {
    publisher.update(cell, bundle, displayId);
  }

  @Override
  public void clear(int cell, boolean wait) {
    publisher.clear(cell, wait);
  }
}
