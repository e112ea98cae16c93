package dev.trn3.kernel.classpath;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The classes in the modules of the JDK. javac lists their packages through a file system of its
 * own, with a path and attributes for each class; where the names are kept, none is needed.
 *
 * <p>javac warns of internal classes only where a file is its own, so not of those in packages that
 * are kept; cells show errors only.
 */
final class SystemModules {

  private static final String BEGIN = StandardLocation.SYSTEM_MODULES.getName() + "[";

  private final StandardJavaFileManager javac;
  private final Listings listings;

  SystemModules(StandardJavaFileManager javac, Listings listings) {
    this.javac = javac;
    this.listings = listings;
  }

  static boolean has(Location location) {
    return location.getName().startsWith(BEGIN);
  }

  /** The classes of a package in one of the modules. */
  Iterable<JavaFileObject> list(Location module, String packageName, Set<Kind> kinds)
      throws IOException {
    Optional<List<String>> names = listings.of(module.getName(), packageName);
    if (names.isPresent()) {
      URI address = URI.create("jrt:/" + name(module));
      return ClassFile.all(
          address, packageName, names.get(), binaryName -> open(module, binaryName));
    }
    Iterable<JavaFileObject> all = javac.list(module, packageName, kinds, false);
    if (listings.areCollected()) {
      List<String> found = new ArrayList<>();
      all.forEach(file -> found.add(simpleName(javac.inferBinaryName(module, file))));
      listings.found(module.getName(), packageName, found);
    }
    return all;
  }

  private InputStream open(Location module, String binaryName) throws IOException {
    Optional<Module> here = ModuleLayer.boot().findModule(name(module));
    if (here.isPresent()) {
      InputStream in = here.get().getResourceAsStream(binaryName.replace('.', '/') + ".class");
      if (in != null) {
        return in;
      }
    }
    JavaFileObject file = javac.getJavaFileForInput(module, binaryName, Kind.CLASS);
    if (file == null) {
      throw new FileNotFoundException(binaryName + " is not in " + module.getName());
    }
    return file.openInputStream();
  }

  private static String name(Location module) {
    return module.getName().substring(BEGIN.length(), module.getName().length() - 1);
  }

  private static String simpleName(String binaryName) {
    return binaryName.substring(binaryName.lastIndexOf('.') + 1);
  }
}
