package dev.trn3.cli.doctor;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.jupyter.FrontEnd;
import dev.trn3.cli.jupyter.JupyterFolders;
import dev.trn3.cli.jupyter.Kernelspec;
import dev.trn3.cli.jupyter.Renewal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Is there a front end, and does it find a kernel that would start? */
record JupyterCheck(JupyterFolders folders, Distribution distribution) {

  private static final String WORKER_CLASS_PATH = "-Dtrn3.worker.classpath=";

  List<Finding> findings(String path) {
    List<Finding> findings = new ArrayList<>();
    findings.add(frontEnd(path));
    findings.addAll(kernels());
    return findings;
  }

  private static Finding frontEnd(String path) {
    Optional<FrontEnd> frontEnd = FrontEnd.find(path);
    if (frontEnd.isEmpty()) {
      return Finding.note("Jupyter", "no JupyterLab or Notebook was found", FrontEnd.HOW_TO_GET);
    }
    String command = String.join(" ", frontEnd.get().command());
    return frontEnd
        .get()
        .version()
        .map(version -> frontEnd.get().name() + " " + version + " (" + command + ")")
        .map(state -> Finding.fine("Jupyter", state))
        .orElseGet(
            () ->
                Finding.note(
                    "Jupyter",
                    command + " was found, but does not start",
                    "run '" + command + " --version' to see why"));
  }

  List<Finding> kernels() {
    List<Finding> findings = new ArrayList<>();
    for (Path kernels : folders.searched()) {
      for (Path folder : children(kernels)) {
        if (Kernelspec.isOurs(folder)) {
          findings.add(kernel(folder));
        }
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.note(
              "Kernel",
              "not installed for Jupyter",
              "'trn3 install' does that; 'trn3 lab' and 'trn3 run' work without"));
    }
    return findings;
  }

  private Finding kernel(Path folder) {
    String remedy = "install it again: trn3 install --name " + folder.getFileName();
    try {
      Kernelspec kernel = Kernelspec.read(folder);
      List<String> absent = needed(kernel).stream().filter(f -> !Files.exists(Path.of(f))).toList();
      if (!absent.isEmpty()) {
        return Finding.missing(
            "Kernel",
            folder + " will not start, " + absent.get(0) + " does not exist",
            remedy + ", or remove that folder");
      }
      if (!kernel.version().equals(distribution.version())) {
        return Finding.note(
            "Kernel",
            "%s is version %s, this is %s"
                .formatted(folder, kernel.version(), distribution.version()),
            remedy);
      }
      Optional<Finding> slower = slower(folder, kernel, remedy);
      if (slower.isPresent()) {
        return slower.get();
      }
      return Finding.fine(
          "Kernel",
          folder + " (\"" + kernel.displayName() + "\", Java in " + javaHome(kernel) + ")");
    } catch (IOException e) {
      return Finding.missing("Kernel", folder + " cannot be read: " + e.getMessage(), remedy);
    }
  }

  /** Of those that were installed for a warm start only: the others have no archives to lose. */
  private static Optional<Finding> slower(Path folder, Kernelspec kernel, String remedy) {
    if (!Renewal.isOf(kernel)) {
      return Optional.empty();
    }
    String java = Kernelspec.javaOf(kernel.argv());
    boolean known = !java.isEmpty() && !kernel.java().isEmpty();
    if (known && !java.equals(kernel.java())) {
      return Optional.of(
          Finding.note(
              "Kernel",
              "%s was made for Java %s, which is now %s; its next start is slower and renews it"
                  .formatted(folder, kernel.java(), java),
              "start it once; where this stays, " + remedy));
    }
    if (Renewal.wasInVain(kernel)) {
      return Optional.of(
          Finding.note(
              "Kernel",
              folder + " works, but starts slower: it has no archives for a warm start",
              remedy));
    }
    return Optional.empty();
  }

  /** Java and every jar the kernel's command line names. */
  private static List<String> needed(Kernelspec kernel) {
    List<String> files = new ArrayList<>();
    List<String> argv = kernel.argv();
    files.add(argv.get(0));
    for (int i = 0; i < argv.size(); i++) {
      if (argv.get(i).equals("-cp") && i + 1 < argv.size()) {
        files.addAll(split(argv.get(i + 1)));
      } else if (argv.get(i).startsWith(WORKER_CLASS_PATH)) {
        files.addAll(split(argv.get(i).substring(WORKER_CLASS_PATH.length())));
      }
    }
    return files;
  }

  private static List<String> split(String classPath) {
    return List.of(classPath.split(Pattern.quote(File.pathSeparator)));
  }

  private static Path javaHome(Kernelspec kernel) {
    return Path.of(kernel.argv().get(0)).getParent().getParent();
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of(); // Not ours to read, so not where a kernel of ours would be.
    }
  }
}
