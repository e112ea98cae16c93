package dev.trn3.notebook.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The Python of this machine, where it brings a kernel. */
public final class Python {

  /** The system's Python, which has the packages of Debian. */
  public static final String COMMAND =
      System.getProperty(
          "trn3.python",
          new java.io.File("/usr/bin/python3").canExecute() ? "/usr/bin/python3" : "python3");

  private Python() {}

  /** The kernelspec of ipykernel; skips the test where it is not installed. */
  public static KernelSpec kernel() {
    require("ipykernel");
    return new KernelSpec(
        "python3",
        "Python 3",
        "python",
        List.of(COMMAND, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
        Map.of("PYDEVD_DISABLE_FILE_VALIDATION", "1"),
        false,
        Optional.empty());
  }

  /** Skips the test, with the reason, where the system's Python lacks the module. */
  public static void require(String module) {
    boolean there;
    try {
      there =
          new ProcessBuilder(COMMAND, "-c", "import " + module)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      there = false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(there, COMMAND + " has no module " + module);
    } else {
      org.assertj.core.api.Assertions.assertThat(there)
          .as("%s has the module %s, which CI must install", COMMAND, module)
          .isTrue();
    }
  }
}
