package dev.trn3.kernel.session;

import dev.trn3.kernel.classpath.ClassPathFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;

/**
 * Which names imports may bring: all that they bring, and some more.
 *
 * <p>What a package has are its classes. What a class has is read from its class file and those of
 * its parents.
 *
 * @param names what classes, and packages of the class path, bring
 * @param packages of the JDK, as folders; their classes are looked for when a name is asked for
 * @param any whether one of the imports cannot be read, so that it may bring every name
 */
record ImportedNames(Set<String> names, List<String> packages, boolean any) {

  private static final Pattern IMPORT =
      Pattern.compile("\\bimport\\s+(static\\s+)?([\\w$.]+?)\\.([\\w$]+|\\*)\\s*;");

  private static final String CLASS = ".class";
  private static final String OBJECT = "java/lang/Object"; // It has nothing to import.

  /** Those of these import statements, one or several in each text. */
  static ImportedNames of(List<String> imports, ClassPathFiles files) {
    Set<String> names = new HashSet<>();
    Set<String> packages = new HashSet<>();
    String all = String.join(" ", imports);
    Matcher each = IMPORT.matcher(all);
    boolean any = each.replaceAll("").contains("import"); // Such as one of a module.
    each.reset();
    while (each.find()) {
      String from = each.group(2);
      if (!each.group(3).equals("*")) {
        names.add(each.group(3));
      } else if (each.group(1) != null) {
        any |= !addMembers(from, files, names);
      } else {
        List<JavaFileObject> classes = files.classesOf(from);
        classes.forEach(file -> names.add(simple(files.binaryName(file))));
        if (classes.isEmpty() && !addMembers(from, files, names)) {
          packages.add(from.replace('.', '/'));
        }
      }
    }
    return new ImportedNames(Set.copyOf(names), List.copyOf(packages), any);
  }

  /** Those of imports of which nothing is known. */
  static ImportedNames unknown() {
    return new ImportedNames(Set.of(), List.of(), true);
  }

  /** Whether one of the imports may bring this name. */
  boolean mayBring(String name) {
    return any
        || names.contains(name)
        || packages.stream().anyMatch(folder -> isClass(folder, name));
  }

  private static boolean isClass(String folder, String name) {
    String file = folder + "/" + name + CLASS;
    return ClassLoader.getPlatformClassLoader().getResource(file) != null;
  }

  private static String simple(String binaryName) {
    return binaryName.substring(binaryName.lastIndexOf('.') + 1);
  }

  /**
   * Adds what a class has and inherits; tells whether all of that was found. A class within another
   * is named in an import as if that were its package.
   */
  private static boolean addMembers(String type, ClassPathFiles files, Set<String> names) {
    String path = type.replace('.', '/');
    while (true) {
      if (addMembersOf(path, files, names)) {
        return true;
      }
      int end = path.lastIndexOf('/');
      if (end < 0) {
        return false;
      }
      path = path.substring(0, end) + "$" + path.substring(end + 1);
    }
  }

  private static boolean addMembersOf(String path, ClassPathFiles files, Set<String> names) {
    if (path.equals(OBJECT)) {
      return true;
    }
    Optional<ClassMembers> found = read(path, files);
    found.ifPresent(members -> names.addAll(members.names()));
    return found.isPresent()
        && found.get().parents().stream().allMatch(parent -> addMembersOf(parent, files, names));
  }

  private static Optional<ClassMembers> read(String path, ClassPathFiles files) {
    try (InputStream in = open(path, files)) {
      return in == null ? Optional.empty() : Optional.of(ClassMembers.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the class " + path + " cannot be read", e);
    }
  }

  /** The class file; null where neither the class path nor the JDK has it. */
  private static InputStream open(String path, ClassPathFiles files) throws IOException {
    int end = Math.max(path.lastIndexOf('/'), 0);
    String binaryName = path.replace('/', '.');
    for (JavaFileObject file : files.classesOf(binaryName.substring(0, end))) {
      if (files.binaryName(file).equals(binaryName)) {
        return file.openInputStream();
      }
    }
    return ClassLoader.getPlatformClassLoader().getResourceAsStream(path + CLASS);
  }
}
