package dev.trn3.sweep;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * Some processors of this machine. A range of points is halved until it is short; a processor that
 * has nothing left to do steals the longest half of another.
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
    ForkJoinPool pool = new ForkJoinPool(count);
    Run<R> run = new Run<>(task, points, receiver);
    int leaf = Math.max(1, points.size() / (count * 256));
    try {
      pool.submit(new Range<>(run, 0, points.size(), leaf)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the sweep broke off: " + e.getCause(), e.getCause());
    } finally {
      run.stop();
      pool.shutdownNow();
    }
  }

  /** Hands outcomes over until it is stopped; threads do so at once, and none waits for another. */
  private static final class Run<R> {

    private final Task<R> task;
    private final List<Point> points;
    private final Consumer<Outcome> receiver;
    private final ReadWriteLock stop = new ReentrantReadWriteLock();
    private volatile boolean stopped;

    Run(Task<R> task, List<Point> points, Consumer<Outcome> receiver) {
      this.task = task;
      this.points = points;
      this.receiver = receiver;
    }

    void evaluate(int from, int to) {
      for (int i = from; i < to && !stopped; i++) {
        accept(task.evaluate(points.get(i)));
      }
    }

    /** What ends after the stop was cut short by it, and says nothing about its point. */
    private void accept(Outcome outcome) {
      stop.readLock().lock();
      try {
        if (!stopped) {
          receiver.accept(outcome);
        }
      } finally {
        stop.readLock().unlock();
      }
    }

    /** Returns when nothing is handed over any more. */
    void stop() {
      stop.writeLock().lock();
      try {
        stopped = true;
      } finally {
        stop.writeLock().unlock();
      }
    }
  }

  private static final class Range<R> extends RecursiveAction {

    private final transient Run<R> run;
    private final int from;
    private final int to;
    private final int leaf;

    Range(Run<R> run, int from, int to, int leaf) {
      this.run = run;
      this.from = from;
      this.to = to;
      this.leaf = leaf;
    }

    @Override
    protected void compute() {
      if (to - from <= leaf) {
        run.evaluate(from, to);
        return;
      }
      int middle = (from + to) >>> 1;
      invokeAll(new Range<>(run, from, middle, leaf), new Range<>(run, middle, to, leaf));
    }
  }
}
