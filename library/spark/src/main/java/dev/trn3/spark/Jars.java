package dev.trn3.spark;

import dev.trn3.display.Progress;
import dev.trn3.sweep.Sweep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * The jars that executors need to compute: those of this library, the histograms of its services,
 * and nothing that Spark has.
 */
final class Jars {

  private Jars() {}

  static List<String> ofThisLibrary() {
    Set<String> jars = new LinkedHashSet<>();
    for (Class<?> type : List.of(Sweep.class, Progress.class, Jars.class, Histogram.class)) {
      jars.add(jar(place(type)).toUri().toString());
    }
    return List.copyOf(jars);
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no place is known for " + type, e);
    }
  }

  /** A folder of classes, as in a build, is packed into a jar that is deleted at the end. */
  static Path jar(Path place) {
    if (!Files.isDirectory(place)) {
      return place;
    }
    try {
      Path jar = Files.createTempFile("trn3-", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file);
          Stream<Path> paths = Files.walk(place)) {
        for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new JarEntry(place.relativize(path).toString().replace('\\', '/')));
          Files.copy(path, out);
          out.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be packed for executors", e);
    }
  }
}
