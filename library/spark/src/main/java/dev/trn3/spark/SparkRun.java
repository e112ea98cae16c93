package dev.trn3.spark;

import dev.trn3.sweep.Outcome;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.Portable;
import dev.trn3.sweep.Task;
import java.util.ArrayList;
import java.util.List;
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

  private final JavaSparkContext spark;

  SparkRun(JavaSparkContext spark) {
    this.spark = spark;
  }

  <R> void run(Task<R> task, List<Point> points, Consumer<Outcome> receiver)
      throws InterruptedException {
    Sending.require(task, !spark.isLocal());
    List<byte[]> pieces = pieces(points, spark.defaultParallelism());
    List<Object> partitions = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      partitions.add(i);
    }
    spark.setLocalProperty("spark.job.interruptOnCancel", "true");
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
      Await.ready(job, Duration.Inf());
      outcome(job);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a wait without end has ended", e);
    } finally {
      gate.close();
      if (!job.isCompleted()) {
        job.cancel();
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
