package dev.trn3.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Writes tables to files for other programs, with all rows and at full precision. */
final class Export {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Export() {}

  /** Writes a table as the ending of the file says: csv, tsv, json, jsonl, md or parquet. */
  static Path save(Table table, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    String name = absolute.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (ending.equals("parquet")) {
      return parquet(table, absolute);
    }
    String text =
        switch (ending) {
          case "csv" -> separated(table, ',');
          case "tsv" -> separated(table, '\t');
          case "json" -> records(table).toPrettyString() + "\n";
          case "jsonl" -> lines(table);
          case "md" -> markdown(table);
          default ->
              throw new IllegalArgumentException(
                  "\"%s\" says no format; end it with .csv, .tsv, .json, .jsonl, .md or .parquet"
                      .formatted(name));
        };
    try {
      Files.createDirectories(Objects.requireNonNull(absolute.getParent()));
      return Files.writeString(absolute, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path parquet(Table table, Path file) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Parquet.write(table, separated(table, ','), file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Fields as RFC 4180 has them; what is missing is empty. */
  private static String separated(Table table, char separator) {
    StringBuilder text = new StringBuilder();
    String between = String.valueOf(separator);
    text.append(
        table.columnNames().stream()
            .map(name -> quoted(name, separator))
            .collect(Collectors.joining(between)));
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      text.append("\r\n")
          .append(
              table.columns().stream()
                  .map(column -> quoted(plain(column, at), separator))
                  .collect(Collectors.joining(between)));
    }
    return text.append("\r\n").toString();
  }

  private static String plain(Column<?> column, int row) {
    Object cell = Grid.cell(column, row);
    return cell == null ? "" : cell.toString();
  }

  private static String quoted(String field, char separator) {
    boolean plain =
        field.indexOf(separator) < 0 && field.indexOf('"') < 0 && field.lines().count() <= 1;
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private static ArrayNode records(Table table) {
    ArrayNode records = JSON.createArrayNode();
    for (int row = 0; row < table.rowCount(); row++) {
      records.add(record(table, row));
    }
    return records;
  }

  private static String lines(Table table) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < table.rowCount(); row++) {
      text.append(record(table, row)).append('\n');
    }
    return text.toString();
  }

  /** One row by the names of its columns, units included; JSON has no word for NaN but null. */
  private static ObjectNode record(Table table, int row) {
    ObjectNode record = JSON.createObjectNode();
    for (Column<?> column : table.columns()) {
      Object cell = Grid.cell(column, row);
      if (cell instanceof Double number && Double.isFinite(number)) {
        record.put(column.name(), number);
      } else if (cell instanceof Long number) {
        record.put(column.name(), number);
      } else if (cell instanceof Boolean truth) {
        record.put(column.name(), truth);
      } else if (cell == null || cell instanceof Double) {
        record.putNull(column.name());
      } else {
        record.put(column.name(), cell.toString());
      }
    }
    return record;
  }

  /** For readers: four significant digits. */
  private static String markdown(Table table) {
    StringBuilder text = new StringBuilder();
    line(text, table.columnNames());
    line(
        text,
        table.columns().stream()
            .map(column -> column instanceof tech.tablesaw.api.NumericColumn<?> ? "---:" : ":---")
            .toList());
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      line(text, table.columns().stream().map(c -> Grid.text(Grid.cell(c, at))).toList());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ")
        .append(
            cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }
}
