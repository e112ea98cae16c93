package dev.trn3.notebook.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Kernels that follow one another: where one of ours has ended in good order, the next one with the
 * same command and folder runs in the same JVM, whose compiler is warm by then. It is a new kernel
 * all the same, and its cells run in a new JVM; that takes half of the processor time.
 *
 * <p>Other kernels are started each in a process of its own. Used by several threads at once.
 */
public final class Succession implements AutoCloseable {

  private static final long EXIT_MILLIS = 5_000;

  /** What a kernel needs of the process that it takes over. */
  private record Need(List<String> argv, Map<String, String> environment, Path folder) {}

  private record Free(Need need, KernelProcess process) {}

  private final List<Free> free = new ArrayList<>();
  private final List<KernelProcess> ending = new ArrayList<>();
  private boolean closed;

  /**
   * Starts a kernel as {@link Kernel#start} does.
   *
   * @throws KernelStartException where the program is missing, ends, or does not answer in time
   */
  public Kernel start(KernelSpec spec, Path workingDirectory, Duration timeout) {
    return OwnKernel.withSuccessors(spec)
        .map(ours -> startOurs(ours, workingDirectory, timeout))
        .orElseGet(() -> Kernel.start(spec, workingDirectory, timeout));
  }

  private Kernel startOurs(KernelSpec spec, Path workingDirectory, Duration timeout) {
    Need need = new Need(spec.argv(), spec.environment(), workingDirectory);
    Optional<Consumer<KernelProcess>> heir = Optional.of(process -> give(need, process));
    Kernel.requireNotInterrupted(spec);
    Optional<KernelProcess> former = take(need);
    if (former.isEmpty()) {
      return Kernel.start(spec, workingDirectory, timeout, heir);
    }
    // A warm process answers soon, or hangs: then there is to be time left for another one.
    Duration half = timeout.dividedBy(2);
    long start = System.nanoTime();
    try {
      return Kernel.succeeding(former.get(), spec, half, heir);
    } catch (KernelStartException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      // It has died since, or took a port that is in use: a process of its own will do.
      Duration left = timeout.minusNanos(System.nanoTime() - start);
      try {
        return Kernel.start(spec, workingDirectory, left.compareTo(half) < 0 ? half : left, heir);
      } catch (KernelStartException second) {
        second.addSuppressed(e);
        throw second;
      }
    }
  }

  /** A process that fits; those that fit no more notebook of this kind make room. */
  private synchronized Optional<KernelProcess> take(Need need) {
    ending.removeIf(process -> !process.isAlive());
    Optional<KernelProcess> fits = Optional.empty();
    for (Iterator<Free> all = free.iterator(); all.hasNext(); ) {
      Free next = all.next();
      if (!next.need().equals(need)) {
        next.process().endInput();
        ending.add(next.process());
        all.remove();
      } else if (fits.isEmpty()) {
        fits = Optional.of(next.process());
        all.remove();
      }
    }
    return fits;
  }

  private void give(Need need, KernelProcess process) {
    synchronized (this) {
      if (!closed) {
        free.add(new Free(need, process));
        return;
      }
    }
    process.endInput();
    awaitEnd(process);
  }

  /** Ends the processes that no kernel runs in, and those that come free later. Does not wait. */
  public synchronized void endFree() {
    closed = true;
    free.forEach(each -> each.process().endInput());
    free.forEach(each -> ending.add(each.process()));
    free.clear();
  }

  /**
   * Does that and waits until they have ended; kills one that is still there after five seconds.
   */
  @Override
  public void close() {
    List<KernelProcess> rest;
    synchronized (this) {
      endFree();
      rest = List.copyOf(ending);
      ending.clear();
    }
    rest.forEach(Succession::awaitEnd);
  }

  private static void awaitEnd(KernelProcess process) {
    if (!process.awaitExit(EXIT_MILLIS)) {
      process.kill();
    }
  }
}
