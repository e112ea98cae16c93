package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outputs;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final String classPath = System.getProperty("java.class.path");
  private Sessions sessions;
  private Thread closing;

  @AfterEach
  void restoreWhatJShellReads() {
    System.setProperty("java.class.path", classPath);
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
    closing = new Thread(() -> sessions.close());
    sessions =
        new Sessions(
            new WorkerOptions(classPath, List.of()),
            List::of,
            endingWhenVariablesAreLost(),
            (said, frames) -> {},
            idle -> {},
            run -> {});
    WorkerProcess former = sessions.worker();

    Outcome outcome =
        sessions.during(
            0,
            1,
            (session, run) -> {
              run.restartAfterwards();
              return Outcome.Done.NOTHING;
            });
    closing.join();

    assertThat(outcome).isEqualTo(Outcome.Done.NOTHING);
    assertThat(sessions.worker()).isNotSameAs(former);
    assertThat(sessions.worker().isAlive()).isFalse();
    assertThat(former.isAlive()).isFalse();
  }
}
