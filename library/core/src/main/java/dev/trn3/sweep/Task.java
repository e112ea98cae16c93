package dev.trn3.sweep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done for each combination of a sweep, wherever that happens.
 *
 * @param subject what is computed
 * @param measures what is read off its result
 * @param intervals true if the ends of intervals are columns too
 */
public record Task<R>(Subject<R> subject, List<Measure<? super R>> measures, boolean intervals)
    implements Serializable {

  /** The outcome for a combination, also where the body throws. */
  public Outcome evaluate(Point point) {
    try {
      R result = subject.at(point);
      List<Object> values = new ArrayList<>(3 * measures.size());
      for (Measure<? super R> measure : measures) {
        read(measure, result, point, values);
      }
      return Outcome.measured(point.index(), values);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.failed(point.index(), e);
    } catch (InternalError | UnknownError e) {
      throw e; // The JVM is broken, not this combination.
    } catch (Exception | Error e) {
      // What needs too much memory, too: others may need less. It is tried anew by the next run.
      return Outcome.failed(point.index(), e);
    }
  }

  private <S> void read(Measure<S> measure, R result, Point point, List<Object> values) {
    @SuppressWarnings("unchecked") // A measure of S is only given with results that are an S.
    S seen = (S) result;
    values.add(measure.value().of(seen, point));
    if (intervals && measure.low().isPresent()) {
      values.add(measure.low().get().of(seen, point));
      values.add(measure.high().orElseThrow().of(seen, point));
    }
  }
}
