package dev.trn3.kernel.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaFileObject;

/** A jar that is not opened to see what is listed of it already. */
final class ListedJar implements Container {

  private final Path path;
  private final URI address;
  private final Listings listings;
  private final Set<String> packages;
  private Jar jar;

  /**
   * The jar at this path.
   *
   * @throws UncheckedIOException where it is none, or cannot be read
   */
  ListedJar(Path path, Listings listings) {
    this.path = path;
    this.address = path.toUri();
    this.listings = listings;
    packages = new HashSet<>(listed(Listings.PACKAGES).orElseGet(this::readPackages));
  }

  private Optional<List<String>> listed(String what) {
    return listings.of(path.toString(), what);
  }

  /** The same for ever, as it tells where the file has become another one. */
  private synchronized Jar jar() {
    if (jar == null) {
      jar = Jar.at(path);
    }
    return jar;
  }

  private List<String> readPackages() {
    try {
      return noted(Listings.PACKAGES, List.copyOf(jar().packages()));
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<JavaFileObject> classesOf(String packageName) {
    if (!packages.contains(packageName)) {
      return List.of();
    }
    List<String> names =
        listed(packageName).orElseGet(() -> noted(packageName, jar().names(packageName)));
    return ClassFile.all(address, packageName, names, this::open);
  }

  /** The compiler deals with a class that cannot be read, but not with other exceptions. */
  private InputStream open(String binaryName) throws IOException {
    try {
      return jar().open(binaryName);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<String> noted(String what, List<String> names) {
    listings.found(path.toString(), what, names);
    return names;
  }
}
