package dev.trn3.notebook.client;

import static dev.trn3.notebook.client.SuccessionTest.printed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that several kernels share, and that has too little memory for what one of them says.
 */
@Tag("once")
class WantOfMemoryTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SAYS_MUCH =
      "throw new IllegalStateException(\"x\".repeat(150_000_000));";

  @TempDir Path folder;

  private static KernelSpec withLittleMemory() {
    List<String> argv = new ArrayList<>(OwnKernel.onClassPath().argv());
    argv.replaceAll(flag -> flag.replaceFirst("^-Xms.*", "-Xmx160m"));
    argv.removeIf(flag -> flag.startsWith("-Xmn"));
    // The cells have enough, whatever this machine has.
    argv.replaceAll(flag -> flag.startsWith("-Dtrn3.worker.flags=") ? flag + "-Xmx1g\n" : flag);
    return OwnKernel.onClassPath().with(argv);
  }

  @Test
  void endsTheServerSinceNobodyKnowsWhichThreadGoesWithout() {
    KernelSpec spec = withLittleMemory();
    try (Succession succession = new Succession();
        Kernel guilty = succession.start(spec, folder, LONG);
        Kernel other = succession.start(spec, folder, LONG)) {

      assertThat(guilty.execute(SAYS_MUCH, "", LONG, message -> {}))
          .isInstanceOfSatisfying(
              Execution.Died.class,
              died -> {
                assertThat(died.exitCode()).isEqualTo(3);
                assertThat(died.message()).contains("java.lang.OutOfMemoryError");
              });
      assertThat(other.execute("1", "", LONG, message -> {})).isInstanceOf(Execution.Died.class);
      assertThat(other.isLostWithOthers()).isTrue();
      try (Kernel next = succession.start(spec, folder, LONG)) {
        assertThat(printed(next, "System.out.print(6 * 7);")).isEqualTo("42");
      }
    }
  }
}
