package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Cells that wait for what other programs say, or for them to listen, when they are interrupted.
 */
@ExtendWith(SharedKernel.class)
class AwaitedProgramTest {

  private static final String ENDED =
      "the cell was stopped, and the program that it waited for was ended; variables are kept";

  private ProcessHandle worker;

  @BeforeAll
  static void needsAShell() {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "needs a shell of Unix");
  }

  @BeforeEach
  void notes(KernelProcess kernel) {
    worker = kernel.worker();
  }

  @Test
  void areEndedWithWhatTheyHaveStartedAndNoOthers(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run(
        """
        int kept = 7;
        var other = new ProcessBuilder("cat").start();
        var program = new ProcessBuilder("sh", "-c", "sleep 1000 & echo started; wait").start();
        var said = program.inputReader();
        said.readLine();
        var sleeps = program.toHandle().descendants().toList();
        """);

    Answered cell = frontEnd.interrupted("said.readLine();");

    assertThat(cell.errorValue()).isEqualTo(ENDED);
    assertThat(frontEnd.run("kept").result()).isEqualTo("7");
    assertThat(frontEnd.run("program.waitFor() != 0").result()).isEqualTo("true");
    assertThat(frontEnd.run("sleeps.get(0).onExit().get().isAlive()").result()).isEqualTo("false");
    assertThat(frontEnd.run("other.isAlive()").result()).isEqualTo("true");
    frontEnd.run("other.destroy();");
    assertThat(kernel.worker()).isEqualTo(worker);
  }

  @Test
  void areEndedByForceWhereTheyDoNotListen(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run(
        """
        var deaf = new ProcessBuilder("sh", "-c", "trap '' TERM; echo deaf; read line");
        var program = deaf.start();
        program.getInputStream().read();
        """);

    Answered cell = frontEnd.interrupted("program.getErrorStream().read();");

    assertThat(cell.errorValue()).isEqualTo(ENDED);
    assertThat(frontEnd.run("program.waitFor()").result()).isEqualTo("137");
    assertThat(kernel.worker()).isEqualTo(worker);
  }

  @Test
  void areLeftAloneWhereTheyHaveEndedAndOthersHoldTheirOutput(
      FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run(
        """
        var program = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; read line").start();
        var said = program.inputReader();
        var sleeps = ProcessHandle.of(Long.parseLong(said.readLine())).get();
        """);
    Message reads =
        frontEnd.send(
            """
            var reader = Thread.currentThread();
            var ends = new Thread(() -> {
              try {
                while (!reader.getStackTrace()[0].getMethodName().startsWith("readBytes")) {
                  Thread.sleep(5);
                }
                program.getOutputStream().close();
                program.waitFor();
                System.out.println("ended");
              } catch (java.io.IOException | InterruptedException e) {
                e.printStackTrace();
              }
            });
            ends.start();
            said.readLine();
            """);
    frontEnd.awaitOutput(reads, "ended\n");

    frontEnd.interrupt();

    Answered cell = frontEnd.answered(reads);
    assertThat(cell.errorValue()).contains("waits in native code").contains("variables are kept");
    assertThat(frontEnd.run("sleeps.isAlive()").result()).isEqualTo("true");
    frontEnd.run("sleeps.destroy();");
    assertThat(kernel.worker()).isEqualTo(worker);
  }

  @Test
  void areEndedWhereTheyDoNotTakeWhatTheyAreTold(FrontEnd frontEnd, KernelProcess kernel) {
    frontEnd.run("var tells = new ProcessBuilder(\"sleep\", \"1000\").start().getOutputStream();");

    Answered cell = frontEnd.interrupted("while (true) tells.write(new byte[100_000]);");

    assertThat(cell.errorValue()).isEqualTo(ENDED);
    assertThat(kernel.worker()).isEqualTo(worker);
  }
}
