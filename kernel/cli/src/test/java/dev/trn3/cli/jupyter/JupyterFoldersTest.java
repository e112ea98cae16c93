package dev.trn3.cli.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterFoldersTest {

  private static final Path HOME = Path.of("/home/a");

  @Test
  void followTheSystem() {
    assertThat(on("Linux", Map.of())).isEqualTo(HOME.resolve(".local/share/jupyter/kernels"));
    assertThat(on("Mac OS X", Map.of())).isEqualTo(HOME.resolve("Library/Jupyter/kernels"));
    assertThat(on("Windows 11", Map.of("APPDATA", "/roaming")))
        .isEqualTo(Path.of("/roaming/jupyter/kernels"));
  }

  @Test
  void followTheEnvironmentBeforeTheSystem() {
    assertThat(on("Linux", Map.of("XDG_DATA_HOME", "/x"))).isEqualTo(Path.of("/x/jupyter/kernels"));
    assertThat(on("Linux", Map.of("JUPYTER_DATA_DIR", "/j"))).isEqualTo(Path.of("/j/kernels"));
  }

  @Test
  void areSearchedInTheOrderOfJupyter() {
    JupyterFolders folders =
        new JupyterFolders(
            Map.of("JUPYTER_PATH", "/p1:/p2", "VIRTUAL_ENV", "/venv"), "Linux", HOME);

    assertThat(folders.searched())
        .startsWith(
            Path.of("/p1/kernels"),
            Path.of("/p2/kernels"),
            HOME.resolve(".local/share/jupyter/kernels"),
            Path.of("/venv/share/jupyter/kernels"));
    assertThat(folders.pythonPrefix()).isEqualTo(Path.of("/venv"));
  }

  private static Path on(String system, Map<String, String> environment) {
    return new JupyterFolders(environment, system, HOME).ofUser();
  }
}
