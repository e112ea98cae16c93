package dev.trn3.cli.jupyter;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which of Jupyter's folders a person means; this user's own where none is named. */
final class Place {

  @Option(names = "--user", description = "For this user; the default.")
  private boolean user;

  @Option(
      names = "--sys-prefix",
      description = "For the active Python environment, or the python3 on the PATH.")
  private boolean sysPrefix;

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "Below DIR, in share/jupyter/kernels.")
  private Path prefix;

  Path kernels() {
    JupyterFolders folders = JupyterFolders.ofThisUser();
    if (prefix != null) {
      return JupyterFolders.below(prefix.toAbsolutePath().normalize());
    }
    return sysPrefix && !user ? JupyterFolders.below(folders.pythonPrefix()) : folders.ofUser();
  }
}
