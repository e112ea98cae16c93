package dev.trn3.sweep;

import dev.trn3.threads.Workers;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Some processors of this machine. Each has a share of the points; one that has nothing left to do
 * steals half of what another has left.
 *
 * @param count how many threads compute
 */
public record Processors(int count) implements Engine {

  public Processors {
    if (count < 1 || count > 1024) {
      throw new IllegalArgumentException("use 1 to 1024 processors, not " + count);
    }
  }

  @Override
  public <R> void run(Task<R> task, List<Point> points, Consumer<Outcome> receiver)
      throws InterruptedException {
    if (points.isEmpty()) {
      return;
    }
    Run<R> run = new Run<>(task, points, receiver, Math.min(count, points.size()));
    ForkJoinPool pool = Workers.take(count);
    boolean done = false;
    try {
      CompletionService<Void> all = new ExecutorCompletionService<>(pool);
      for (int i = 0; i < run.gates.size(); i++) {
        int processor = i;
        all.submit(() -> run.work(processor), null);
      }
      for (int i = 0; i < run.gates.size(); i++) {
        all.take().get(); // Whichever ends first, so that one that broke off is seen at once.
      }
      done = true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the sweep broke off: " + e.getCause(), e.getCause());
    } finally {
      run.stop();
      Workers.giveBack(pool, done);
    }
  }

  /** Hands outcomes over until it is stopped; threads do so at once, and none waits for another. */
  private static final class Run<R> {

    private final Task<R> task;
    private final List<Point> points;
    private final Consumer<Outcome> receiver;
    private final Shares shares;

    /** One for each processor, so that none waits for another. */
    private final List<Gate> gates;

    private volatile boolean stopped;

    Run(Task<R> task, List<Point> points, Consumer<Outcome> receiver, int processors) {
      this.task = task;
      this.points = points;
      this.receiver = receiver;
      this.shares = new Shares(processors, points.size());
      this.gates = Stream.generate(Gate::new).limit(processors).toList();
    }

    void work(int processor) {
      long piece = shares.take(processor);
      while (piece != Shares.NOTHING && !stopped) {
        evaluate(Shares.from(piece), Shares.end(piece), gates.get(processor));
        piece = shares.take(processor);
      }
    }

    private void evaluate(int from, int end, Gate gate) {
      for (int i = from; i < end; i++) {
        // An interrupt that a body has left is not meant for the next. A stop says so before it
        // interrupts: whoever takes its interrupt away here sees that it has come.
        Thread.interrupted();
        if (stopped) {
          return;
        }
        gate.handOver(task.evaluate(points.get(i)));
      }
      Thread.interrupted();
    }

    /** Returns when nothing is handed over any more. */
    void stop() {
      stopped = true;
      gates.forEach(Gate::waitForWhoIsIn);
    }

    /** Through which one processor hands over. */
    private final class Gate {

      /** What ends after the stop was cut short by it, and says nothing about its point. */
      synchronized void handOver(Outcome outcome) {
        if (!stopped) {
          receiver.accept(outcome);
        }
      }

      synchronized void waitForWhoIsIn() {
        // Who comes in after this sees the stop.
      }
    }
  }
}
