package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Evaluator.Answer;
import dev.trn3.kernel.evaluation.Outputs;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.widget.EarlyFrontEnd;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks people, and matches their replies to what was asked. All other outputs are published. */
final class Inputs implements Outputs {

  /** A question that waits for its reply. */
  private record Open(int question, String messageId) {}

  private final Publisher publisher;
  private final OpenComms comms;
  private final EarlyFrontEnd early;
  private final Deque<Open> open = new ArrayDeque<>();
  private Evaluator evaluator;

  Inputs(Publisher publisher, OpenComms comms, EarlyFrontEnd early) {
    this.publisher = publisher;
    this.comms = comms;
    this.early = early;
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
    synchronized (open) {
      open.addFirst(new Open(question, request.id()));
    }
    publisher.ask(request);
  }

  /** Takes a reply; one that comes after an interrupt answers nothing. */
  void replied(Message reply) {
    String value = reply.content().path("value").asText();
    answeredBy(reply)
        .ifPresent(asked -> evaluator.answer(new Answer(asked.question(), true, value)));
  }

  /** The question that it names, else the latest: several are open where subshells ask too. */
  private Optional<Open> answeredBy(Message reply) {
    synchronized (open) {
      Iterator<Open> each = open.iterator();
      while (each.hasNext()) {
        Open asked = each.next();
        if (!namesAnother(reply, asked)) {
          each.remove();
          return Optional.of(asked);
        }
      }
      return Optional.empty();
    }
  }

  /** Not every front end says what it replies to. */
  private static boolean namesAnother(Message reply, Open asked) {
    return reply.parent().path("msg_type").asText().equals("input_request")
        && !reply.parentId().equals(asked.messageId());
  }

  /** Nobody waits for a reply any more. */
  void interrupted() {
    synchronized (open) {
      open.clear();
    }
  }

  @Override
  public void debugEvent(ObjectNode event) {
    publisher.debugEvent(event);
  }

  @Override
  public void stream(int cell, String name, String text) {
    publisher.stream(cell, name, text);
  }

  @Override
  public void stream(int cell, String name, byte[] text) {
    publisher.stream(cell, name, text);
  }

  @Override
  public void show(int cell, MimeBundle bundle, String displayId) {
    publisher.show(cell, early.output(bundle), displayId);
    early.view(bundle).ifPresent(event -> publisher.comm(cell, event));
  }

  @Override
  public void update(int cell, MimeBundle bundle, String displayId) {
    publisher.update(cell, early.output(bundle), displayId);
    early.view(bundle).ifPresent(event -> publisher.comm(cell, event));
  }

  @Override
  public void clear(int cell, boolean wait) {
    publisher.clear(cell, wait);
  }

  @Override
  public void comm(int cell, CommEvent event) {
    comms.said(event);
    early.said(event).forEach(each -> publisher.comm(cell, each));
  }

  @Override
  public CompletableFuture<Void> room() {
    return publisher.room();
  }

  @Override
  public void lost() {
    interrupted(); // The next JVM counts its questions from one again.
    early.widgetsAreLost();
    comms.lost().forEach(publisher::commClosed);
  }
}
