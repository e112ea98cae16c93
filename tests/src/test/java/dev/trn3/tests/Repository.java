package dev.trn3.tests;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the working copy under test. */
final class Repository {

  /** The folder with the parent {@code pom.xml}. */
  static final Path ROOT = root();

  /** The folder of this module. */
  static final Path MODULE = ROOT.resolve("tests");

  /** Where tests write; what lies here after a run is worth a look. */
  static final Path TARGET = MODULE.resolve("target");

  /** The published notebook that newcomers run first. */
  static final Path QUICKSTART = ROOT.resolve("notebooks").resolve("quickstart.ipynb");

  /** The published notebook that shows the kernel piece by piece. */
  static final Path KERNEL_TOUR = ROOT.resolve("notebooks").resolve("kernel-tour.ipynb");

  private Repository() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("kernel").resolve("trn3"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException(
            "no folder above " + Path.of("").toAbsolutePath() + " holds kernel/trn3");
      }
    }
    return folder;
  }

  /** A file of {@code src/test/resources}. */
  static Path resource(String name) {
    return MODULE.resolve("src/test/resources").resolve(name);
  }
}
