package dev.trn3.sweep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values as bytes: the same value gives the same bytes on every machine, and the bytes give the
 * value back. Takes records, enums, collections, optionals and whatever Java itself serializes.
 *
 * <p>Java's own serialization would not do: it refuses records that hold an {@link Optional}, and
 * its bytes depend on which strings are the same object.
 */
public final class Portable {

  /** The parts of each kind of record, ready to be read: Java makes new ones whenever asked. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
          }
          return components;
        }
      };

  private Portable() {}

  /**
   * A value as bytes.
   *
   * @throws IllegalArgumentException if it holds something that is neither a value nor serializable
   */
  public static byte[] bytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The value of some bytes. */
  public static Object value(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A short text that differs wherever one of the values does. */
  public static String key(Object... values) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes(Arrays.asList(values)));
      return HexFormat.of().formatHex(sum, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A short text for each part of a record, by its name. */
  public static Map<String, String> parts(Record record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : COMPONENTS.get(record.getClass())) {
      values.put(component.getName(), read(component, record));
    }
    return parts(values);
  }

  /** A short text for each value. */
  public static Map<String, String> parts(Map<String, ?> values) {
    Map<String, String> parts = new LinkedHashMap<>();
    values.forEach((name, value) -> parts.put(name, key(value)));
    return parts;
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof String text) {
      out.writeByte('S');
      writeText(out, text);
    } else if (value instanceof Integer number) {
      out.writeByte('I');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte('J');
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte('D');
      out.writeLong(Double.doubleToRawLongBits(number));
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? 'T' : 'F');
    } else if (value instanceof Enum<?> constant) {
      out.writeByte('E');
      out.writeUTF(constant.getDeclaringClass().getName());
      out.writeUTF(constant.name());
    } else if (value instanceof Optional<?> optional) {
      out.writeByte('O');
      write(out, optional.orElse(null));
    } else if (value instanceof Record record) {
      writeRecord(out, record);
    } else if (value instanceof List<?> list) {
      writeAll(out, 'L', list.toArray());
    } else if (value instanceof Set<?> set) {
      writeAll(out, 'U', inOrder(set).toArray());
    } else if (value instanceof Map<?, ?> map) {
      List<Object> keys = inOrder(map.keySet());
      writeAll(out, 'M', keys.toArray());
      writeAll(out, 'L', keys.stream().map(map::get).toArray());
    } else {
      writeJava(out, value);
    }
  }

  /** Sets whose order changes from run to run are put into one that does not. */
  private static List<Object> inOrder(Set<?> set) {
    List<Object> list = new ArrayList<>(set);
    String type = set.getClass().getName();
    if (type.startsWith("java.util.HashMap")
        || type.startsWith("java.util.HashSet")
        || type.startsWith("java.util.ImmutableCollections")
        || type.startsWith("java.util.AbstractMap")) {
      IdentityHashMap<Object, byte[]> written = new IdentityHashMap<>();
      list.forEach(each -> written.put(each, bytes(each)));
      list.sort((one, other) -> Arrays.compareUnsigned(written.get(one), written.get(other)));
    }
    return list;
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeAll(DataOutputStream out, char kind, Object[] values)
      throws IOException {
    out.writeByte(kind);
    out.writeInt(values.length);
    for (Object each : values) {
      write(out, each);
    }
  }

  private static void writeRecord(DataOutputStream out, Record value) throws IOException {
    out.writeByte('R');
    out.writeUTF(value.getClass().getName());
    RecordComponent[] components = COMPONENTS.get(value.getClass());
    out.writeInt(components.length);
    for (RecordComponent component : components) {
      write(out, read(component, value));
    }
  }

  private static Object read(RecordComponent component, Record from) {
    try {
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "%s of %s cannot be read".formatted(component.getName(), from.getClass()), e);
    }
  }

  private static void writeJava(DataOutputStream out, Object value) throws IOException {
    if (!(value instanceof Serializable)) {
      throw new IllegalArgumentException(
          "%s holds %s, which is neither a record nor serializable, so it can be neither compared nor sent"
              .formatted(value, value.getClass().getName()));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(value);
    }
    out.writeByte('X');
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  private static Object read(DataInputStream in) throws IOException {
    char kind = (char) in.readByte();
    return switch (kind) {
      case '0' -> null;
      case 'S' -> new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      case 'I' -> in.readInt();
      case 'J' -> in.readLong();
      case 'D' -> Double.longBitsToDouble(in.readLong());
      case 'T', 'F' -> kind == 'T';
      case 'E' -> constant(type(in.readUTF()), in.readUTF());
      case 'O' -> Optional.ofNullable(read(in));
      case 'R' -> readRecord(in);
      case 'L' -> Collections.unmodifiableList(readAll(in));
      case 'U' -> Collections.unmodifiableSet(new LinkedHashSet<>(readAll(in)));
      case 'M' -> readMap(in);
      case 'X' -> readJava(in.readNBytes(in.readInt()));
      default -> throw new IllegalArgumentException("no value begins with '" + kind + "'");
    };
  }

  private static List<Object> readAll(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(in));
    }
    return list;
  }

  private static Map<Object, Object> readMap(DataInputStream in) throws IOException {
    List<Object> keys = readAll(in);
    List<?> values = (List<?>) read(in);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return Collections.unmodifiableMap(map);
  }

  private static Object readRecord(DataInputStream in) throws IOException {
    Class<?> type = type(in.readUTF());
    Object[] values = new Object[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(in);
    }
    RecordComponent[] components = COMPONENTS.get(type);
    try {
      Constructor<?> canonical =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type.getName() + " differs here from where it was sent", e);
    }
  }

  private static Object constant(Class<?> type, String name) {
    Object constants = type.getEnumConstants();
    for (int i = 0; i < Array.getLength(constants); i++) {
      if (((Enum<?>) Array.get(constants, i)).name().equals(name)) {
        return Array.get(constants, i);
      }
    }
    throw new IllegalArgumentException("%s has no %s here".formatted(type.getName(), name));
  }

  private static Object readJava(byte[] bytes) throws IOException {
    try (ObjectInputStream objects =
        new ObjectInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass described) {
            return type(described.getName());
          }
        }) {
      return objects.readObject();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e.getMessage() + " is not known here", e);
    }
  }

  private static Class<?> type(String name) {
    ClassLoader here = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(name, false, here == null ? Portable.class.getClassLoader() : here);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("class " + name + " is not known here", e);
    }
  }
}
