package dev.trn3.kernel.dispatch;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommEvent.Kind;
import dev.trn3.display.comm.CommMessage;
import dev.trn3.kernel.evaluation.Evaluator;
import dev.trn3.kernel.evaluation.Language;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import dev.trn3.kernel.evaluation.Outputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A language whose cells say what shall come of them: {@code print x}, {@code fail x}, {@code ask
 * x}, {@code page x}, {@code wait}, {@code broken}, {@code lost}; all else is its own value. It
 * knows nothing of Jupyter, as the dispatch knows nothing of it.
 */
final class EchoEvaluator implements Evaluator {

  /** Completions of everything; a test may change them. */
  volatile Completions completions = new Completions(0, 0, List.of());

  volatile int askedAt = -1;
  final CountDownLatch waits = new CountDownLatch(1);
  final CompletableFuture<String> stopped = new CompletableFuture<>();
  final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  volatile CountDownLatch takesAnswers = new CountDownLatch(0);
  final BlockingQueue<Integer> ended = new LinkedBlockingQueue<>();
  volatile boolean closed;
  final Outputs outputs;

  EchoEvaluator(Outputs outputs) {
    this.outputs = outputs;
  }

  @Override
  public Language language() {
    return new Language(
        "echo", "7", "text/x-echo", ".echo", "echo-mode", "echo-lexer", "echoes", "8", "Echo!");
  }

  @Override
  public Outcome evaluate(Cell cell) {
    String[] words = cell.code().split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "" -> Done.NOTHING;
      case "print" -> {
        outputs.stream(cell.serial(), "stdout", rest);
        yield Done.NOTHING;
      }
      case "fail" -> new Failed("EchoError", rest, List.of("first line", rest));
      case "page" -> new Done(Optional.empty(), Optional.of(MimeBundle.text(rest)));
      case "ask" -> ask(cell, rest);
      case "wait" -> {
        waits.countDown();
        yield new Failed("Stopped", stopped.join(), List.of());
      }
      case "broken" -> throw new IllegalStateException("out of order");
      case "lost" -> null; // So that the dispatch itself fails.
      case "assert" -> throw new AssertionError("a compiler gives up");
      case "json" ->
          value(
              new MimeBundle(
                  Map.of("text/plain", "plain", "application/json", rest),
                  Map.of("application/json", rest)));
      default -> value(MimeBundle.text(cell.code()));
    };
  }

  private static Done value(MimeBundle bundle) {
    return new Done(Optional.of(bundle), Optional.empty());
  }

  private Outcome ask(Cell cell, String prompt) {
    outputs.ask(cell.serial(), cell.serial(), prompt, prompt.contains("secret"));
    waits.countDown();
    try {
      Answer answer = answers.take();
      return answer.allowed()
          ? value(MimeBundle.text(answer.question() + ":" + answer.text()))
          : new Failed("Refused", answer.text(), List.of());
    } catch (InterruptedException e) {
      return new Failed("Stopped", "while asking", List.of());
    }
  }

  @Override
  public Outcome expression(Cell cell) {
    return evaluate(cell);
  }

  @Override
  public Outcome comm(int shell, int serial, CommEvent event) {
    CommMessage message = event.message();
    outputs.stream(serial, "stdout", event.kind() + " " + event.target() + message.data());
    if (event.target().equals("unknown")) {
      outputs.comm(serial, new CommEvent(Kind.CLOSE, event.id(), "", CommMessage.empty()));
    } else if (event.kind() == Kind.MESSAGE) {
      outputs.comm(serial, event);
    }
    return message.data().contains("fail")
        ? new Failed("EchoError", "fail", List.of("first line"))
        : Done.NOTHING;
  }

  @Override
  public Completions complete(String code, int cursor) {
    if (code.equals("broken")) {
      throw new AssertionError("a compiler gives up");
    }
    askedAt = cursor;
    return completions;
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    askedAt = cursor;
    return code.isEmpty()
        ? Optional.empty()
        : Optional.of(MimeBundle.text(code + " in detail " + detail));
  }

  @Override
  public Completeness completeness(String code) {
    return code.endsWith("{")
        ? new Completeness(Completeness.State.INCOMPLETE, "  ")
        : new Completeness(Completeness.State.COMPLETE, "");
  }

  @Override
  public void interrupt() {
    stopped.complete("interrupted");
    answers.add(new Answer(0, false, "interrupted"));
  }

  @Override
  public void interrupt(int shell) {
    interrupt();
  }

  @Override
  public void endShell(int shell) {
    ended.add(shell);
  }

  @Override
  public void answer(Answer answer) {
    try {
      takesAnswers.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    answers.add(answer);
  }

  @Override
  public void close() {
    closed = true;
  }
}
