package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.kernel.dispatch.ShellQueue.Waiting;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Evaluator.Cell;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import dev.trn3.kernel.widget.EarlyFrontEnd;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs the cells and the handlers of comms of one shell, one after the other. After a cell that
 * fails, the cells that were already waiting are not run.
 */
final class Executions {

  private static final Failed NOT_BEGUN =
      notBegun("what hears of a typed line was stopped before the cell began; run it again");

  private final Evaluator evaluator;
  private final Publisher publisher;
  private final History history;
  private final OpenComms comms;
  private final EarlyFrontEnd early;
  private final int shell;
  private final AtomicInteger serials;
  private final ShellQueue queue;
  private int count;
  private volatile int session;

  /**
   * Those of one shell, of which nothing runs yet.
   *
   * @param shell 0 for the main one
   * @param serials shared by all shells
   */
  Executions(
      int shell,
      AtomicInteger serials,
      Evaluator evaluator,
      Publisher publisher,
      History history,
      OpenComms comms,
      EarlyFrontEnd early) {
    this.shell = shell;
    this.serials = serials;
    this.evaluator = evaluator;
    this.publisher = publisher;
    this.history = history;
    this.comms = comms;
    this.early = early;
    queue = new ShellQueue(shell, this::attend, () -> evaluator.endShell(shell));
  }

  /**
   * Begins to run what waits.
   *
   * @param failed told where the thread ends by what it should have caught
   */
  void start(UncaughtExceptionHandler failed) {
    queue.start(failed);
  }

  void add(Channel channel, Message request) {
    queue.add(channel, request);
  }

  /** Those that wait now will be answered, but not run. */
  void abortWaiting() {
    queue.abortWaiting();
  }

  /** The number of this shell. */
  int shell() {
    return shell;
  }

  /** Under which number the history keeps the cells of this shell; 0 while there are none. */
  int session() {
    return session;
  }

  /** Stops the cell that runs, answers those that wait, and then ends the thread. */
  void end() {
    abortWaiting();
    evaluator.interrupt(shell);
    queue.end();
  }

  void close() {
    queue.close();
  }

  private void attend(Waiting next) {
    try {
      publisher.status("busy", next.request());
      if (next.request().type().equals("execute_request")) {
        run(next);
      } else {
        comm(next.request());
      }
    } catch (RuntimeException | Error e) {
      broken(next, e);
    } finally {
      publisher.status("idle", next.request());
    }
  }

  /** What goes wrong around a cell must not end this thread, on which all later ones wait. */
  private void broken(Waiting next, Throwable why) {
    Failed failed = ofKernel(why);
    if (next.request().type().equals("execute_request")) {
      JsonNode content = next.request().content();
      boolean silent = content.path("silent").asBoolean(false);
      abortAfter(content, silent);
      if (!silent) {
        publisher.error(next.request(), failed);
      }
      ObjectNode reply = ExecuteReply.broken(failed, count);
      publisher.reply(next.channel(), next.request(), "execute_reply", reply);
    }
  }

  private void comm(Message request) {
    CommEvent said = OpenComms.event(request);
    String page = request.header().path("session").asText();
    if (early.greets(said, page)) {
      int serial = serials.incrementAndGet();
      publisher.cellStarts(serial, request);
      early.answer(said).ifPresent(answer -> publisher.comm(serial, answer));
    } else {
      early.heard(said, page).forEach(event -> comm(request, event));
    }
  }

  /**
   * What a handler throws is printed, since a comm message has no reply.
   *
   * @return whether it was stopped
   */
  private boolean comm(Message request, CommEvent event) {
    boolean opens = event.kind() == CommEvent.Kind.OPEN;
    if (opens) {
      comms.offered(event);
    } else {
      comms.said(event);
    }
    int serial = serials.incrementAndGet();
    publisher.cellStarts(serial, request);
    Cell handler = new Cell(shell, serial, count, "");
    Outcome outcome = evaluate(cell -> evaluator.comm(shell, cell.serial(), event), handler);
    if (opens) {
      comms.handled(event);
    }
    if (outcome instanceof Failed failed) {
      publisher.stream(serial, "stderr", String.join("\n", failed.traceback()) + "\n");
      return failed.isInterrupted();
    }
    return false;
  }

  private void run(Waiting next) {
    if (next.isAborted()) {
      publisher.reply(next.channel(), next.request(), "execute_reply", ExecuteReply.aborted(count));
      return;
    }
    JsonNode content = next.request().content();
    String code = content.path("code").asText("");
    boolean silent = content.path("silent").asBoolean(false);
    boolean counted = !silent && content.path("store_history").asBoolean(true);
    if (counted) {
      count++;
      session = session == 0 ? history.begin() : session;
      history.add(session, count, code);
    }
    boolean stopped = false;
    if (!silent) {
      publisher.executeInput(next.request(), code, count);
      // Who stops what hears of a typed line means the cell that they see running.
      stopped = early.typed().stream().anyMatch(event -> comm(next.request(), event));
    }
    int serial = serials.incrementAndGet();
    Cell cell = new Cell(shell, serial, count, code);
    publisher.cellStarts(serial, next.request());
    Outcome outcome = stopped ? NOT_BEGUN : evaluate(evaluator::evaluate, cell);
    publish(outcome, next.request(), serial, silent, counted);
    if (outcome instanceof Failed) {
      abortAfter(content, silent);
    }
    ObjectNode reply = ExecuteReply.of(outcome, count, content, asked -> expression(asked, serial));
    publisher.reply(next.channel(), next.request(), "execute_reply", reply);
  }

  private Outcome expression(String code, int serial) {
    return evaluate(evaluator::expression, new Cell(shell, serial, count, code));
  }

  private void abortAfter(JsonNode failed, boolean silent) {
    if (!silent && failed.path("stop_on_error").asBoolean(true)) {
      abortWaiting();
    }
  }

  private static Failed notBegun(String why) {
    return new Failed(Failed.INTERRUPTED, why, List.of(Failed.INTERRUPTED + ": " + why));
  }

  /** Whatever goes wrong in the evaluator, errors of the compiler too, the cell gets an answer. */
  private static Outcome evaluate(Function<Cell, Outcome> how, Cell cell) {
    try {
      return how.apply(cell);
    } catch (RuntimeException | Error e) {
      return ofKernel(e);
    }
  }

  private static Failed ofKernel(Throwable why) {
    why.printStackTrace();
    return new Failed(
        why.getClass().getName(),
        "the kernel itself failed: " + why.getMessage(),
        List.of("The kernel itself failed: " + why, "Its log has the details."));
  }

  private void publish(
      Outcome outcome, Message request, int serial, boolean silent, boolean counted) {
    if (outcome instanceof Failed failed) {
      if (!silent) {
        publisher.error(request, failed);
      }
    } else if (outcome instanceof Done done && done.value().isPresent() && !silent) {
      MimeBundle value = done.value().get();
      publisher.executeResult(request, early.output(value), count);
      early.view(value).ifPresent(event -> publisher.comm(serial, event));
      if (counted) {
        history.result(session, count, value.text());
      }
    }
  }
}
