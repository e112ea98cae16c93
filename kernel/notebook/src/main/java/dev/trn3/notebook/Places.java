package dev.trn3.notebook;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the executed copies of notebooks go: by their places below the folder that was named, so
 * that the two folders can be compared. Where several paths were named, below what these share.
 */
final class Places {

  private final Path common;

  Places(List<NotebookCheck> checks, List<Path> named) {
    List<Path> folders =
        named.stream()
            .filter(Files::isDirectory)
            .map(path -> path.toAbsolutePath().normalize())
            .toList();
    Path folder = null;
    for (NotebookCheck check : checks) {
      Path stored = stored(check);
      Path own =
          folders.stream().filter(stored::startsWith).findFirst().orElseGet(stored::getParent);
      folder = folder == null ? own : NotebookFiles.common(folder, own);
    }
    this.common = folder;
  }

  private static Path stored(NotebookCheck check) {
    return check.target().orElseThrow().toAbsolutePath().normalize();
  }

  /** {@code studies/late.executed.ipynb} for {@code studies/late.ipynb}. */
  Path executed(NotebookCheck check) {
    Path stored = stored(check);
    String name = String.valueOf(stored.getFileName()).replaceFirst("\\.ipynb$", "");
    Path sibling = stored.resolveSibling(name + ".executed.ipynb");
    return common.relativize(sibling);
  }
}
