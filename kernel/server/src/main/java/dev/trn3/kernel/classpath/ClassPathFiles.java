package dev.trn3.kernel.classpath;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * A file manager that knows the classes of the class path without opening file systems. For
 * everything else it asks another one. Sources on the class path are not looked for.
 */
public final class ClassPathFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {

  private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-classpath", "-cp", "--class-path");

  private final Listings listings;
  private final SystemModules systemModules;
  private List<Container> containers;

  /** Takes over the class path of this file manager, as it is now. */
  public ClassPathFiles(StandardJavaFileManager others) {
    super(others);
    // Also since javac else looks it up when it is first asked for, in a property that may be
    // another's by then.
    listings = new Listings(classPath());
    systemModules = new SystemModules(others, listings);
  }

  /** The jars and folders of the class path. */
  public List<Path> classPath() {
    List<Path> paths = new ArrayList<>();
    fileManager.getLocation(StandardLocation.CLASS_PATH).forEach(file -> paths.add(file.toPath()));
    return paths;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
    if (location == StandardLocation.CLASS_PATH && !recurse) {
      return kinds.contains(Kind.CLASS) ? classesOf(packageName) : List.of();
    }
    if (SystemModules.has(location) && kinds.contains(Kind.CLASS) && !recurse) {
      return systemModules.list(location, packageName, kinds);
    }
    return super.list(location, packageName, kinds, recurse);
  }

  /** The classes of a package on the class path. */
  public List<JavaFileObject> classesOf(String packageName) {
    List<JavaFileObject> found = new ArrayList<>();
    containers().forEach(each -> found.addAll(each.classesOf(packageName)));
    return found;
  }

  /** Keeps for the next sessions of an installed kernel what was listed so far. */
  public void keepListings() {
    listings.keep();
  }

  /** The name of one of the {@link #classesOf classes}, with dots between packages. */
  public String binaryName(JavaFileObject file) {
    return ((ClassFile) file).binaryName();
  }

  private synchronized List<Container> containers() {
    if (containers == null) {
      containers = new ArrayList<>();
      for (Path entry : classPath()) {
        add(entry, containers);
      }
    }
    return containers;
  }

  /** What does not exist, or is no jar, javac passes over without a word. */
  private void add(Path entry, List<Container> into) {
    if (Files.isDirectory(entry)) {
      into.add(new Folder(entry));
    } else if (Files.exists(entry)) {
      try {
        into.add(listings.mayHave(entry) ? new ListedJar(entry, listings) : Jar.at(entry));
      } catch (UncheckedIOException e) {
        System.err.println("The class path is used without " + e.getMessage());
      }
    }
  }

  private synchronized void forget() {
    containers = null;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassFile ours
        ? ours.binaryName()
        : super.inferBinaryName(location, file);
  }

  /**
   * One without the class path: javac would look into each jar for plugins of its own, and run them
   * in the JVM that must not run what stands there.
   */
  @Override
  public ClassLoader getClassLoader(Location location) {
    return ClassLoader.getPlatformClassLoader();
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return (a instanceof ClassFile || b instanceof ClassFile)
        ? a.toUri().equals(b.toUri())
        : super.isSameFile(a, b);
  }

  @Override
  public boolean handleOption(String current, Iterator<String> remaining) {
    if (CLASS_PATH_OPTIONS.contains(current)) {
      forget();
    }
    return super.handleOption(current, remaining);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    forget();
    fileManager.setLocation(location, files);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    return fileManager.getLocationAsPaths(location); // Also where a path is no file.
  }
}
