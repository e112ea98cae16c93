package dev.trn3.cli.notebook;

import dev.trn3.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command will write.
 *
 * @param option the option that names it
 */
record Target(String option, Path file) {

  /**
   * Finds out whether the file could be written, before any work is done. Leaves nothing behind.
   *
   * @throws Refusal where it could not
   */
  void requireWritable() {
    if (Files.isDirectory(file)) {
      throw Refusal.usage(option + " " + file + " is a folder; name a file in it");
    }
    if (!option.equals("--output") && file.toString().endsWith(".ipynb")) {
      throw Refusal.usage(
          option + " " + file + " would be written over a notebook; name another file");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw Refusal.usage(
          option
              + " "
              + file
              + " is write-protected; name another file, or change its permissions");
    }
    requireFolderWritable();
  }

  private void requireFolderWritable() {
    requireWritable(file.toAbsolutePath().normalize().getParent());
  }

  private void requireWritable(Path wanted) {
    Path folder = wanted;
    while (!Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      Files.delete(Files.createTempFile(folder, ".trn3-", ".part"));
    } catch (IOException e) {
      throw Refusal.usage(
          option + " " + file + ": the folder " + folder + " is not writable; name another", e);
    }
  }

  /**
   * Finds out whether files could be written into this folder, which may be missing yet.
   *
   * @throws Refusal where they could not
   */
  void requireFolder() {
    if (Files.exists(file) && !Files.isDirectory(file)) {
      throw Refusal.usage(option + " " + file + " is a file; name a folder");
    }
    requireWritable(file.toAbsolutePath().normalize());
  }

  /** Writes text, making the folder where missing. */
  void write(String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }
}
