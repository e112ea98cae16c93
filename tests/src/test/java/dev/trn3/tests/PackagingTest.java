package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for other ways to get the kernel: what can be said of them without Docker. */
class PackagingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Path DOCKERFILE = Repository.ROOT.resolve(".binder/Dockerfile");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @Test
  void theDockerfileHasNothingThatALinterComplainsAbout() {
    Tool.need(Tool.NODE, Tool.DOCKERFILE_LINTER);
    Path linter = Repository.MODULE.resolve("browser/node_modules/.bin/dockerfile-utils");
    Program.Finished lint = Program.of(linter, "lint", DOCKERFILE).run(Duration.ofMinutes(1));

    assertThat(lint.exitCode()).as(lint.said()).isZero();
    assertThat(lint.out()).isEmpty();
  }

  @Test
  void theDockerfileSaysThatItWasNotBuiltAndLeavesTheBuildOut() throws IOException {
    assertThat(DOCKERFILE)
        .content()
        .contains("not built", "openjdk-17-jdk-headless", "maven", "RUN kernel/trn3 install")
        .containsSubsequence("COPY", "USER ${NB_UID}", "RUN kernel/trn3");
    assertThat(Files.readAllLines(Repository.ROOT.resolve(".dockerignore")))
        .contains("**/target", "**/node_modules");
  }

  @Test
  void theAliasOfJBangRunsTheCommandOfTheCloneAbove(@TempDir Path kept) {
    Program.Finished command = Program.trn3("--version").run(PATIENCE);
    Program.Finished byAlias = jbang(kept, "trn3", "--version");
    Program.Finished refused = Program.trn3("no-such-command").run(PATIENCE);

    assertThat(byAlias.out()).as(byAlias.said()).isEqualTo(command.out()).contains("0.1");
    assertThat(jbang(kept, "trn3", "no-such-command").exitCode())
        .isEqualTo(refused.exitCode())
        .isEqualTo(2);
  }

  /** JBang prints the command that its script then runs, and says so by this exit code. */
  private static Program.Finished jbang(Path kept, String... words) {
    List<Object> command = new ArrayList<>(List.of(JAVA, "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), "dev.jbang.Main", "--offline"));
    command.addAll(List.of(words));
    Program.Finished printed =
        Program.of(command.toArray())
            .in(Repository.ROOT.resolve("notebooks"))
            .with("JBANG_DIR", kept.toString())
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run(PATIENCE);
    assertThat(printed.exitCode()).as(printed.said()).isEqualTo(255);
    return Program.of("sh", "-c", printed.out())
        .in(Repository.ROOT.resolve("notebooks"))
        .run(PATIENCE);
  }

  @Test
  void theAliasOfJBangSaysWhereItMustBeRun() {
    Program.Finished nowhere =
        Program.of(JAVA, Repository.ROOT.resolve(".jbang/Trn3.java"), "--version")
            .in(Path.of("/"))
            .run(PATIENCE);

    assertThat(nowhere.exitCode()).isEqualTo(3);
    assertThat(nowhere.err()).contains("clone Trn3 Workbench and run this in it");
  }
}
