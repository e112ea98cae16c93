package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The installed kernel under Jupyter's own client: Debian's python3-jupyter-kernel-test, and what
 * it leaves out. The tests themselves are in {@code src/test/python}; one JUnit test each.
 */
@Isolated("the kernel's heartbeats are watched")
class JupyterConformanceTest {

  /** A long run asks for more by this property. */
  private static final int MINUTES = Integer.getInteger("trn3.conformance.minutes", 8);

  private static final Path PYTHON = Repository.MODULE.resolve("src/test/python");

  @TestFactory
  Stream<DynamicTest> kernel() throws IOException {
    Tool.need(Tool.JUPYTER_KERNEL_TEST);
    Path file = Repository.TARGET.resolve("conformance.jsonl");
    Files.deleteIfExists(file);
    Program.Finished python =
        Program.of(Tool.PYTHON, "-W", "ignore", PYTHON.resolve("verdicts.py"), file)
            .with(Workbench.environment())
            .run(Duration.ofMinutes(MINUTES));
    assertThat(python.exitCode()).as(python.said()).isZero();
    return Verdict.in(file, 60);
  }
}
