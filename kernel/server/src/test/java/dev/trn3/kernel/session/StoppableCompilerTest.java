package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.classpath.ClassPathFiles;
import java.util.concurrent.CountDownLatch;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoppableCompilerTest {

  private final JShell shell = local();
  private final JShell other = local();
  private final CompilerTurn turn = new CompilerTurn();
  private final StoppableCompiler compiler =
      new StoppableCompiler(
          turn, shell, LiveNames.of(shell), new RemoteExecution(() -> null, turn));

  private static JShell local() {
    return JShell.builder().executionEngine("local").fileManager(ClassPathFiles::new).build();
  }

  @AfterEach
  void close() {
    shell.close();
    other.close();
  }

  /** Drops a snippet while another thread has the compiler. */
  private void dropLater(Snippet snippet) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch dropped = new CountDownLatch(1);
    Thread busy =
        new Thread(
            () ->
                turn.take(
                    () -> {
                      taken.countDown();
                      try {
                        dropped.await();
                      } catch (InterruptedException e) {
                        throw new AssertionError(e);
                      }
                      return null;
                    }));
    busy.start();
    taken.await();
    compiler.drop(snippet);
    dropped.countDown();
    busy.join();
  }

  @Test
  void failsNobodyWhoComesNextWhereASnippetCannotBeDropped() throws InterruptedException {
    Snippet dropped = shell.eval("int dropped;").get(0).snippet();
    dropLater(other.eval("int foreign;").get(0).snippet());
    dropLater(dropped);

    assertThat(compiler.<Integer>compiling(() -> 7)).isEqualTo(7);
    assertThat(shell.status(dropped)).isEqualTo(Status.DROPPED);
  }
}
