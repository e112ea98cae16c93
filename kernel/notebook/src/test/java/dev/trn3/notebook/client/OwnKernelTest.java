package dev.trn3.notebook.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnKernelTest {

  @Test
  void sharesNoProcessWhereASignalWouldInterruptTheOthersAsWell() {
    KernelSpec ours = OwnKernel.onClassPath();
    KernelSpec bySignal =
        new KernelSpec(
            ours.name(),
            ours.displayName(),
            ours.language(),
            ours.argv(),
            ours.environment(),
            false,
            ours.folder());

    assertThat(OwnKernel.withSuccessors(ours)).isPresent();
    assertThat(OwnKernel.withSuccessors(bySignal)).isEmpty();
  }

  @Test
  void handsTheCoverageAgentOnToTheCells() {
    String absolute = Path.of("target/jacoco.exec").toAbsolutePath().toString();
    List<String> agents =
        OwnKernel.coverageAgents(
            List.of(
                "-Xmx1g",
                "-javaagent:/repository/org.jacoco.agent-runtime.jar=destfile=target/jacoco.exec,append=true",
                "-javaagent:/repository/other.jar"));

    assertThat(agents)
        .containsExactly(
            "-javaagent:/repository/org.jacoco.agent-runtime.jar=destfile="
                + absolute
                + ",append=true");
    assertThat(OwnKernel.on("", agents).argv())
        .anyMatch(word -> word.startsWith("-Dtrn3.worker.flags=") && word.contains(agents.get(0)));
  }
}
