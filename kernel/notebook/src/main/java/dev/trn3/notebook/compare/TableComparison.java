package dev.trn3.notebook.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two tables by their data: {@code application/vnd.trn3.table+json}. A column is known by
 * its name, a row by its place and called by its first text.
 */
final class TableComparison {

  /** The MIME type. */
  static final String MIME = "application/vnd.trn3.table+json";

  private final Expectation expectation;
  private final Differences differences;
  private final Values values;

  TableComparison(Expectation expectation, Differences differences) {
    this.expectation = expectation;
    this.differences = differences;
    this.values = new Values(expectation, differences);
  }

  /** Adds what differs between the two tables. */
  void compare(JsonNode stored, JsonNode got) {
    values.compare("title", stored.path("title"), got.path("title"), "");
    if (!compareColumns(stored.path("columns"), got.path("columns"))) {
      return;
    }
    JsonNode before = stored.path("rows");
    JsonNode after = got.path("rows");
    int counted = stored.path("rowCount").asInt(before.size());
    int now = got.path("rowCount").asInt(after.size());
    if (counted != now || before.size() != after.size()) {
      differences.add(rowCount(counted, now, before, after));
      return;
    }
    for (int row = 0; row < before.size(); row++) {
      compareRow(row, stored.path("columns"), before.get(row), after.get(row));
    }
    compareNotes(stored.path("notes"), got.path("notes"));
  }

  private boolean compareColumns(JsonNode before, JsonNode after) {
    List<String> old = names(before);
    List<String> now = names(after);
    for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
      if (!old.get(i).equals(now.get(i)) && old.size() == now.size()) {
        differences.add(
            "column %d: stored \"%s\", got \"%s\"".formatted(i + 1, old.get(i), now.get(i)));
        return false;
      }
      String unitBefore = before.get(i).path("unit").asText();
      String unitNow = after.get(i).path("unit").asText();
      if (old.get(i).equals(now.get(i)) && !unitBefore.equals(unitNow)) {
        differences.add(
            "column \"%s\": stored in \"%s\", got \"%s\""
                .formatted(old.get(i), unitBefore, unitNow));
        return false;
      }
    }
    if (old.size() != now.size()) {
      List<String> gone = new ArrayList<>(old);
      gone.removeAll(now);
      List<String> fresh = new ArrayList<>(now);
      fresh.removeAll(old);
      differences.add(
          "stored %d columns, got %d%s%s"
              .formatted(
                  old.size(),
                  now.size(),
                  gone.isEmpty() ? "" : "; missing: " + String.join(", ", gone),
                  fresh.isEmpty() ? "" : "; new: " + String.join(", ", fresh)));
      return false;
    }
    return true;
  }

  private static List<String> names(JsonNode columns) {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(column.path("name").asText()));
    return names;
  }

  private String rowCount(int counted, int now, JsonNode before, JsonNode after) {
    String sizes = "stored %d rows, got %d".formatted(counted, now);
    boolean fewer = before.size() > after.size();
    JsonNode longer = fewer ? before : after;
    JsonNode shorter = fewer ? after : before;
    List<String> present = new ArrayList<>();
    shorter.forEach(row -> present.add(key(row)));
    for (int i = 0; i < longer.size(); i++) {
      String key = key(longer.get(i));
      if (!key.isEmpty() && !present.contains(key)) {
        return "%s; row %d \"%s\" is %s".formatted(sizes, i + 1, key, fewer ? "missing" : "new");
      }
    }
    return sizes;
  }

  private void compareRow(int row, JsonNode columns, JsonNode before, JsonNode after) {
    String key = key(before);
    String name = "row " + (row + 1) + (key.isEmpty() ? "" : " \"" + key + "\"");
    boolean oneValue = columns.size() == 2 && !key.isEmpty();
    for (int i = 0; i < columns.size(); i++) {
      JsonNode column = columns.get(i);
      boolean isKey = before.path(i).isTextual() && before.path(i).asText().equals(key);
      String where = oneValue || isKey ? name : name + ", " + column.path("name");
      values.compare(where, before.path(i), after.path(i), column.path("unit").asText());
    }
  }

  /** The first text in a row; a row of numbers alone has none. */
  private static String key(JsonNode row) {
    for (JsonNode cell : row) {
      if (cell.isTextual()) {
        return cell.asText();
      }
    }
    return "";
  }

  private void compareNotes(JsonNode before, JsonNode after) {
    new TextComparison(expectation, differences).compare(joined(before), joined(after));
  }

  private static String joined(JsonNode notes) {
    List<String> sentences = new ArrayList<>();
    notes.forEach(note -> sentences.add(note.asText()));
    return String.join("\n", sentences);
  }
}
