package dev.trn3.notebook.check;

import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.run.Parameters;
import dev.trn3.notebook.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The checks that a folder of notebooks asks for: one for each notebook, or row of its matrix. */
public final class NotebookChecks {

  private NotebookChecks() {}

  /**
   * The checks of a notebook, or of all notebooks below a folder. Parameters of the options stand
   * in for the rows of a matrix: what a notebook shows with them is stored as that of a row is.
   *
   * @throws dev.trn3.notebook.format.NotebookFormatException where one cannot be read
   */
  public static List<NotebookCheck> in(Path path, KernelChoice kernels, RunOptions options) {
    List<NotebookCheck> checks = new ArrayList<>();
    for (Path file : NotebookFiles.in(path)) {
      Notebook notebook = Notebook.read(file);
      Optional<List<Parameters>> rows =
          options.parameters().isEmpty()
              ? Matrix.beside(file)
              : Optional.of(List.of(options.parameters()));
      if (rows.isEmpty()) {
        checks.add(NotebookCheck.of(notebook, kernels, options));
        continue;
      }
      for (Parameters row : rows.get()) {
        NotebookCheck check;
        try {
          check = NotebookCheck.of(notebook, kernels, options.withParameters(row));
        } catch (IllegalArgumentException e) {
          throw options.parameters().isEmpty()
              ? new IllegalArgumentException(
                  "%s, row {%s}: %s".formatted(Matrix.file(file), row, e.getMessage()), e)
              : e;
        }
        Path stored = Matrix.stored(file, row);
        checks.add(
            Files.exists(stored)
                ? check.against(Notebook.read(stored))
                : check.against(check.source().withoutOutputs()).storedIn(stored));
      }
    }
    return List.copyOf(checks);
  }

  /**
   * The same checks; notebooks of the same name are called by their places in the folder they
   * share.
   */
  public static List<NotebookCheck> distinct(List<NotebookCheck> checks) {
    Map<String, List<NotebookCheck>> byName =
        checks.stream().collect(Collectors.groupingBy(NotebookCheck::name));
    return checks.stream()
        .map(
            check -> {
              List<NotebookCheck> same = byName.get(check.name());
              return same.size() == 1 ? check : check.calledBelow(shared(same));
            })
        .toList();
  }

  private static Path shared(List<NotebookCheck> checks) {
    return checks.stream()
        .flatMap(check -> check.source().file().stream())
        .map(file -> file.toAbsolutePath().normalize().getParent())
        .reduce(NotebookFiles::common)
        .orElseThrow();
  }
}
