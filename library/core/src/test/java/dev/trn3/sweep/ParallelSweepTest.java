package dev.trn3.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors that share a sweep do not wait for each other, and lose nothing. */
class ParallelSweepTest {

  @Test
  void outcomesAreTakenFromAllProcessorsAtOnce() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger together = new AtomicInteger();
    List<Point> points =
        new ArrayList<>(Sweep.of(point -> 0).over("x", 1, 2).combinations().points());
    Task<Integer> task =
        new Task<>(new BodySubject<>("Sweep", Optional.empty(), point -> 0), List.of(), false);

    new Processors(2)
        .run(
            task,
            points,
            outcome -> {
              try {
                both.await(20, TimeUnit.SECONDS);
                together.incrementAndGet();
              } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException("the other processor waits for this one", e);
              }
            });

    assertThat(together).hasValue(2);
  }

  @Test
  void aCheckpointThatFourProcessorsWriteHoldsEveryCombination(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("sweep.jsonl");
    AtomicInteger computed = new AtomicInteger();
    Sweep<Integer> sweep =
        Sweep.of(
                point -> {
                  computed.incrementAndGet();
                  return point.integer("x") * 2;
                })
            .named("written by four")
            .over("x", Values.range(1, 2000))
            .on(new Processors(4))
            .afresh()
            .quietly()
            .checkpoint(file);

    SweepResult first = sweep.run();
    SweepResult again = sweep.run();

    assertThat(Files.readAllLines(file)).hasSize(2001);
    assertThat(computed).as("read from the file the second time").hasValue(2000);
    assertThat(again).isEqualTo(first);
  }
}
