package dev.trn3.spark;

import dev.trn3.sweep.Outcome;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.Portable;
import dev.trn3.sweep.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** One sweep as one job of Spark: points go out in pieces, outcomes come back piece by piece. */
final class SparkRun {

  /** Pieces for each processor: enough that one that is lost or slow costs little. */
  private static final int PIECES = 16;

  private static final int LARGEST_PIECE = 10_000;

  /**
   * How often it is asked whether there is still hope. Not sooner: a cluster that is just starting
   * may have its largest worker last, and others ask a shared master as well.
   */
  private static final Duration LOOK = Duration.create(2, TimeUnit.SECONDS);

  private final JavaSparkContext spark;
  private final Optional<Executors> executors;

  SparkRun(Contexts.Started started) {
    this.spark = started.spark();
    this.executors = started.page().map(page -> new Executors(spark, page));
  }

  <R> void run(Task<R> task, List<Point> points, Consumer<Outcome> receiver)
      throws InterruptedException {
    List<byte[]> pieces = pieces(points, spark.defaultParallelism());
    List<Object> partitions = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      partitions.add(i);
    }
    spark.setLocalProperty("spark.job.interruptOnCancel", "true");
    executors.ifPresent(spark.sc()::addSparkListener);
    Gate gate = new Gate(receiver);
    SimpleFutureAction<BoxedUnit> job =
        spark
            .sc()
            .submitJob(
                spark.parallelize(pieces, pieces.size()).rdd(),
                new Piece<>(task, Versions.here()),
                CollectionConverters.asScala(partitions).toSeq(),
                (number, outcomes) -> {
                  gate.take(outcomes);
                  return BoxedUnit.UNIT;
                },
                () -> BoxedUnit.UNIT);
    try {
      await(job);
      outcome(job);
    } finally {
      gate.close();
      executors.ifPresent(spark.sc()::removeSparkListener);
      if (!job.isCompleted()) {
        job.cancel();
      }
    }
  }

  private void await(SimpleFutureAction<BoxedUnit> job) throws InterruptedException {
    while (true) {
      try {
        Await.ready(job, LOOK);
        return;
      } catch (TimeoutException e) {
        Optional<String> problem =
            executors.isPresent() ? executors.get().problem() : Optional.empty();
        if (problem.isPresent()) {
          throw new IllegalStateException(
              "Spark at %s cannot compute the sweep: %s".formatted(spark.master(), problem.get()));
        }
      }
    }
  }

  private static void outcome(SimpleFutureAction<BoxedUnit> job) {
    var result = job.value().get();
    if (result.isFailure()) {
      Throwable problem = result.failed().get();
      throw new IllegalStateException(
          "Spark could not compute the sweep: " + Causes.words(problem), problem);
    }
  }

  /** Lets outcomes through until it is closed. */
  private static final class Gate {

    private final Consumer<Outcome> receiver;
    private boolean closed;

    Gate(Consumer<Outcome> receiver) {
      this.receiver = receiver;
    }

    synchronized void take(Outcome[] outcomes) {
      for (Outcome outcome : outcomes) {
        if (!closed) {
          receiver.accept(outcome);
        }
      }
    }

    synchronized void close() {
      closed = true;
    }
  }

  static List<byte[]> pieces(List<Point> points, int processors) {
    int size =
        Math.max(1, Math.min(LARGEST_PIECE, points.size() / Math.max(1, processors * PIECES)));
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < points.size(); from += size) {
      pieces.add(
          Portable.bytes(List.copyOf(points.subList(from, Math.min(points.size(), from + size)))));
    }
    return pieces;
  }
}
