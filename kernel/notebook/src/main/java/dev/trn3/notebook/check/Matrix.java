package dev.trn3.notebook.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.notebook.format.JsonReading;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.run.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of parameters with which one notebook is run again and again: a file {@code
 * memory.matrix.json} beside {@code memory.ipynb}.
 *
 * <pre>{@code
 * [{"chip": "TRAINIUM2", "servers": 1}, {"chip": "TRAINIUM3", "servers": 4}]
 * }</pre>
 *
 * <p>What each row shows is stored in a notebook of its own in the folder {@code memory.matrix}.
 */
final class Matrix {

  private static final int LONGEST_LABEL = 100;

  private Matrix() {}

  /** Where the rows of this notebook are, if it has some. */
  static Path file(Path notebook) {
    return notebook.resolveSibling(stem(notebook) + ".matrix.json");
  }

  /** The rows for this notebook; empty where there is no matrix beside it. */
  static Optional<List<Parameters>> beside(Path notebook) {
    Path file = file(notebook);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonNode tree = JsonReading.value(file);
    if (!tree.isArray() || tree.isEmpty()) {
      throw new NotebookFormatException(
          file + " is no array of rows, such as [{\"servers\": 1}, {\"servers\": 4}]");
    }
    List<Parameters> rows = new ArrayList<>();
    for (JsonNode row : tree) {
      try {
        rows.add(parameters(row));
      } catch (IllegalArgumentException e) {
        throw new NotebookFormatException(
            "%s, row %d: %s".formatted(file, rows.size() + 1, e.getMessage()), e);
      }
    }
    return Optional.of(rows);
  }

  private static Parameters parameters(JsonNode row) {
    if (!row.isObject() || row.isEmpty()) {
      throw new IllegalArgumentException(row + " is no object of names and values");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : row.properties()) {
      values.put(entry.getKey(), value(entry.getKey(), entry.getValue()));
    }
    return new Parameters(values);
  }

  private static Object value(String name, JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "parameter %s is %s; use a number, true, false or text".formatted(name, value));
    }
    return value.textValue();
  }

  /** Where the outputs of a row are stored. */
  static Path stored(Path notebook, Parameters row) {
    String words = row.toString().replace(", ", ",");
    String label = words.replaceAll("[^\\w.,=+-]", "_");
    if (!label.equals(words) || label.length() > LONGEST_LABEL) {
      // What was left out may be what tells two rows apart.
      label =
          label.substring(0, Math.min(label.length(), LONGEST_LABEL))
              + "-%08x".formatted(words.hashCode());
    }
    return notebook.resolveSibling(stem(notebook) + ".matrix").resolve(label + ".ipynb");
  }

  private static String stem(Path notebook) {
    return String.valueOf(notebook.getFileName()).replaceFirst("\\.ipynb$", "");
  }
}
