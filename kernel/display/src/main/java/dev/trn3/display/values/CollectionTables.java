package dev.trn3.display.values;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.PlainTable;
import dev.trn3.display.Renderers;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collections, maps and arrays as tables, where they have columns. */
final class CollectionTables {

  /** More columns than a reader follows; such a value is shown as text. */
  private static final int MOST_COLUMNS = 30;

  private CollectionTables() {}

  /** Records become rows of their components, maps with texts as keys rows of their values. */
  static Optional<MimeBundle> of(Collection<?> values) {
    List<Object> some = new ArrayList<>();
    values.stream().limit(PlainTable.LIMIT).forEach(some::add);
    return table(List.of(), some, values.size()).map(PlainTable::bundle);
  }

  /** A row for each key; where the values are records, with a column for each component. */
  static Optional<MimeBundle> of(Map<?, ?> map) {
    List<Object> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    map.entrySet().stream()
        .limit(PlainTable.LIMIT)
        .forEach(
            entry -> {
              keys.add(entry.getKey());
              values.add(entry.getValue());
            });
    Optional<PlainTable> wide = table(keys, values, map.size());
    if (wide.isPresent()) {
      return wide.map(PlainTable::bundle);
    }
    if (map.isEmpty()) {
      return Optional.empty();
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      rows.add(RecordTables.row(keys.get(i), values.get(i)));
    }
    PlainTable table = new PlainTable("", List.of("key", "value"), rows, map.size());
    return Optional.of(table.bundle().with("text/plain", Renderers.text(map)));
  }

  /** One of records as a list of them; one of two dimensions as a grid. */
  static Optional<MimeBundle> ofArray(Object array) {
    if (array instanceof Record[] records) {
      return of(Arrays.asList(records));
    }
    Class<?> row = array.getClass().getComponentType();
    if (!row.isArray() || row.getComponentType().isArray() || Array.getLength(array) == 0) {
      return Optional.empty();
    }
    int height = Array.getLength(array);
    List<List<Object>> rows = new ArrayList<>();
    int width = 0;
    for (int i = 0; i < Math.min(height, PlainTable.LIMIT); i++) {
      List<Object> cells = elements(Array.get(array, i));
      width = Math.max(width, cells.size());
      rows.add(cells);
    }
    if (width == 0 || width > MOST_COLUMNS) {
      return Optional.empty();
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      columns.add("[" + i + "]");
    }
    int all = width;
    rows.forEach(cells -> pad(cells, all));
    PlainTable table = new PlainTable("", columns, rows, height);
    return Optional.of(table.bundle().with("text/plain", Renderers.text(array)));
  }

  private static List<Object> elements(Object array) {
    List<Object> elements = new ArrayList<>();
    int length = array == null ? 0 : Array.getLength(array);
    for (int i = 0; i < Math.min(length, MOST_COLUMNS + 1); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  private static void pad(List<Object> cells, int width) {
    while (cells.size() < width) {
      cells.add("");
    }
  }

  /** The keys, if any, are a first column. Empty where the values have no columns in common. */
  private static Optional<PlainTable> table(List<Object> keys, List<Object> values, int size) {
    Set<Class<?>> types = new LinkedHashSet<>();
    boolean records = areRecords(values, types);
    if (values.isEmpty() || (!records && !values.stream().allMatch(CollectionTables::isRow))) {
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Object value : values) {
      Map<String, Object> part =
          records ? RecordTables.components(value) : texts((Map<?, ?>) value);
      names.addAll(part.keySet());
      parts.add(part);
    }
    boolean typed = records && types.size() > 1;
    List<String> columns = new ArrayList<>(names);
    if (typed) {
      columns.add(0, "type");
    }
    if (!keys.isEmpty()) {
      columns.add(0, "key");
    }
    if (names.isEmpty() || columns.size() > MOST_COLUMNS) {
      return Optional.empty();
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Object> row = new ArrayList<>();
      if (!keys.isEmpty()) {
        row.add(keys.get(i));
      }
      if (typed) {
        row.add(values.get(i).getClass().getSimpleName());
      }
      Map<String, Object> part = parts.get(i);
      names.forEach(name -> row.add(part.get(name)));
      rows.add(row);
    }
    String title = records && !typed ? types.iterator().next().getSimpleName() : "";
    return Optional.of(new PlainTable(title, columns, rows, size));
  }

  /** Of each type the first one is looked at; the types are noted. */
  private static boolean areRecords(List<Object> values, Set<Class<?>> types) {
    for (Object value : values) {
      if (value == null || (types.add(value.getClass()) && !RecordTables.isPlain(value))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRow(Object value) {
    return value instanceof Map<?, ?> map
        && !map.isEmpty()
        && map.keySet().stream().allMatch(String.class::isInstance);
  }

  private static Map<String, Object> texts(Map<?, ?> map) {
    Map<String, Object> row = new LinkedHashMap<>();
    map.forEach((key, value) -> row.put(key.toString(), value));
    return row;
  }
}
