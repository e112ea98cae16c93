package dev.trn3.kernel.classpath;

import java.io.IOException;
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

  private List<String> readPackages() {
    try {
      return noted(Listings.PACKAGES, List.copyOf(Jar.at(path).packages()));
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
        listed(packageName).orElseGet(() -> noted(packageName, Jar.at(path).names(packageName)));
    return ClassFile.all(address, packageName, names, binaryName -> Jar.at(path).open(binaryName));
  }

  private List<String> noted(String what, List<String> names) {
    listings.found(path.toString(), what, names);
    return names;
  }
}
