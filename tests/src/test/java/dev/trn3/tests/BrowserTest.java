package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The kernel in a real browser, behind the front ends that people use. What is done there is in
 * {@code tests/browser}; screenshots are in {@code target/browser} and {@code target/lab}. The two
 * front ends are tried at the same time.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrowserTest {

  private static final Path SCRIPTS = Repository.MODULE.resolve("browser");
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @TestFactory
  Stream<DynamicTest> notebookInChromium() throws IOException {
    Tool.need(Tool.NOTEBOOK, Tool.CHROMIUM, Tool.NODE, Tool.PLAYWRIGHT);
    Path folder = Files.createDirectories(Repository.TARGET.resolve("browser"));
    Map<String, String> environment = new HashMap<>(Workbench.environment());
    List<DynamicTest> missing = new ArrayList<>();
    if (Tool.WIDGETS_OF_DEBIAN.isPresent()) {
      environment.put("TRN3_WIDGETS_OF_DEBIAN", "present");
    } else {
      missing.add(withoutWidgetsOfDebian("draws a plot again when a slider moves"));
      missing.add(withoutWidgetsOfDebian("shows each widget and hears of it"));
    }
    if (Tool.WIDGETS.isPresent()) {
      environment.put("TRN3_WIDGETS", Tool.WIDGETS_FOLDER.toString());
    } else {
      missing.add(withoutWidgets());
    }
    run(
        environment,
        SCRIPTS.resolve("notebook.mjs"),
        folder,
        Repository.QUICKSTART,
        Repository.KERNEL_TOUR,
        Tool.BROWSER);
    return Stream.concat(
        Verdict.in(folder.resolve("verdicts.jsonl"), 14 - missing.size()), missing.stream());
  }

  private static DynamicTest withoutWidgetsOfDebian(String step) {
    return DynamicTest.dynamicTest(step, () -> Tool.need(Tool.WIDGETS_OF_DEBIAN));
  }

  /** PyPI alone has the front end of ipywidgets 8 for Notebook 6: continuous integration, too. */
  private static DynamicTest withoutWidgets() {
    return DynamicTest.dynamicTest(
        "draws a plot again by ipywidgets 8",
        () -> Assumptions.abort("missing here: " + Tool.WIDGETS.remedy()));
  }

  @TestFactory
  Stream<DynamicTest> jupyterLabInChromium() throws IOException {
    Tool.need(Tool.LAB_SERVER, Tool.LAB, Tool.CHROMIUM, Tool.NODE, Tool.PLAYWRIGHT);
    Path application = Repository.TARGET.resolve("lab-application");
    run(Workbench.environment(), SCRIPTS.resolve("lab/build.mjs"), application);
    Path folder = Files.createDirectories(Repository.TARGET.resolve("lab"));
    run(
        Workbench.environment(),
        SCRIPTS.resolve("lab.mjs"),
        folder,
        Repository.QUICKSTART,
        Repository.KERNEL_TOUR,
        Tool.BROWSER,
        application);
    return Verdict.in(folder.resolve("verdicts.jsonl"), 13);
  }

  private static void run(Map<String, String> environment, Path script, Object... arguments) {
    List<Object> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    Program.Finished run = Program.of(command.toArray()).with(environment).run(PATIENCE);
    assertThat(run.exitCode()).as(run.said()).isZero();
  }
}
