package dev.trn3.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sleep")
class ServerProgramsTest {

  @Test
  void areEndedButNoOtherThatHasTheNumberOfOne() throws Exception {
    ServerPrograms programs = new ServerPrograms();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    Process program = new ProcessBuilder("sleep", "600").start();
    try {
      programs.started(stranger.pid(), start(stranger).minusSeconds(60));
      programs.started(program.pid(), start(program));

      programs.end();

      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(stranger.isAlive()).isTrue(); // It was started first, and would have ended first.
    } finally {
      stranger.destroyForcibly();
      program.destroyForcibly();
    }
  }

  private static Instant start(Process process) {
    return process.info().startInstant().orElseThrow();
  }
}
