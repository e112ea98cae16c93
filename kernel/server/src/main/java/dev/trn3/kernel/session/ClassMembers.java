package dev.trn3.kernel.session;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an import of the members of a class brings of its own, read from its class file: loading it
 * would need all that it mentions.
 *
 * @param names of its static fields and methods and of the classes within it; some more of those
 * @param parents the classes from which it inherits others, with slashes between packages
 */
record ClassMembers(Set<String> names, List<String> parents) {

  private static final int PRIVATE = 0x0002;
  private static final int STATIC = 0x0008;

  /** Those in a class file (Java virtual machine specification, chapter 4). */
  static ClassMembers read(InputStream classFile) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(classFile))) {
      ClassConstants constants = ClassConstants.read(in);
      in.skipNBytes(4); // Access, and the class itself.
      List<String> parents = new ArrayList<>();
      int parent = in.readUnsignedShort();
      if (parent != 0) { // Object has none.
        parents.add(constants.className(parent));
      }
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        parents.add(constants.className(in.readUnsignedShort()));
      }
      Set<String> names = new HashSet<>();
      addStatic(in, constants, names); // Fields.
      addStatic(in, constants, names); // Methods.
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String attribute = constants.texts().get(in.readUnsignedShort());
        int length = in.readInt();
        if (attribute.equals("InnerClasses")) {
          addClasses(in, constants, names);
        } else {
          in.skipNBytes(length);
        }
      }
      return new ClassMembers(names, parents);
    }
  }

  private static void addStatic(DataInputStream in, ClassConstants constants, Set<String> names)
      throws IOException {
    for (int members = in.readUnsignedShort(); members > 0; members--) {
      int access = in.readUnsignedShort();
      String name = constants.texts().get(in.readUnsignedShort());
      if ((access & STATIC) != 0 && (access & PRIVATE) == 0) {
        names.add(name);
      }
      in.skipNBytes(2); // Its type.
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        in.skipNBytes(2); // The name of an attribute.
        in.skipNBytes(in.readInt());
      }
    }
  }

  /** Those of other classes that are mentioned are among them. */
  private static void addClasses(DataInputStream in, ClassConstants constants, Set<String> names)
      throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      in.skipNBytes(4); // The class and the one around it.
      int name = in.readUnsignedShort();
      if (name != 0) { // One without a name.
        names.add(constants.texts().get(name));
      }
      in.skipNBytes(2); // Access.
    }
  }
}
