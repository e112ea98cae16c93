package dev.trn3.kernel.magic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
class ProgramsTest {

  private final Programs programs = new Programs(started -> {});

  private static ProcessBuilder shell(String script) {
    return new ProcessBuilder("sh", "-c", script);
  }

  @Test
  void endWithTheirKernelAndWithThemWhatTheyStarted() throws Exception {
    Process shell = programs.start(shell("sleep 600 & echo $!; wait; sleep 600"));
    BufferedReader says = new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8));
    ProcessHandle child = ProcessHandle.of(Long.parseLong(says.readLine())).orElseThrow();

    programs.close();

    assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(child.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void doNotStartOnceItHasEnded() {
    programs.close();

    assertThatThrownBy(() -> programs.start(shell("sleep 600")))
        .isInstanceOf(IOException.class)
        .hasMessage("the kernel ends");
  }
}
