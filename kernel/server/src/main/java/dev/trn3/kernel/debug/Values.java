package dev.trn3.kernel.debug;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.jdi.ArrayReference;
import com.sun.jdi.CharValue;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import dev.trn3.kernel.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What variables hold, as a debugger shows it. No code of the analyst runs for it: a {@code
 * toString} that never ends, or changes something, is not called.
 */
final class Values {

  private static final int LONGEST = 200;
  private static final int MOST = 100;
  private static final int FIELDS_IN_A_LINE = 4;

  private static final Set<String> BOXES =
      Set.of(
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Short",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Boolean");

  private final Map<Integer, ObjectReference> expandable = new LinkedHashMap<>();
  private final AtomicInteger references;

  /** Values whose references come from this counter, so that they differ from those of scopes. */
  Values(AtomicInteger references) {
    this.references = references;
  }

  /** A variable as the protocol wants it. */
  ObjectNode variable(String name, String type, Value value) {
    ObjectNode node = Json.object().put("name", name).put("evaluateName", name);
    node.put("type", type == null ? typeOf(value) : type).put("value", text(value));
    return node.put("variablesReference", reference(value));
  }

  /** What is inside the value with this reference; null where no value has it. */
  synchronized ArrayNode children(int reference) {
    ObjectReference object = expandable.get(reference);
    return object == null ? null : children(object);
  }

  /** Forgets the references that were given out. */
  synchronized void clear() {
    expandable.clear();
  }

  private synchronized int reference(Value value) {
    if (!(value instanceof ObjectReference object)
        || value instanceof StringReference
        || BOXES.contains(value.type().name())
        || members(object).isEmpty()) {
      return 0;
    }
    int reference = references.incrementAndGet();
    expandable.put(reference, object);
    return reference;
  }

  private ArrayNode children(ObjectReference object) {
    ArrayNode children = Json.array();
    Map<String, Value> members = members(object);
    members.entrySet().stream()
        .limit(MOST)
        .forEach(each -> children.add(variable(each.getKey(), null, each.getValue())));
    int more = size(object) - MOST;
    if (more > 0) {
      ObjectNode rest = Json.object().put("name", "…").put("value", more + " more").put("type", "");
      children.add(rest.put("variablesReference", 0));
    }
    return children;
  }

  private static int size(ObjectReference object) {
    ObjectReference elements = elements(object);
    return elements instanceof ArrayReference array ? array.length() : 0;
  }

  /** Elements of arrays and of lists that keep them in one; else fields. */
  private static Map<String, Value> members(ObjectReference object) {
    Map<String, Value> members = new LinkedHashMap<>();
    try {
      if (elements(object) instanceof ArrayReference array) {
        int count = Math.min(MOST, held(object, array));
        List<Value> values = count == 0 ? List.of() : array.getValues(0, count);
        for (int i = 0; i < values.size(); i++) {
          members.put("[" + i + "]", values.get(i));
        }
        return members;
      }
      for (Field field : fields(object)) {
        members.put(field.name(), object.getValue(field));
      }
    } catch (ObjectCollectedException e) {
      members.clear(); // Nothing holds it any more; it has no members to show.
    }
    return members;
  }

  private static ObjectReference elements(ObjectReference object) {
    if (object instanceof ArrayReference) {
      return object;
    }
    return switch (object.referenceType().name()) {
      case "java.util.ArrayList" -> (ObjectReference) field(object, "elementData");
      case "java.util.ImmutableCollections$ListN" -> (ObjectReference) field(object, "elements");
      case "java.util.Arrays$ArrayList" -> (ObjectReference) field(object, "a");
      default -> null;
    };
  }

  /** A list may keep its elements in an array with room for more. */
  private static int held(ObjectReference object, ArrayReference array) {
    return object.referenceType().name().equals("java.util.ArrayList")
            && field(object, "size") instanceof IntegerValue size
        ? size.value()
        : array.length();
  }

  private static Value field(ObjectReference object, String name) {
    Field field = object.referenceType().fieldByName(name);
    return field == null ? null : object.getValue(field);
  }

  private static List<Field> fields(ObjectReference object) {
    return object.referenceType().allFields().stream()
        .filter(field -> !field.isStatic() && !field.isSynthetic())
        .toList();
  }

  /** One line that says what the value is. */
  static String text(Value value) {
    String text = full(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static String full(Value value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof CharValue character) {
      return "'" + character.value() + "'";
    }
    if (value instanceof PrimitiveValue) {
      return value.toString();
    }
    try {
      return text((ObjectReference) value);
    } catch (ObjectCollectedException e) {
      return "(no longer there)";
    }
  }

  private static String text(ObjectReference object) {
    String type = object.referenceType().name();
    if (object instanceof StringReference string) {
      return "\"" + string.value() + "\"";
    }
    if (BOXES.contains(type)) {
      return full(field(object, "value"));
    }
    if (object.referenceType() instanceof ClassType declared && declared.isEnum()) {
      return field(object, "name") instanceof StringReference name ? name.value() : simple(type);
    }
    if (object instanceof ArrayReference array) {
      return simple(type).replaceFirst("\\[\\]", "[" + array.length() + "]");
    }
    if (elements(object) instanceof ArrayReference array) {
      return simple(type) + " of " + held(object, array);
    }
    if (field(object, "size") instanceof IntegerValue size && type.startsWith("java.util.")) {
      return simple(type) + " of " + size.value();
    }
    return simple(type) + fieldsInALine(object);
  }

  /** Fields that are values themselves: {@code {x=1, y=2}}. */
  private static String fieldsInALine(ObjectReference object) {
    List<String> parts = new ArrayList<>();
    for (Field field : fields(object)) {
      Value value = object.getValue(field);
      if (value instanceof PrimitiveValue || value instanceof StringReference) {
        parts.add(field.name() + "=" + full(value));
      }
    }
    String more = parts.size() > FIELDS_IN_A_LINE ? ", …}" : "}";
    return parts.stream().limit(FIELDS_IN_A_LINE).collect(Collectors.joining(", ", "{", more));
  }

  private static String typeOf(Value value) {
    return value == null ? "null" : simple(value.type().name());
  }

  /** A name without packages, and without the classes that JShell puts around cells. */
  static String simple(String type) {
    return type.replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$", "")
        .replaceFirst("^([a-z_][\\w]*\\.)+", "");
  }
}
