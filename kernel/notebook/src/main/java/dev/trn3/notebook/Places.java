package dev.trn3.notebook;

import dev.trn3.notebook.check.NotebookCheck;
import java.nio.file.Path;
import java.util.List;

/** Where the executed copies of notebooks go: by their places below the folder common to all. */
final class Places {

  private final Path common;

  Places(List<NotebookCheck> checks) {
    Path folder = null;
    for (NotebookCheck check : checks) {
      Path own = stored(check).getParent();
      folder = folder == null ? own : common(folder, own);
    }
    this.common = folder;
  }

  private static Path common(Path folder, Path other) {
    Path common = folder;
    while (common.getParent() != null && !other.startsWith(common)) {
      common = common.getParent();
    }
    return common;
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
