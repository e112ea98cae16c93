package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outputs;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final Duration HALF_OF_THE_PATIENCE = Duration.ofSeconds(30);

  private final String classPath = System.getProperty("java.class.path");
  private Sessions ending;
  private Thread closing;

  @AfterEach
  void restoreWhatJShellReads() {
    System.setProperty("java.class.path", classPath);
  }

  private Sessions sessions(Outputs outputs, Consumer<RunningCell> orphaned) {
    return new Sessions(
        new WorkerOptions(classPath, List.of()),
        List::of,
        outputs,
        (said, frames) -> {},
        idle -> {},
        orphaned);
  }

  /** Ends the sessions on another thread as soon as the variables are known to be lost. */
  private Outputs endingWhenVariablesAreLost() {
    return (Outputs)
        Proxy.newProxyInstance(
            Outputs.class.getClassLoader(),
            new Class<?>[] {Outputs.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("lost")) {
                closing.start();
                while (closing.getState() != Thread.State.BLOCKED
                    && closing.getState() != Thread.State.TERMINATED) {
                  Thread.onSpinWait();
                }
              }
              return null;
            });
  }

  @Test
  void leaveNoWorkerThatIsStartedWhileTheyEnd() throws InterruptedException {
    closing = new Thread(() -> ending.close());
    ending = sessions(endingWhenVariablesAreLost(), run -> {});
    WorkerProcess former = ending.worker();

    Outcome outcome =
        ending.during(
            0,
            1,
            (session, run) -> {
              run.restartAfterwards();
              return Outcome.Done.NOTHING;
            });
    closing.join();

    assertThat(outcome).isEqualTo(Outcome.Done.NOTHING);
    assertThat(ending.worker()).isNotSameAs(former);
    assertThat(ending.worker().isAlive()).isFalse();
    assertThat(former.isAlive()).isFalse();
  }

  @Test
  void tellOfACellThatBeginsWhenItsWorkerHasEnded() {
    List<Integer> told = new CopyOnWriteArrayList<>();
    try (Sessions sessions = sessions(untold(), run -> told.add(run.serial()))) {
      WorkerProcess worker = sessions.worker();
      sessions.current();
      worker.kill();
      while (!worker.end().isOver()) {
        Thread.onSpinWait();
      }

      Outcome outcome =
          sessions.during(
              0,
              7,
              (session, run) -> {
                assertThat(told).containsExactly(7);
                return Outcome.Done.NOTHING;
              });

      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void tellOfEachCellWhoseWorkerHasEndedThoughThatFailsWithAnother() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(2);
    Consumer<RunningCell> failing =
        run -> {
          told.countDown();
          throw new IllegalStateException("thrown by the test");
        };
    try (Sessions sessions = sessions(untold(), failing)) {
      CountDownLatch running = new CountDownLatch(2);
      for (int shell = 0; shell < 2; shell++) {
        int number = shell;
        new Thread(() -> sessions.during(number, number, (session, run) -> until(running, told)))
            .start();
      }
      running.await();

      sessions.worker().kill();

      assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void letGoOfOneWhoseWorkerHasEndedSoonerThanAnInterruptIsGivenUp() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (Interrupter watching = new Interrupter(HALF_OF_THE_PATIENCE.multipliedBy(2));
        Sessions sessions =
            sessions(
                untold(),
                run -> {
                  watching.interrupt(run, () -> {});
                  told.countDown();
                })) {
      WeakReference<JavaSession> former = new WeakReference<>(sessions.current());
      sessions.during(
          0,
          1,
          (session, run) -> {
            session.worker().kill();
            return await(told);
          });
      sessions.current();

      long end = System.nanoTime() + HALF_OF_THE_PATIENCE.toNanos();
      while (former.get() != null && System.nanoTime() < end) {
        System.gc();
        Thread.sleep(100);
      }
      assertThat(former.get()).isNull();
    }
  }

  private static Outcome until(CountDownLatch running, CountDownLatch told) {
    running.countDown();
    return await(told);
  }

  private static Outcome await(CountDownLatch told) {
    try {
      told.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return Outcome.Done.NOTHING;
  }

  private static Outputs untold() {
    return (Outputs)
        Proxy.newProxyInstance(
            Outputs.class.getClassLoader(),
            new Class<?>[] {Outputs.class},
            (proxy, method, arguments) -> null);
  }
}
