package dev.trn3.kernel.session;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The texts of the constants of a class file, and the texts that stand for classes, by number. */
record ClassConstants(Map<Integer, String> texts, Map<Integer, Integer> classes) {

  /** Reads a class file up to the end of its constants (Java virtual machine specification, 4). */
  static ClassConstants read(DataInputStream in) throws IOException {
    in.skipNBytes(8); // Magic number and version.
    int count = in.readUnsignedShort();
    ClassConstants constants = new ClassConstants(new HashMap<>(), new HashMap<>());
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> constants.texts().put(i, in.readUTF());
        case 7 -> constants.classes().put(i, in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // A long or a double takes two numbers.
        }
        default -> throw new IOException("no constant of a class has the tag " + tag);
      }
    }
    return constants;
  }

  String className(int number) {
    return texts.get(classes.get(number));
  }
}
