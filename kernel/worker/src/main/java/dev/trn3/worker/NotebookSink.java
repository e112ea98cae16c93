package dev.trn3.worker;

import dev.trn3.display.DisplaySink;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.CommSink;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import java.util.concurrent.CancellationException;
import java.util.function.IntSupplier;

/** Sends what is displayed, and what is said over comms, to the front end. */
final class NotebookSink implements DisplaySink, CommSink {

  private final Outbox outbox;
  private final Person person;
  private final IntSupplier cell;

  NotebookSink(Outbox outbox, Person person, IntSupplier cell) {
    this.outbox = outbox;
    this.person = person;
    this.cell = cell;
  }

  @Override
  public void show(MimeBundle bundle, String displayId) {
    put(Kind.SHOW, start().text(displayId).bundle(bundle));
  }

  @Override
  public void update(MimeBundle bundle, String displayId) {
    put(Kind.UPDATE, start().text(displayId).bundle(bundle));
  }

  @Override
  public void clear(boolean wait) {
    put(Kind.CLEAR, start().flag(wait));
  }

  /** Waits for nobody: a widget that has changed must not be left behind in the front end. */
  @Override
  public void send(CommEvent event) {
    outbox.put(Frame.of(Kind.COMM, 0, start().comm(event)));
  }

  @Override
  public Runnable outputHere(Runnable work) {
    return Bound.to(cell.getAsInt(), work);
  }

  @Override
  public String ask(String prompt, boolean password) {
    try {
      return person.ask(prompt, password);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for input");
    }
  }

  private Fields start() {
    System.out.flush();
    System.err.flush();
    return Fields.none().number(cell.getAsInt());
  }

  /** Waits where too much is unread, unless the thread was interrupted before. */
  private void put(Kind kind, Fields fields) {
    Frame frame = Frame.of(kind, 0, fields);
    if (Thread.currentThread().isInterrupted()) {
      outbox.put(frame);
      return;
    }
    try {
      outbox.show(frame);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while showing something");
    }
  }
}
