package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.FrontEnd.Answered;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.transport.Transport.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts of cells that stand where a person looks around in them. */
@ExtendWith(SharedKernel.class)
class InterruptAtABreakpointTest extends DebugClient {

  private static final String STOPPED = "the cell was stopped; variables are kept";

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int seen = 20;\nwhile (true) { }",
        "int seen = 20;\nwhile (true) { try { seen++; } catch (Throwable t) { } }"
      })
  void stopALoopInWhichTheBreakpointStands(String code, KernelProcess kernel) {
    frontEnd.run("int kept = 7;");
    breakAt(code, 2);
    for (int i = 0; i < 2; i++) { // The breakpoint stays.
      Message cell = frontEnd.send(code);
      event("stopped");

      frontEnd.interrupt();

      Answered answered = frontEnd.answered(cell);
      assertThat(answered.errorValue()).as(kernel.log()).isEqualTo(STOPPED);
      assertThat(frontEnd.run("kept").result()).isEqualTo("7");
    }
  }

  /** Where exceptions are to stop a cell, its stop is none of them. */
  @Test
  void stopALoopWhoseExceptionsStopIt(KernelProcess kernel) {
    frontEnd.run("int kept = 7;");
    ObjectNode filters = Json.object();
    filters.putArray("filters").add("raised").add("uncaught");
    ok("setExceptionBreakpoints", filters);
    String code = "while (true) { try { throw new Exception(); } catch (Throwable t) { } }";
    Message cell = frontEnd.send(code);
    event("stopped");

    frontEnd.interrupt();

    Answered answered = frontEnd.answered(cell);
    assertThat(answered.errorValue()).as(kernel.log()).isEqualTo(STOPPED);
    assertThat(frontEnd.run("kept").result()).isEqualTo("7");
  }

  /** As soon as one was set, the debugger library looks for no class that is loaded later. */
  @Test
  void endAProgramThatIsAwaitedOnceABreakpointWasSet() {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "needs a shell of Unix");
    String code = "int seen = 20;\nseen + 1";
    breakAt(code, 2);
    Message cell = frontEnd.send(code);
    ok("continue", thread(event("stopped")));
    frontEnd.answered(cell);

    Answered reads =
        frontEnd.interrupted(
            """
            {
              Process cat = new ProcessBuilder("cat").start();
              System.out.println("started");
              cat.getInputStream().read();
            }
            """,
            "started\n");

    assertThat(reads.errorValue()).contains("the program that it waited for was ended");
  }

  /** Only what follows on the same channel would end the kernel, as a front end's shutdown. */
  @Test
  void areAnsweredAtOnceThoughTheSystemHasStoppedTheJvmOfTheCells(KernelProcess kernel)
      throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "kill -STOP is of Unix");
    ProcessHandle worker = kernel.worker();
    frontEnd.run("int kept = 7;");
    String code = "int seen = 20;\nwhile (true) { }";
    breakAt(code, 2);
    Message cell = frontEnd.send(code);
    event("stopped");
    signal("STOP", worker);
    try {
      frontEnd.interrupt();
      Message next = frontEnd.send(Channel.CONTROL, "kernel_info_request", Json.object());

      assertThat(frontEnd.answered(next).status()).isEqualTo("ok");
      assertThat(worker.isAlive()).as("nothing has ended it in the meantime").isTrue();
    } finally {
      signal("CONT", worker);
    }
    Answered answered = frontEnd.answered(cell);
    assertThat(answered.errorValue()).as(kernel.log()).isEqualTo(STOPPED);
    assertThat(frontEnd.run("kept").result()).isEqualTo("7");
  }
}
