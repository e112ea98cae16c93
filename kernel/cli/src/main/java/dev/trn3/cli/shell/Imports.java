package dev.trn3.cli.shell;

import dev.trn3.cli.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What a library jar wants imported in every cell and shell. */
public final class Imports {

  private static final String RESOURCE = "META-INF/trn3/imports.jsh";

  private Imports() {}

  /** The import statements of all jars on the class path of the analyst's code, one a line. */
  public static String of(Distribution distribution) throws IOException {
    StringBuilder imports = new StringBuilder();
    for (Path jar : distribution.workerJars()) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry(RESOURCE);
        if (entry != null) {
          try (InputStream in = zip.getInputStream(entry)) {
            imports.append(new String(in.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
          }
        }
      }
    }
    return imports.toString();
  }
}
