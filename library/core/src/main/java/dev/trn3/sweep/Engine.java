package dev.trn3.sweep;

import java.util.List;
import java.util.function.Consumer;

/** Where the combinations of a sweep are evaluated. Results do not depend on it, only time does. */
public interface Engine {

  /** The processors of this machine. */
  static Engine here() {
    return new Processors(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Evaluates the points.
   *
   * @param task what is done for each
   * @param points all of them
   * @param receiver takes each outcome as soon as it is known, in any order, from any thread
   * @throws InterruptedException if the thread is interrupted; nothing is received after that
   */
  <R> void run(Task<R> task, List<Point> points, Consumer<Outcome> receiver)
      throws InterruptedException;
}
