package dev.trn3.notebook.check;

import dev.trn3.notebook.format.NotebookFormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The notebooks below a folder. */
public final class NotebookFiles {

  private static final Set<String> PASSED_OVER = Set.of("target", "build", "node_modules");

  private NotebookFiles() {}

  /**
   * A notebook, or all below a folder in the order of their paths. Hidden folders, {@code target},
   * {@code build}, {@code node_modules}, folders of stored matrix rows ({@code *.matrix}) and files
   * ending in {@code .executed.ipynb} are passed over.
   *
   * @throws NotebookFormatException where there is no such file or folder
   */
  public static List<Path> in(Path path) {
    return in(path, false);
  }

  /** As {@link #in(Path)}; with {@code executed} also files ending in {@code .executed.ipynb}. */
  static List<Path> in(Path path, boolean executed) {
    if (!Files.isDirectory(path)) {
      if (!Files.exists(path)) {
        throw new NotebookFormatException(
            path + " does not exist; name a notebook or a folder of notebooks");
      }
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(path, new Collector(path, executed, found));
    } catch (AccessDeniedException e) {
      throw new NotebookFormatException(
          "folder %s cannot be read: permission denied; check its owner and mode"
              .formatted(e.getFile()),
          e);
    } catch (IOException e) {
      throw new NotebookFormatException("folder " + path + " cannot be read: " + e, e);
    }
    found.sort(null);
    return List.copyOf(found);
  }

  /**
   * The folder that holds both of these, which are absolute; each of them where they are the same.
   */
  public static Path common(Path folder, Path other) {
    Path common = folder;
    while (common.getParent() != null && !other.startsWith(common)) {
      common = common.getParent();
    }
    return common;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final boolean executed;
    private final List<Path> found;

    Collector(Path root, boolean executed, List<Path> found) {
      this.root = root;
      this.executed = executed;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean skipped =
          !folder.equals(root)
              && (name.startsWith(".") || name.endsWith(".matrix") || PASSED_OVER.contains(name));
      return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = String.valueOf(file.getFileName());
      boolean wanted = executed || !name.endsWith(".executed.ipynb");
      if (wanted && name.endsWith(".ipynb") && !name.startsWith(".")) {
        found.add(file.normalize());
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
