package dev.trn3.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a combination costs beside its simulation: its point, its outcome and its row. */
class SweepAllocationTest {

  private static final int COMBINATIONS = 20_000;

  /** In the thread that asks, so that all of it is counted. */
  private record InThisThread() implements Engine {
    @Override
    public <R> void run(Task<R> task, List<Point> points, Consumer<Outcome> receiver) {
      points.forEach(point -> receiver.accept(task.evaluate(point)));
    }
  }

  @Test
  void aCombinationTakesAboutAKilobyte() {
    Sweep<Double> sweep =
        Sweep.<Double>of(point -> point.number("x"))
            .over("x", Values.range(1, COMBINATIONS))
            .on(new InThisThread())
            .quietly();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    SweepResult result = sweep.run();

    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(result.rows()).hasSize(COMBINATIONS);
    assertThat((double) bytes / COMBINATIONS).isLessThan(1200);
  }
}
