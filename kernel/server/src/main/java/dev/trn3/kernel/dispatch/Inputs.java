package dev.trn3.kernel.dispatch;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Evaluator.Answer;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.protocol.Message;
import java.util.concurrent.atomic.AtomicReference;

/** Asks people, and matches their replies to what was asked. All other outputs are published. */
final class Inputs implements Outputs {

  /** A question that waits for its reply. */
  private record Open(int question, String messageId) {}

  private final Publisher publisher;
  private final OpenComms comms;
  private final AtomicReference<Open> open = new AtomicReference<>();
  private Evaluator evaluator;

  Inputs(Publisher publisher, OpenComms comms) {
    this.publisher = publisher;
    this.comms = comms;
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
    Message request = publisher.inputRequest(cell, prompt, password);
    open.set(new Open(question, request.id()));
    publisher.ask(request);
  }

  /** Takes a reply; one that comes after an interrupt answers nothing. */
  void replied(Message reply) {
    Open asked = open.get();
    if (asked == null || namesAnother(reply, asked) || !open.compareAndSet(asked, null)) {
      return;
    }
    evaluator.answer(new Answer(asked.question(), true, reply.content().path("value").asText()));
  }

  /** Not every front end says what it replies to. */
  private static boolean namesAnother(Message reply, Open asked) {
    return reply.parent().path("msg_type").asText().equals("input_request")
        && !reply.parentId().equals(asked.messageId());
  }

  /** Nobody waits for a reply any more. */
  void interrupted() {
    open.set(null);
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

  @Override
  public void comm(int cell, CommEvent event) {
    comms.said(event);
    publisher.comm(cell, event);
  }

  @Override
  public void lost() {
    comms.lost().forEach(publisher::commClosed);
  }
}
