package dev.trn3.kernel.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A field in a class file.
 *
 * @param at where its access flags begin
 */
record FieldFlags(String name, int at) {

  private static final int CONSTANTS = 8;
  private static final int ATTRIBUTE_HEADER_BYTES = 6;

  /** All fields of a class file, in their order. */
  static List<FieldFlags> of(byte[] classFile) {
    ByteBuffer in = ByteBuffer.wrap(classFile).position(CONSTANTS);
    int[] constants = constants(in);
    in.position(in.position() + 3 * Short.BYTES); // Of the class: flags, name, the one above.
    skip(in, unsigned(in) * Short.BYTES); // Interfaces.
    List<FieldFlags> fields = new ArrayList<>();
    for (int count = unsigned(in); count > 0; count--) {
      int at = in.position();
      skip(in, Short.BYTES);
      fields.add(new FieldFlags(text(in, constants[unsigned(in)]), at));
      skip(in, Short.BYTES); // Its type.
      for (int attributes = unsigned(in); attributes > 0; attributes--) {
        skip(in, ATTRIBUTE_HEADER_BYTES + in.getInt(in.position() + Short.BYTES));
      }
    }
    return fields;
  }

  /** Where each constant begins, behind its tag. */
  private static int[] constants(ByteBuffer in) {
    int[] constants = new int[unsigned(in)];
    for (int i = 1; i < constants.length; i++) {
      int tag = in.get();
      constants[i] = in.position();
      switch (tag) {
        case 1 -> skip(in, unsigned(in)); // A text.
        case 7, 8, 16, 19, 20 -> skip(in, Short.BYTES);
        case 15 -> skip(in, 1 + Short.BYTES);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(in, Integer.BYTES);
        case 5, 6 -> {
          skip(in, Long.BYTES);
          i++; // It counts for two.
        }
        default -> throw new IllegalArgumentException("constant with tag " + tag);
      }
    }
    return constants;
  }

  /** Not the UTF-8 of all others, but that of names differs only beyond the basic plane. */
  private static String text(ByteBuffer in, int at) {
    byte[] text = new byte[Short.toUnsignedInt(in.getShort(at))];
    in.get(at + Short.BYTES, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int unsigned(ByteBuffer in) {
    return Short.toUnsignedInt(in.getShort());
  }

  private static void skip(ByteBuffer in, int bytes) {
    in.position(in.position() + bytes);
  }

  /** Sets a flag of this field in the class file. */
  void set(int flag, byte[] classFile) {
    ByteBuffer file = ByteBuffer.wrap(classFile);
    file.putShort(at, (short) (file.getShort(at) | flag));
  }
}
