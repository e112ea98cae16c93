package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The kernel as users install it, once for all tests. */
final class Workbench {

  /** The name of the kernel. */
  static final String KERNEL = "trn3";

  private static final Path PREFIX = Repository.TARGET.resolve("jupyter");

  private static final Path STATE = PREFIX.resolve("state");

  /** Long: the first use of the command may have to build the workbench. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private static boolean installed;

  private Workbench() {}

  /** The environment in which Jupyter's programs find the kernel, and touch nothing of the user. */
  static synchronized Map<String, String> environment() {
    if (!installed) {
      install();
      installed = true;
    }
    return Map.of(
        "JUPYTER_PATH", PREFIX.resolve("share/jupyter").toString(),
        "JUPYTER_DATA_DIR", PREFIX.resolve("data").toString(),
        "JUPYTER_CONFIG_DIR", PREFIX.resolve("config").toString(),
        "XDG_STATE_HOME", STATE.toString(),
        "JUPYTER_RUNTIME_DIR", PREFIX.resolve("runtime").toString(),
        "IPYTHONDIR", PREFIX.resolve("ipython").toString(),
        "PYTHONDONTWRITEBYTECODE", "1",
        "TRN3_KERNEL", KERNEL);
  }

  /** The folder of the installed kernel. */
  static Path kernelspec() {
    environment();
    return PREFIX.resolve("share/jupyter/kernels").resolve(KERNEL);
  }

  private static void install() {
    try {
      for (String folder : new String[] {"data", "config", "runtime", "ipython"}) {
        Files.createDirectories(PREFIX.resolve(folder));
      }
      Files.deleteIfExists(STATE.resolve("trn3/kernel-history.jsonl")); // Of a former run.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program.Finished install = Program.trn3("install", "--prefix", PREFIX).run(PATIENCE);
    assertThat(install.exitCode()).as(install.said()).isZero();
  }
}
