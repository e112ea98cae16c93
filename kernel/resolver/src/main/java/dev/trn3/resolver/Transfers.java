package dev.trn3.resolver;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/** Says which downloads begin, and a few times a second how far they have come. */
final class Transfers extends AbstractTransferListener {

  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(150);

  private final Answers answers;
  private final Map<TransferResource, Long> running = new HashMap<>();
  private int files;
  private long arrived;
  private long saidAt = System.nanoTime() - EVERY;

  Transfers(Answers answers) {
    this.answers = answers;
  }

  @Override
  public synchronized void transferStarted(TransferEvent event) {
    running.put(event.getResource(), 0L);
    // At once: where the server then sends nothing, no later event would name what is waited for.
    say(event, System.nanoTime());
  }

  @Override
  public synchronized void transferProgressed(TransferEvent event) {
    running.put(event.getResource(), event.getTransferredBytes());
    say(event);
  }

  @Override
  public synchronized void transferSucceeded(TransferEvent event) {
    running.remove(event.getResource());
    files++;
    arrived += event.getTransferredBytes();
    say(event);
  }

  @Override
  public synchronized void transferFailed(TransferEvent event) {
    running.remove(event.getResource());
  }

  private void say(TransferEvent event) {
    long now = System.nanoTime();
    if (now - saidAt >= EVERY) {
      say(event, now);
    }
  }

  private void say(TransferEvent event, long now) {
    saidAt = now;
    long done = arrived;
    long total = arrived;
    for (Map.Entry<TransferResource, Long> each : running.entrySet()) {
      done += each.getValue();
      total += Math.max(each.getValue(), each.getKey().getContentLength());
    }
    String name = event.getResource().getResourceName();
    answers.progress(files, done, total, name.substring(name.lastIndexOf('/') + 1));
  }
}
