package dev.trn3.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

  private static List<Integer> takenBy(Shares shares, int processor, int pieces) {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      long piece = shares.take(processor);
      IntStream.range(Shares.from(piece), Shares.end(piece)).forEach(taken::add);
    }
    return taken;
  }

  @Test
  void whoHasNoneLeftStealsTheLaterHalfOfWhatAnotherHas() {
    Shares shares = new Shares(2, 8);

    assertThat(takenBy(shares, 0, 6)).containsExactly(0, 1, 2, 3, 6, 7);
    assertThat(takenBy(shares, 1, 2)).containsExactly(4, 5);
    assertThat(shares.take(0)).isEqualTo(Shares.NOTHING);
    assertThat(shares.take(1)).isEqualTo(Shares.NOTHING);
  }

  @Test
  void theLastNumberOfAnotherIsStolenToo() {
    assertThat(takenBy(new Shares(3, 3), 2, 3)).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void manyNumbersAreTakenInPieces() {
    long first = new Shares(2, 2_000_000).take(0);

    assertThat(Shares.end(first) - Shares.from(first)).isBetween(1000, 10_000);
  }

  @Test
  void whatFourProcessorsTakeAtOnceIsTakenOnce() throws Exception {
    int count = 200_000;
    Shares shares = new Shares(4, count);
    AtomicIntegerArray taken = new AtomicIntegerArray(count);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int processor = i;
        all.add(
            threads.submit(
                () -> {
                  for (long piece = shares.take(processor);
                      piece != Shares.NOTHING;
                      piece = shares.take(processor)) {
                    for (int each = Shares.from(piece); each < Shares.end(piece); each++) {
                      taken.incrementAndGet(each);
                    }
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    for (int i = 0; i < count; i++) {
      assertThat(taken.get(i)).isEqualTo(1);
    }
  }
}
