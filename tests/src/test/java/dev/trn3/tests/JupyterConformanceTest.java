package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The installed kernel under Jupyter's own client: Debian's python3-jupyter-kernel-test, and what
 * it leaves out. The tests themselves are in {@code src/test/python}; one JUnit test each.
 */
class JupyterConformanceTest {

  private static final Path PYTHON = Repository.MODULE.resolve("src/test/python");

  @TestFactory
  Stream<DynamicTest> kernel() throws IOException {
    Tool.need(Tool.JUPYTER_KERNEL_TEST);
    List<JsonNode> verdicts = verdicts();
    assertThat(verdicts).as("tests that ran").hasSizeGreaterThan(50);
    return verdicts.stream().map(JupyterConformanceTest::test);
  }

  private static DynamicTest test(JsonNode verdict) {
    String name =
        verdict.path("group").asText() + " " + verdict.path("test").asText().replace("test_", "");
    return DynamicTest.dynamicTest(
        name.replace('_', ' '),
        () -> {
          if (!verdict.path("outcome").asText().equals("passed")) {
            fail(verdict.path("outcome").asText() + "\n" + verdict.path("detail").asText());
          }
        });
  }

  private static List<JsonNode> verdicts() throws IOException {
    Path file = Repository.TARGET.resolve("conformance.jsonl");
    Files.deleteIfExists(file);
    Program.Finished python =
        Program.of(Tool.PYTHON, "-W", "ignore", PYTHON.resolve("verdicts.py"), file)
            .with(Workbench.environment())
            .run(Duration.ofMinutes(8));
    assertThat(python.exitCode()).as(python.said()).isZero();
    List<JsonNode> verdicts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      verdicts.add(new ObjectMapper().readTree(line));
    }
    return verdicts;
  }
}
