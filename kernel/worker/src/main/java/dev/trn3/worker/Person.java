package dev.trn3.worker;

import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Whoever sits at the front end and can be asked for a line of text. */
final class Person {

  private final Outbox outbox;
  private final IntSupplier cell;
  private final AtomicInteger questions = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> open = new ConcurrentHashMap<>();

  Person(Outbox outbox, IntSupplier cell) {
    this.outbox = outbox;
    this.cell = cell;
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws InterruptedException where the cell is interrupted while it waits
   * @throws IllegalStateException where this front end lets nobody be asked
   */
  String ask(String prompt, boolean password) throws InterruptedException {
    int number = questions.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    open.put(number, answer);
    try {
      Fields fields = Fields.none().number(cell.getAsInt()).text(prompt).flag(password);
      outbox.put(Frame.of(Kind.ASK, number, fields));
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e);
    } finally {
      open.remove(number);
    }
  }

  /** Takes what the parent says was answered. */
  void answered(int number, FieldReader fields) {
    CompletableFuture<String> waiting = open.get(number);
    if (waiting == null) {
      return; // The cell was interrupted in the meantime.
    }
    boolean allowed = fields.flag();
    String text = fields.text();
    if (allowed) {
      waiting.complete(text);
    } else {
      waiting.completeExceptionally(new IllegalStateException(text));
    }
  }
}
