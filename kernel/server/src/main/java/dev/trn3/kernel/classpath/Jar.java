package dev.trn3.kernel.classpath;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;

/**
 * A jar on the class path. It is kept open, as javac does, too; whoever asks for it next gets the
 * same. What an open jar keeps of its directory takes 100 bytes an entry, so all are closed once,
 * when a session has been prepared; the next who reads from one opens it again, and is told where
 * it has become another file.
 *
 * <p>What packages it has is found when it is first asked. The names of classes are kept only where
 * one of its packages was asked for.
 */
public final class Jar implements Container {

  private static final String CLASS = ".class";

  private static final Map<Path, Jar> OPEN = new ConcurrentHashMap<>();

  private final Path path;
  private final URI address;
  private final Stamp first;
  private JarFile open;
  private Set<String> packages;
  private Map<String, List<String>> classes;

  private Jar(Path path) throws IOException {
    this.path = path;
    this.address = path.toUri();
    this.first = Stamp.of(path);
    this.open = open(path);
  }

  /** By what another file at the same path is told. */
  private record Stamp(long size, FileTime modified) {

    static Stamp of(Path path) throws IOException {
      return new Stamp(Files.size(path), Files.getLastModifiedTime(path));
    }
  }

  /**
   * The jar at this path.
   *
   * @throws UncheckedIOException where it is none, or cannot be read
   */
  public static Jar at(Path path) {
    return OPEN.computeIfAbsent(path.toAbsolutePath().normalize(), Jar::of);
  }

  /** Lets go of all others: they may be other files by the time they are asked for again. */
  public static void keepOnly(List<Path> paths) {
    Set<Path> kept = new HashSet<>();
    paths.forEach(path -> kept.add(path.toAbsolutePath().normalize()));
    OPEN.keySet().retainAll(kept); // Closed with the last who reads from it.
  }

  /** Closes all until they are read again. */
  public static void closeAll() {
    OPEN.values().forEach(Jar::close);
  }

  private static Jar of(Path path) {
    try {
      return new Jar(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static JarFile open(Path path) throws IOException {
    return new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
  }

  private synchronized JarFile file() throws IOException {
    if (open == null) {
      if (!Stamp.of(path).equals(first)) {
        throw new IOException("it was replaced after the kernel had read it; restart the kernel");
      }
      open = open(path);
    }
    return open;
  }

  private synchronized void close() {
    try {
      if (open != null) {
        open.close();
        open = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be closed: " + e.getMessage(), e);
    }
  }

  /** The text in an entry of the jar, where it has that entry. */
  public synchronized Optional<String> text(String entry) {
    try {
      ZipEntry found = file().getEntry(entry);
      if (found == null) {
        return Optional.empty();
      }
      try (InputStream in = file().getInputStream(found)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          entry + " in " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<JavaFileObject> classesOf(String packageName) {
    return ClassFile.all(address, packageName, names(packageName), this::open);
  }

  /**
   * The simple names of the classes of a package.
   *
   * @throws UncheckedIOException where the jar cannot be read
   */
  synchronized List<String> names(String packageName) {
    try {
      if (!packages().contains(packageName)) {
        return List.of();
      }
      if (classes == null) {
        classes = classes(file());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
    }
    return classes.getOrDefault(packageName, List.of());
  }

  /**
   * The packages that have classes.
   *
   * @throws IOException where the jar cannot be read
   */
  synchronized Set<String> packages() throws IOException {
    if (packages == null) {
      packages = packages(file());
    }
    return packages;
  }

  /**
   * The bytes of a class. A jar for several releases hands out what is for the one that runs. All
   * of it, since the jar may be closed by the time it is read.
   *
   * @throws IOException where the jar cannot be read, or has no such class
   */
  synchronized InputStream open(String binaryName) throws IOException {
    String entry = binaryName.replace('.', '/') + CLASS;
    JarFile file = file();
    ZipEntry found = file.getEntry(entry);
    if (found == null) {
      throw new FileNotFoundException(entry + " has gone from " + path);
    }
    try (InputStream in = file.getInputStream(found)) {
      return new ByteArrayInputStream(in.readAllBytes());
    }
  }

  private static Set<String> packages(JarFile file) {
    Set<String> found = new HashSet<>();
    String last = "";
    for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
      String name = entries.nextElement().getName();
      if (name.endsWith(CLASS) && !isIn(last, name)) {
        last = folder(name);
        found.add(last.replace('/', '.'));
      }
    }
    return found;
  }

  /** Entries of a package mostly follow each other; this spares a text for each. */
  private static boolean isIn(String folder, String name) {
    return name.lastIndexOf('/') == folder.length() && name.startsWith(folder);
  }

  private static Map<String, List<String>> classes(JarFile file) {
    Map<String, List<String>> found = new HashMap<>();
    file.versionedStream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(CLASS))
        .forEach(
            name ->
                found
                    .computeIfAbsent(folder(name).replace('/', '.'), key -> new ArrayList<>())
                    .add(simpleName(name)));
    return found;
  }

  private static String folder(String entry) {
    return entry.substring(0, Math.max(0, entry.lastIndexOf('/')));
  }

  private static String simpleName(String entry) {
    return entry.substring(entry.lastIndexOf('/') + 1, entry.length() - CLASS.length());
  }
}
