package dev.trn3.tests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program of others that some tests need. */
@SuppressWarnings("ImmutableEnumChecker") // Error Prone cannot see that List.of is immutable.
enum Tool {
  JUPYTER_KERNEL_TEST("python3-jupyter-kernel-test", module("jupyter_kernel_test")),
  NBCLIENT("python3-nbclient", module("nbclient")),
  NBFORMAT("python3-nbformat", module("nbformat")),
  NBCONVERT("jupyter-nbconvert", module("nbconvert")),
  CONSOLE("python3-jupyter-console", module("jupyter_console")),
  NOTEBOOK("jupyter-notebook", module("notebook")),
  WIDGETS_OF_DEBIAN(
      "jupyter-nbextension-jupyter-js-widgets",
      List.of("test", "-f", "/usr/share/jupyter/nbextensions/jupyter-js-widgets/extension.js")),
  MAVEN("maven", List.of(mavenCommand(), "-version")),
  LAB_SERVER("python3-jupyterlab-server", module("jupyterlab_server")),
  TMUX("tmux", List.of("tmux", "-V")),
  CHROMIUM("chromium", List.of("/usr/bin/chromium", "--version")),
  NODE("nodejs", List.of("node", "--version")),
  PLAYWRIGHT(
      "(in tests/browser) npm ci",
      List.of("test", "-d", Repository.MODULE + "/browser/node_modules/playwright-core")),
  DOCKERFILE_LINTER(
      "(in tests/browser) npm ci",
      List.of("test", "-d", Repository.MODULE + "/browser/node_modules/dockerfile-utils")),
  WIDGETS(
      "(in tests/browser) python3 -m pip install --no-deps --target widgets -r widgets.txt",
      List.of("test", "-d", Repository.MODULE + "/browser/widgets/share/jupyter/nbextensions")),
  LAB(
      "(in tests/browser/lab) npm ci",
      List.of("test", "-d", Repository.MODULE + "/browser/lab/node_modules/esbuild"));

  /** What ipywidgets 8 adds to Notebook 6, in the folders that Jupyter expects. */
  static final Path WIDGETS_FOLDER = Repository.MODULE.resolve("browser/widgets");

  /** Debian's Chromium. */
  static final String BROWSER = "/usr/bin/chromium";

  /** The Maven that runs this build, or the one on the path. */
  static final String MAVEN_COMMAND = mavenCommand();

  /** Debian's Python, for which the packages above are. */
  static final String PYTHON = "/usr/bin/python3";

  private static final Map<Tool, Boolean> PRESENT = new ConcurrentHashMap<>();

  private final String remedy;
  private final List<String> probe;

  Tool(String remedy, List<String> probe) {
    this.remedy = remedy;
    this.probe = probe;
  }

  private static String mavenCommand() {
    String home = System.getProperty("maven.home");
    return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
  }

  private static List<String> module(String name) {
    return List.of(
        "/usr/bin/python3",
        "-c",
        "import importlib.util, sys; sys.exit(importlib.util.find_spec('%s') is None)"
            .formatted(name));
  }

  /** Skips the calling test where one of these is missing; fails it where {@code CI} is set. */
  static void need(Tool... tools) {
    List<String> missing =
        Arrays.stream(tools).filter(tool -> !tool.isPresent()).map(tool -> tool.remedy).toList();
    String message = "missing here: " + String.join(", ", missing);
    if (System.getenv("CI") != null && !missing.isEmpty()) {
      Assertions.fail(message + "; CI must have it");
    }
    Assumptions.assumeTrue(missing.isEmpty(), message);
  }

  /** How to get it. */
  String remedy() {
    return remedy;
  }

  boolean isPresent() {
    return PRESENT.computeIfAbsent(
        this,
        tool -> {
          Path first = Path.of(tool.probe.get(0));
          if (first.isAbsolute() && !Files.isExecutable(first)) {
            return false;
          }
          try {
            return new Program(tool.probe, Repository.ROOT, Map.of())
                    .run(Duration.ofSeconds(60))
                    .exitCode()
                == 0;
          } catch (AssertionError e) {
            return false; // Not on the PATH.
          }
        });
  }
}
