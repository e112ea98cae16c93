package dev.trn3.worker;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the classes of cells, and jars that were added while the kernel ran.
 *
 * <p>All byte codes of one declaration are known before the first of them is linked, so that
 * classes of a cell may refer to each other.
 */
final class CellClasses extends URLClassLoader {

  /** The package into which JShell puts all that cells declare. */
  private static final String OF_CELLS = "REPL";

  private final Map<String, byte[]> undefined = new ConcurrentHashMap<>();

  /** By the name of the resource: other machines that compute for a cell fetch its classes. */
  private final ClassFiles code = new ClassFiles();

  CellClasses() {
    this(CellClasses.class.getClassLoader());
  }

  CellClasses(ClassLoader above) {
    super("cells", new URL[0], above);
    setPackageAssertionStatus(OF_CELLS, true); // Whoever writes one in a notebook wants to know.
  }

  /**
   * Defines and links the classes.
   *
   * @throws LinkageError where one of them cannot be linked
   * @throws ClassNotFoundException where one of them refers to a class that does not exist
   * @throws DefinedAlready where one of them is defined already, with other code
   */
  void load(LinkedHashMap<String, byte[]> classes) throws ClassNotFoundException {
    classes.forEach(this::requireNew);
    undefined.putAll(classes);
    classes.forEach((name, bytes) -> code.put(resource(name), bytes));
    for (String name : classes.keySet()) {
      Class<?> loaded = loadClass(name);
      // Resolves what its methods mention, now rather than in a later cell.
      Objects.requireNonNull(loaded.getDeclaredMethods());
    }
  }

  /** The JVM has other code for them from now on: so have those who fetch it. */
  void redefined(Map<String, byte[]> classes) {
    classes.forEach((name, bytes) -> code.put(resource(name), bytes));
  }

  private void requireNew(String name, byte[] bytes) {
    if (findLoadedClass(name) != null && !Arrays.equals(code.get(resource(name)), bytes)) {
      throw new DefinedAlready(name);
    }
  }

  private static String resource(String name) {
    return name.replace('.', '/') + ".class";
  }

  /**
   * What the kernel has handed over is looked for nowhere else: neither in each jar, nor by the
   * loaders above, which keep a lock for each name that they were ever asked for.
   */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      return undefined.containsKey(name) && findLoadedClass(name) == null
          ? findClass(name)
          : super.loadClass(name, resolve);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = undefined.remove(name);
    return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = code.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  /** Makes one more jar or folder visible to cells. */
  void add(URL url) {
    addURL(url);
  }
}
