package dev.trn3.notebook.run;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Values given to a notebook from outside, the way papermill does: a cell tagged {@code parameters}
 * holds defaults, and a cell tagged {@code injected-parameters} that overrides them is put after
 * it, or first where there is none.
 *
 * @param values name to value: a whole number, a number with a fraction, true or false, or text
 */
public record Parameters(Map<String, Object> values) {

  /** No parameters: the notebook runs with its defaults. */
  public static final Parameters NONE = new Parameters(Map.of());

  /** The tag of the cell that holds defaults. */
  public static final String DEFAULTS = "parameters";

  /** The tag of the cell that is put in. */
  public static final String INJECTED = "injected-parameters";

  public Parameters {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    values.forEach(
        (name, value) -> {
          if (!name.matches("[A-Za-z_]\\w*")) {
            throw new IllegalArgumentException(
                "parameter name \"" + name + "\" is no identifier; use letters, digits and _");
          }
          if (!(value instanceof Long
              || value instanceof Double
              || value instanceof Boolean
              || value instanceof String)) {
            throw new IllegalArgumentException(
                "parameter %s is a %s; use a number, true, false or text"
                    .formatted(name, value == null ? "null" : value.getClass().getSimpleName()));
          }
        });
  }

  /**
   * Parameters from {@code name=value} words of a command line. {@code 8} is a whole number, {@code
   * 0.5} and {@code 1e9} are numbers, {@code true} and {@code false} are what they say, anything
   * else is text; quotes make text of any value.
   *
   * @throws IllegalArgumentException where a word holds no {@code =}
   */
  public static Parameters parse(List<String> words) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "parameter \"" + word + "\" is not of the form name=value, such as servers=4");
      }
      values.put(word.substring(0, equals), value(word.substring(equals + 1)));
    }
    return new Parameters(values);
  }

  private static Object value(String word) {
    if (word.equals("true") || word.equals("false")) {
      return Boolean.valueOf(word);
    }
    if (word.matches("[-+]?\\d{1,18}")) {
      return Long.valueOf(word);
    }
    if (word.matches("[-+]?(\\d+\\.\\d*|\\.?\\d+)([eE][-+]?\\d+)?")) {
      return Double.valueOf(word);
    }
    boolean quoted = word.length() > 1 && word.matches("(?s)(\".*\"|'.*')");
    return quoted ? word.substring(1, word.length() - 1) : word;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** {@code servers=4, precision=MXFP8}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /**
   * The notebook with these values put in where papermill puts them: in place of those that it
   * holds already, else after its defaults, else first. Where those that it holds stand above its
   * defaults, which would set them anew, these come after the defaults as well.
   *
   * @throws IllegalArgumentException where the notebook is neither in Java nor in Python, or its
   *     cell of defaults has no such parameter
   */
  public Notebook injectInto(Notebook notebook) {
    if (isEmpty()) {
      return notebook;
    }
    defaults(notebook).requireNames(values.keySet(), notebook.name());
    Cell injected = Cell.code(freeId(notebook), code(notebook)).withTag(INJECTED);
    List<Cell> cells = new ArrayList<>();
    int defaults = -1;
    int former = -1;
    for (Cell cell : notebook.cells()) {
      if (cell.tags().contains(INJECTED)) {
        former = former < 0 ? cells.size() : former;
        continue;
      }
      cells.add(cell);
      if (defaults < 0 && cell.tags().contains(DEFAULTS)) {
        defaults = cells.size();
      }
    }
    cells.add(Math.max(former, Math.max(defaults, 0)), injected);
    return notebook.withCells(cells);
  }

  /**
   * What a person should know who gives these to a notebook that has no cell of defaults: they are
   * put first, where a misspelt one changes nothing and a cell below may set it anew. Empty where
   * there is such a cell, or no parameter.
   */
  public Optional<String> warning(Notebook notebook) {
    boolean hasDefaults = notebook.cells().stream().anyMatch(c -> c.tags().contains(DEFAULTS));
    return isEmpty() || hasDefaults
        ? Optional.empty()
        : Optional.of(
            "%s has no cell tagged \"%s\", so {%s} may change nothing; tag the cell that sets them"
                .formatted(notebook.name(), DEFAULTS, this));
  }

  private static String freeId(Notebook notebook) {
    List<String> taken =
        notebook.cells().stream()
            .filter(cell -> !cell.tags().contains(INJECTED))
            .map(Cell::id)
            .toList();
    String id = INJECTED;
    for (int n = 2; taken.contains(id); n++) {
      id = INJECTED + "-" + n;
    }
    return id;
  }

  private static ParameterCell defaults(Notebook notebook) {
    boolean java = notebook.language().startsWith("java");
    return notebook.cells().stream()
        .filter(cell -> cell.tags().contains(DEFAULTS))
        .findFirst()
        .map(cell -> ParameterCell.of(cell.source(), java))
        .orElse(ParameterCell.NONE);
  }

  private String code(Notebook notebook) {
    String language = notebook.language();
    boolean java = language.startsWith("java") && !language.startsWith("javascript");
    if (!java && !language.startsWith("python")) {
      throw new IllegalArgumentException(
          "parameters can be given to notebooks in Java or Python, not in \"%s\""
              .formatted(language));
    }
    ParameterCell defaults = defaults(notebook);
    return values.entrySet().stream()
        .map(
            entry ->
                java
                    ? defaults.javaDeclaration(entry.getKey(), entry.getValue())
                    : "%s = %s".formatted(entry.getKey(), Literals.python(entry.getValue())))
        .collect(Collectors.joining("\n", java ? "// Parameters\n" : "# Parameters\n", ""));
  }
}
