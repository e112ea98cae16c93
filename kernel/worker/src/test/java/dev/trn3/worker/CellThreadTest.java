package dev.trn3.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Failure.Reason;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CellThreadTest {

  private static final int FIRST = 1;
  private static final int NEXT = 2;

  private final Outbox outbox = new Outbox();
  private final CellThread shell =
      new CellThread(CellThread.MAIN, outbox, getClass().getClassLoader(), null);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final AtomicReference<Thread> first = new AtomicReference<>();
  private DataInputStream sent;

  @BeforeEach
  void sends() throws IOException {
    PipedOutputStream out = new PipedOutputStream();
    sent = new DataInputStream(new PipedInputStream(out));
    Thread writer =
        new Thread(
            () -> {
              try {
                outbox.drainTo(new DataOutputStream(out));
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    writer.setDaemon(true);
    writer.start();
  }

  @AfterEach
  void ends() {
    goesOn.countDown();
    shell.end();
    outbox.close();
  }

  /** Runs a cell that waits and then changes what the shell keeps. */
  private void waits(Runnable change) throws InterruptedException {
    shell.submit(
        FIRST,
        FIRST,
        () -> {
          first.set(Thread.currentThread());
          begun.countDown();
          goesOn.await();
          change.run();
          return Fields.none();
        });
    begun.await();
  }

  private Frame runs(Runnable work) throws IOException {
    shell.submit(
        NEXT,
        NEXT,
        () -> {
          work.run();
          return Fields.none();
        });
    return Frame.read(sent);
  }

  @Test
  void saysThatACellWasLeftBeforeItIsAnswered() throws Exception {
    waits(() -> {});

    shell.abandon(FIRST, false);

    Frame left = Frame.read(sent);
    assertThat(left.kind()).isEqualTo(Kind.ABANDONED);
    assertThat(left.fields().number()).isEqualTo(FIRST);
    Frame answer = Frame.read(sent);
    assertThat(answer.number()).isEqualTo(FIRST);
    assertThat(Failure.read(answer.fields()).reason()).isEqualTo(Reason.STOPPED);
  }

  @Test
  void leavesNoOtherCellThanTheOneThatIsMeant() throws Exception {
    waits(() -> {});

    shell.abandon(NEXT, false);
    goesOn.countDown();

    assertThat(Frame.read(sent).kind()).isEqualTo(Kind.DONE);
    assertThat(runs(() -> {}).kind()).isEqualTo(Kind.DONE);
  }

  @Test
  void leavesWhatWaitsInNativeCodeAndNothingThatTakesTheProcessor() throws Exception {
    waits(() -> {});
    while (first.get().getState() != Thread.State.WAITING) {
      Thread.onSpinWait(); // It has begun, and may take the processor for a moment more.
    }
    shell.abandon(FIRST, true);
    assertThat(Frame.read(sent).kind()).isEqualTo(Kind.ABANDONED);
    Frame.read(sent);
    CountDownLatch spins = new CountDownLatch(1);
    shell.submit(
        NEXT,
        NEXT,
        () -> {
          spins.countDown();
          while (goesOn.getCount() > 0) {
            Thread.onSpinWait();
          }
          return Fields.none();
        });
    spins.await();

    shell.abandon(NEXT, true);
    goesOn.countDown();

    assertThat(Frame.read(sent).kind()).isEqualTo(Kind.DONE);
  }

  @Test
  void keepsWhatItsSuccessorKeptWhenAThreadThatWasLeftEnds() throws Exception {
    waits(() -> shell.keep("old"));
    shell.abandon(FIRST, false);
    Frame.read(sent);
    Frame.read(sent);
    assertThat(runs(() -> shell.keep("new")).kind()).isEqualTo(Kind.DONE);

    goesOn.countDown();
    first.get().join();

    assertThat(shell.lastValue).isEqualTo("new");
  }

  @Test
  void givesWhatAThreadPrintsThatWasLeftToItsOwnCell() throws Exception {
    AtomicReference<Integer> printing = new AtomicReference<>();
    shell.cell = FIRST;
    waits(() -> printing.set(shell.printing()));
    shell.abandon(FIRST, false);
    Frame.read(sent);
    Frame.read(sent);
    runs(() -> shell.cell = NEXT);

    goesOn.countDown();
    first.get().join();

    assertThat(printing.get()).isEqualTo(FIRST);
    assertThat(shell.printing()).isEqualTo(NEXT);
  }
}
