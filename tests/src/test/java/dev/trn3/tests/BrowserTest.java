package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The published tour in the Jupyter Notebook, in a real browser. What it does there is in {@code
 * tests/browser/notebook.mjs}; its screenshots are in {@code target/browser}.
 */
class BrowserTest {

  private static final Path SCRIPT = Repository.MODULE.resolve("browser/notebook.mjs");

  @TestFactory
  Stream<DynamicTest> notebookInChromium() throws IOException {
    Tool.need(Tool.NOTEBOOK, Tool.CHROMIUM, Tool.NODE, Tool.PLAYWRIGHT);
    Path folder = Repository.TARGET.resolve("browser");
    Files.createDirectories(folder);
    Program.Finished run =
        Program.of("node", SCRIPT, folder, Repository.QUICKSTART, Tool.BROWSER)
            .with(Workbench.environment())
            .run(Duration.ofMinutes(8));
    assertThat(run.exitCode()).as(run.said()).isZero();
    return Verdict.in(folder.resolve("verdicts.jsonl"), 7);
  }
}
