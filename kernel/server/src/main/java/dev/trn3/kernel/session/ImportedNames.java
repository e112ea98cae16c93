package dev.trn3.kernel.session;

import dev.trn3.kernel.classpath.ClassPathFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;

/**
 * Which names imports may bring: all that they bring, and some more.
 *
 * <p>What a package has are its classes. What a class has is read from the texts of its constants,
 * among which the name of each of its members stands.
 *
 * @param names what classes and packages of the class path bring
 * @param packages of the JDK, as folders; their classes are looked for when a name is asked for
 */
record ImportedNames(Set<String> names, List<String> packages) {

  private static final Pattern IMPORT =
      Pattern.compile("import\\s+(static\\s+)?([\\w$.]+?)\\.([\\w$]+|\\*)\\s*;");

  private static final String CLASS = ".class";

  /** Those of these import statements, one or several in each text. */
  static ImportedNames of(List<String> imports, ClassPathFiles files) {
    Set<String> names = new HashSet<>();
    Set<String> packages = new HashSet<>();
    Matcher each = IMPORT.matcher(String.join(" ", imports));
    while (each.find()) {
      if (!each.group(3).equals("*")) {
        names.add(each.group(3));
      } else if (each.group(1) != null) {
        addMembers(each.group(2), files, names);
      } else {
        List<JavaFileObject> classes = files.classesOf(each.group(2));
        classes.forEach(file -> names.add(simple(files.binaryName(file))));
        if (classes.isEmpty()) {
          packages.add(each.group(2).replace('.', '/'));
        }
      }
    }
    return new ImportedNames(Set.copyOf(names), List.copyOf(packages));
  }

  /** Whether one of the imports may bring this name. */
  boolean mayBring(String name) {
    return names.contains(name) || packages.stream().anyMatch(folder -> isClass(folder, name));
  }

  private static boolean isClass(String folder, String name) {
    String file = folder + "/" + name + CLASS;
    return ClassLoader.getPlatformClassLoader().getResource(file) != null;
  }

  private static String simple(String binaryName) {
    return binaryName.substring(binaryName.lastIndexOf('.') + 1);
  }

  /** A class within another is named in an import as if that were its package. */
  private static void addMembers(String type, ClassPathFiles files, Set<String> names) {
    int dot = type.lastIndexOf('.');
    for (String binary = type; dot > 0; dot = binary.lastIndexOf('.')) {
      String sought = binary;
      for (JavaFileObject file : files.classesOf(binary.substring(0, dot))) {
        if (files.binaryName(file).equals(sought)) {
          names.addAll(textsOf(file));
          return;
        }
      }
      binary = binary.substring(0, dot) + "$" + binary.substring(dot + 1);
    }
  }

  /** The texts among the constants of a class. */
  private static Set<String> textsOf(JavaFileObject file) {
    try (var in = new DataInputStream(new BufferedInputStream(file.openInputStream()))) {
      in.skipNBytes(8); // Magic number and version.
      int count = in.readUnsignedShort();
      Set<String> texts = new HashSet<>();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        if (tag == 1) {
          texts.add(in.readUTF());
        } else {
          in.skipNBytes(length(tag));
          i += tag == 5 || tag == 6 ? 1 : 0; // A long or a double takes two numbers.
        }
      }
      return texts.stream().filter(ImportedNames::isName).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && text.codePoints().allMatch(Character::isJavaIdentifierPart);
  }

  /** How many bytes follow the tag of a constant other than a text (JVM specification, 4.4). */
  private static int length(int tag) {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case 5, 6 -> 8;
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      default -> throw new IllegalArgumentException("no constant of a class has the tag " + tag);
    };
  }
}
