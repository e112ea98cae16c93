package dev.trn3.display.values;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.PlainTable;
import dev.trn3.display.Renderers;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records as tables of their components. */
final class RecordTables {

  private RecordTables() {}

  /** One record: a row for each component. Its text stays what it says itself. */
  static Optional<MimeBundle> of(Record value) {
    if (!isPlain(value)) {
      return Optional.empty();
    }
    List<List<Object>> rows = new ArrayList<>();
    components(value).forEach((name, component) -> rows.add(row(name, component)));
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String title = value.getClass().getSimpleName();
    PlainTable table = new PlainTable(title, List.of("component", "value"), rows, rows.size());
    return Optional.of(table.bundle().with("text/plain", Renderers.text(value)));
  }

  /** A row that may have missing cells. */
  static List<Object> row(Object... cells) {
    return new ArrayList<>(Arrays.asList(cells));
  }

  /** One that can be read, and does not say itself how it is written. */
  static boolean isPlain(Object value) {
    if (!(value instanceof Record)) {
      return false;
    }
    String text = Renderers.text(value);
    return text.startsWith(value.getClass().getSimpleName() + "[")
        && text.endsWith("]")
        && readable(value.getClass());
  }

  private static boolean readable(Class<?> type) {
    try {
      for (RecordComponent component : type.getRecordComponents()) {
        component.getAccessor().setAccessible(true);
      }
      return true;
    } catch (InaccessibleObjectException e) {
      return false; // A record of a module that is closed: its text must do.
    }
  }

  /** What a record holds, by name. What an accessor throws stands in place of the value. */
  static Map<String, Object> components(Object value) {
    Map<String, Object> components = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      components.put(component.getName(), read(value, component.getAccessor()));
    }
    return components;
  }

  private static Object read(Object value, Method accessor) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (InvocationTargetException e) {
      return "(" + accessor.getName() + "() threw " + e.getCause() + ")";
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("accessible a moment ago", e);
    }
  }
}
