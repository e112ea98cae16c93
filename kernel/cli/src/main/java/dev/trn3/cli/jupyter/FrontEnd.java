package dev.trn3.cli.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program in which notebooks are opened.
 *
 * @param name JupyterLab or Jupyter Notebook
 * @param command what starts it
 */
public record FrontEnd(String name, List<String> command) {

  /** How to get a front end, and what works without one. */
  public static final String HOW_TO_GET =
      "get one by 'pip install jupyterlab' or 'apt install jupyter-notebook'; without it"
          + " 'trn3 run NOTEBOOK --html FILE.html' runs and shows a notebook, and 'trn3 shell' is an"
          + " interactive shell";

  public FrontEnd {
    command = List.copyOf(command);
  }

  /** The first one found: JupyterLab, then Notebook, on the PATH and then as modules of Python. */
  public static Optional<FrontEnd> find(String path) {
    return onPath(path, "jupyter-lab")
        .map(program -> new FrontEnd("JupyterLab", List.of(program)))
        .or(
            () ->
                onPath(path, "jupyter-notebook")
                    .map(program -> new FrontEnd("Jupyter Notebook", List.of(program))))
        .or(() -> module(path, "JupyterLab", "jupyterlab"))
        .or(() -> module(path, "Jupyter Notebook", "notebook"));
  }

  /** What it says its version is; empty where it does not start. */
  public Optional<String> version() {
    List<String> asking = new ArrayList<>(command);
    asking.add("--version");
    return answer(asking).map(text -> text.lines().reduce("", (before, line) -> line).strip());
  }

  private static Optional<FrontEnd> module(String path, String name, String module) {
    return onPath(path, "python3")
        .or(() -> onPath(path, "python"))
        .map(python -> new FrontEnd(name, List.of(python, "-m", module)))
        .filter(frontEnd -> frontEnd.version().isPresent());
  }

  /** The full path of a program; on Windows with one of the usual endings. */
  static Optional<String> onPath(String path, String program) {
    for (String folder : path.split(Pattern.quote(File.pathSeparator))) {
      for (String ending : List.of("", ".exe", ".cmd", ".bat")) {
        Path file = Path.of(folder).resolve(program + ending);
        if (!folder.isBlank() && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return Optional.of(file.toString());
        }
      }
    }
    return Optional.empty();
  }

  /** What a program prints; empty where it does not start, fails or takes a minute. */
  static Optional<String> answer(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(text.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // It does not start.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
