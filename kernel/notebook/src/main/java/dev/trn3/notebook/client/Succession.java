package dev.trn3.notebook.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Kernels that follow one another and run beside each other: those of ours with the same command
 * and folder share a JVM, whose compiler is warm from the second one on. Each is a kernel of its
 * own all the same, and its cells run in a JVM of their own; that takes half of the processor time.
 * One that hangs is killed alone.
 *
 * <p>Other kernels are started each in a process of its own. Used by several threads at once.
 */
public final class Succession implements AutoCloseable {

  private static final long EXIT_MILLIS = 5_000;

  /** More would wait for each other: one thread compiles and collects for all of them. */
  private static final int AT_ONCE = 3;

  /** What a kernel needs of the process in which it runs. */
  private record Need(List<String> argv, Map<String, String> environment, Path folder) {}

  private record Shared(Need need, KernelProcess process) {}

  private final List<Shared> processes = new ArrayList<>();
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
    Consumer<KernelProcess> heir = process -> give(need, process);
    Kernel.requireNotInterrupted(spec);
    long start = System.nanoTime();
    AtomicBoolean isNew = new AtomicBoolean();
    Kernel kernel = Kernel.begun(spec, file -> place(need, spec, file, isNew), heir);
    // Where others have started it answers soon, or hangs: then a new one is to have time left.
    Duration half = timeout.dividedBy(2);
    try {
      return kernel.ready(kernel.isInWarmProcess() ? half : timeout);
    } catch (KernelStartException e) {
      boolean isItsOwnFault = isNew.get() && !kernel.lacksPorts() && !kernel.isLostWithOthers();
      if (isItsOwnFault || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      // It has died since, or a port was in use: a process of its own will do.
      Duration left = timeout.minusNanos(System.nanoTime() - start);
      try {
        return Kernel.start(
            spec, workingDirectory, left.compareTo(half) < 0 ? half : left, Optional.of(heir));
      } catch (KernelStartException second) {
        second.addSuppressed(e);
        throw second;
      }
    }
  }

  /**
   * A process that fits, where one has room; those that no notebook of this kind fits make room.
   */
  private synchronized KernelProcess place(
      Need need, KernelSpec spec, Path connectionFile, AtomicBoolean isNew) {
    processes.removeIf(each -> !each.process().isAlive());
    ending.removeIf(process -> !process.isAlive());
    endIdle(each -> !each.need().equals(need));
    for (Shared each : processes) {
      if (each.need().equals(need) && each.process().begin(connectionFile, AT_ONCE)) {
        return each.process();
      }
    }
    isNew.set(true);
    KernelProcess process = KernelProcess.start(spec, connectionFile, need.folder(), true);
    processes.add(new Shared(need, process));
    return process;
  }

  private void give(Need need, KernelProcess process) {
    synchronized (this) {
      if (!closed) {
        Shared shared = new Shared(need, process);
        if (!processes.contains(shared)) {
          processes.add(shared);
        }
        return;
      }
      if (process.kernels() > 0) {
        return; // The last of them ends it.
      }
    }
    process.endInput();
    awaitEnd(process);
  }

  private synchronized void endIdle(Predicate<Shared> these) {
    for (Iterator<Shared> all = processes.iterator(); all.hasNext(); ) {
      Shared next = all.next();
      if (these.test(next) && next.process().kernels() == 0) {
        next.process().endInput();
        ending.add(next.process());
        all.remove();
      }
    }
  }

  /** Ends the processes that no kernel runs in, and those that come free later. Does not wait. */
  public synchronized void endFree() {
    closed = true;
    endIdle(each -> true);
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
