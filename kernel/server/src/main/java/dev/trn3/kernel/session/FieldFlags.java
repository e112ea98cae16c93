package dev.trn3.kernel.session;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A field in a class file.
 *
 * @param at where its access flags begin
 */
record FieldFlags(String name, int at) {

  /** All fields of a class file that the compiler has made, in their order. */
  static List<FieldFlags> of(byte[] classFile) {
    try (var in = new DataInputStream(new ByteArrayInputStream(classFile))) {
      ClassConstants constants = ClassConstants.read(in);
      in.skipNBytes(6); // Of the class: access, itself, its parent.
      in.skipNBytes(2L * in.readUnsignedShort()); // Interfaces.
      List<FieldFlags> fields = new ArrayList<>();
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        int at = classFile.length - in.available();
        in.skipNBytes(2);
        fields.add(new FieldFlags(constants.texts().get(in.readUnsignedShort()), at));
        in.skipNBytes(2); // Its type.
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
          in.skipNBytes(2); // Its name.
          in.skipNBytes(in.readInt());
        }
      }
      return fields;
    } catch (IOException e) {
      throw new IllegalArgumentException("this is no class file: " + e.getMessage(), e);
    }
  }

  /** Sets a flag of this field in the class file. */
  void set(int flag, byte[] classFile) {
    ByteBuffer file = ByteBuffer.wrap(classFile);
    file.putShort(at, (short) (file.getShort(at) | flag));
  }
}
