package dev.trn3.spark;

import dev.trn3.sweep.Outcome;
import dev.trn3.sweep.Point;
import dev.trn3.sweep.Portable;
import dev.trn3.sweep.Task;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with a piece of a sweep. */
final class Piece<R> extends AbstractFunction1<Iterator<byte[]>, Outcome[]>
    implements Serializable {

  private static final long serialVersionUID = 1;

  private final Task<R> task;
  private final Versions versions;

  Piece(Task<R> task, Versions versions) {
    this.task = task;
    this.versions = versions;
  }

  @Override
  public Outcome[] apply(Iterator<byte[]> pieces) {
    versions.require();
    List<Outcome> outcomes = new ArrayList<>();
    while (pieces.hasNext()) {
      for (Object point : (List<?>) Portable.value(pieces.next())) {
        if (Thread.currentThread().isInterrupted()) {
          throw new java.util.concurrent.CancellationException("the sweep was interrupted");
        }
        outcomes.add(task.evaluate((Point) point));
      }
    }
    return outcomes.toArray(new Outcome[0]);
  }
}
