package dev.trn3.cli.jupyter;

import dev.trn3.cli.Refusal;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Jupyter looks for kernels on this system, as its documentation of data directories says.
 *
 * @param environment the environment variables
 * @param system the name of the operating system, as Java spells it
 * @param home the home folder of the user
 */
public record JupyterFolders(Map<String, String> environment, String system, Path home) {

  /** The folders of this user on this system. */
  public static JupyterFolders ofThisUser() {
    return new JupyterFolders(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /** Where this user's own kernels are. */
  public Path ofUser() {
    return userData().resolve("kernels");
  }

  /** Where the kernels of an installation of Python are, such as a virtual environment. */
  public static Path below(Path prefix) {
    return prefix.resolve("share").resolve("jupyter").resolve("kernels");
  }

  /**
   * The folder of the Python that runs Jupyter: an active environment, else what {@code python3} on
   * the PATH says.
   *
   * @throws Refusal where there is neither
   */
  public Path pythonPrefix() {
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      if (isSet(variable)) {
        return Path.of(environment.get(variable));
      }
    }
    for (String python : List.of("python3", "python")) {
      Optional<String> prefix =
          FrontEnd.answer(List.of(python, "-c", "import sys; print(sys.prefix)"));
      if (prefix.isPresent()) {
        return Path.of(prefix.get());
      }
    }
    throw Refusal.usage(
        "--sys-prefix needs a Python, but no environment is active and there is no python3 on the"
            + " PATH; use --user or --prefix DIR");
  }

  /** Every folder Jupyter searches for kernels, in its order; not all of them need exist. */
  public List<Path> searched() {
    LinkedHashSet<Path> folders = new LinkedHashSet<>();
    if (isSet("JUPYTER_PATH")) {
      for (String path : environment.get("JUPYTER_PATH").split(Pattern.quote(File.pathSeparator))) {
        folders.add(Path.of(path).resolve("kernels"));
      }
    }
    folders.add(ofUser());
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      if (isSet(variable)) {
        folders.add(below(Path.of(environment.get(variable))));
      }
    }
    if (isWindows()) {
      String programData = environment.getOrDefault("PROGRAMDATA", "C:\\ProgramData");
      folders.add(Path.of(programData).resolve("jupyter").resolve("kernels"));
    } else {
      folders.add(below(Path.of("/usr/local")));
      folders.add(below(Path.of("/usr")));
    }
    return new ArrayList<>(folders);
  }

  private Path userData() {
    if (isSet("JUPYTER_DATA_DIR")) {
      return Path.of(environment.get("JUPYTER_DATA_DIR"));
    }
    if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return home.resolve("Library").resolve("Jupyter");
    }
    if (isWindows()) {
      Path roaming =
          isSet("APPDATA")
              ? Path.of(environment.get("APPDATA"))
              : home.resolve("AppData").resolve("Roaming");
      return roaming.resolve("jupyter");
    }
    Path data =
        isSet("XDG_DATA_HOME")
            ? Path.of(environment.get("XDG_DATA_HOME"))
            : home.resolve(".local").resolve("share");
    return data.resolve("jupyter");
  }

  private boolean isWindows() {
    return system.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }
}
