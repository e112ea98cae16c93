package dev.trn3.notebook.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.kernel.protocol.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kernel by other people: what it says is not ours to choose. */
@Tag("once")
class TalkingToAPythonKernelTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<Message> heard = new ArrayList<>();

  @Test
  void hearsAllOutputInOrderAndTheResult() {
    try (Kernel kernel = Kernel.start(Python.kernel(), folder, LONG)) {
      Execution end =
          kernel.execute("for i in range(3): print(i, flush=True)\n1 + 1", "a", LONG, heard::add);

      assertThat(end).isEqualTo(new Execution.Succeeded(1));
      assertThat(kernel.info().path("implementation").asText()).isEqualTo("ipython");
      assertThat(heard.get(heard.size() - 1).content().path("data").path("text/plain").asText())
          .isEqualTo("2");
      String printed =
          heard.stream()
              .filter(message -> message.type().equals("stream"))
              .map(message -> message.content().path("text").asText())
              .reduce("", String::concat);
      assertThat(printed).isEqualTo("0\n1\n2\n");
    }
  }

  @Test
  void reportsAnExceptionByNameAndMessage() {
    try (Kernel kernel = Kernel.start(Python.kernel(), folder, LONG)) {
      Execution end = kernel.execute("1 / 0", "", LONG, heard::add);

      assertThat(end)
          .isInstanceOfSatisfying(
              Execution.Failed.class,
              failed -> {
                assertThat(failed.name()).isEqualTo("ZeroDivisionError");
                assertThat(failed.message()).isEqualTo("division by zero");
                assertThat(failed.traceback()).isNotEmpty();
              });
    }
  }

  @Test
  void interruptsCodeThatTakesTooLongAndGoesOn() {
    try (Kernel kernel = Kernel.start(Python.kernel(), folder, LONG)) {
      Execution end =
          kernel.execute("import time; time.sleep(60)", "", Duration.ofMillis(300), heard::add);
      Execution next = kernel.execute("1", "", LONG, heard::add);

      assertThat(end)
          .isInstanceOfSatisfying(
              Execution.TimedOut.class,
              late -> {
                assertThat(late.interrupted()).isTrue();
                assertThat(late.threadDump()).contains("not a Java process");
              });
      assertThat(next).isInstanceOf(Execution.Succeeded.class);
    }
  }

  @Test
  void killsCodeThatDoesNotReactToAnInterrupt() {
    try (Kernel kernel = Kernel.start(Python.kernel(), folder, LONG)) {
      Execution end =
          kernel.execute(
              "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)",
              "",
              Duration.ofMillis(300),
              heard::add);

      assertThat(end)
          .isInstanceOfSatisfying(
              Execution.TimedOut.class, late -> assertThat(late.interrupted()).isFalse());
      assertThat(kernel.isAlive()).isFalse();
    }
  }

  @Test
  void noticesAtOnceThatTheKernelDied() {
    try (Kernel kernel = Kernel.start(Python.kernel(), folder, LONG)) {
      Execution end =
          kernel.execute(
              """
              import os, sys
              os.write(sys.stderr._original_stdstream_copy, b'last words\\n')
              os._exit(3)
              """,
              "",
              LONG,
              heard::add);

      assertThat(end)
          .isInstanceOfSatisfying(
              Execution.Died.class,
              died ->
                  assertThat(died.message())
                      .startsWith("kernel died with exit code 3")
                      .contains("last words"));
      assertThat(kernel.isAlive()).isFalse();
    }
  }

  @Test
  void refusesInput() {
    try (Kernel kernel = Kernel.start(Python.kernel(), folder, LONG)) {
      assertThat(kernel.execute("input('name? ')", "", LONG, heard::add))
          .isInstanceOfSatisfying(
              Execution.Failed.class,
              failed -> assertThat(failed.name()).isEqualTo("StdinNotImplementedError"));
    }
  }

  @Test
  void stopsTheCodeWhenTheCallerIsInterrupted() {
    try (Kernel kernel = Kernel.start(Python.kernel(), folder, LONG)) {
      Thread caller = Thread.currentThread();
      Execution end =
          kernel.execute(
              "print('on', flush=True)\nimport time; time.sleep(60)",
              "",
              LONG,
              message -> {
                if (message.type().equals("stream")) {
                  caller.interrupt();
                }
              });

      assertThat(end).isEqualTo(new Execution.Interrupted());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(kernel.execute("1", "", LONG, heard::add)).isInstanceOf(Execution.Succeeded.class);
    }
  }

  @Test
  void saysWhatAKernelPrintedThatDidNotStart() {
    KernelSpec broken =
        new KernelSpec(
            "broken",
            "Broken",
            "python",
            List.of(Python.COMMAND, "-c", "import sys; sys.exit('no luck')", "{connection_file}"),
            Map.of(),
            false,
            Optional.empty());

    assertThatThrownBy(() -> Kernel.start(broken, folder, LONG))
        .isInstanceOf(KernelStartException.class)
        .hasMessageContaining("kernel \"broken\" could not start: it ended with exit code 1")
        .hasMessageContaining("no luck");
  }

  @Test
  void saysThatAKernelDoesNotAnswerInTime() {
    KernelSpec asleep =
        KernelSpec.of(
            "asleep",
            "python",
            List.of(Python.COMMAND, "-c", "import time; time.sleep(60)", "{connection_file}"));

    assertThatThrownBy(() -> Kernel.start(asleep, folder, Duration.ofSeconds(2)))
        .isInstanceOf(KernelStartException.class)
        .hasMessage(
            "kernel \"asleep\" could not start: it did not answer within 2 s; give it more time or"
                + " see what it printed");
  }

  @Test
  void startsAKernelAgainWhosePortWasTaken() {
    Python.require("ipykernel");
    String program =
        """
        if mkdir started 2>/dev/null; then
          echo "OSError: Address already in use"
          exit 1
        fi
        exec "$@"
        """;
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", program, "kernel"));
    argv.addAll(Python.kernel().argv());
    KernelSpec taken = KernelSpec.of("taken", "python", argv);

    try (Kernel kernel = Kernel.start(taken, folder, LONG)) {
      assertThat(kernel.execute("1", "", LONG, heard::add)).isInstanceOf(Execution.Succeeded.class);
    }
    assertThat(folder.resolve("started")).isDirectory();
  }

  @Test
  void saysWhichProgramIsMissing() {
    KernelSpec missing = KernelSpec.of("x", "x", List.of("/no/such/program", "{connection_file}"));

    assertThatThrownBy(() -> Kernel.start(missing, folder, LONG))
        .isInstanceOf(KernelStartException.class)
        .hasMessageContaining("/no/such/program");
  }
}
