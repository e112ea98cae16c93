package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Files for other ways to get the kernel: what can be said of them without Docker and JBang. */
class PackagingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final Path DOCKERFILE = Repository.ROOT.resolve(".binder/Dockerfile");
  private static final Path CATALOG = Repository.ROOT.resolve(".jbang/jbang-catalog.json");

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
  void theAliasOfJBangRunsTheCommandOfTheCloneAbove() throws IOException {
    JsonNode alias = new ObjectMapper().readTree(CATALOG.toFile()).at("/aliases/trn3");
    Path script = CATALOG.resolveSibling(alias.path("script-ref").asText());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Program.Finished command = Program.trn3("--version").run(PATIENCE);
    Program.Finished byAlias = Program.of(java, script, "--version").run(PATIENCE);
    Program.Finished refused = Program.trn3("no-such-command").run(PATIENCE);

    assertThat(byAlias.out()).as(byAlias.said()).isEqualTo(command.out()).contains("0.1");
    assertThat(Program.of(java, script, "no-such-command").run(PATIENCE).exitCode())
        .isEqualTo(refused.exitCode())
        .isEqualTo(2);
  }

  @Test
  void theAliasOfJBangSaysWhereItMustBeRun() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Program.Finished nowhere =
        Program.of(java, CATALOG.resolveSibling("Trn3.java"), "--version")
            .in(Path.of("/"))
            .run(PATIENCE);

    assertThat(nowhere.exitCode()).isEqualTo(3);
    assertThat(nowhere.err()).contains("clone Trn3 Workbench and run this in it");
  }
}
