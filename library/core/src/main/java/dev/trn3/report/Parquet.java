package dev.trn3.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Parquet files, written by DuckDB: the one well-kept library that needs neither Hadoop nor options
 * of the JVM. It is large, so who wants Parquet brings it along, and it is spoken to by JDBC alone.
 */
final class Parquet {

  private static final String URL = "jdbc:duckdb:";
  private static final String WHERE_FROM = "org.duckdb:duckdb_jdbc:1.4.4.0";

  private Parquet() {}

  /**
   * Writes all rows. Columns of truth values, whole numbers and other numbers keep their type; all
   * others, dates and times too, become text.
   *
   * @throws IllegalStateException if DuckDB is not there, or refuses
   */
  static void write(Table table, String rows, Path file) throws IOException {
    Driver duck = driver();
    Path csv = Files.createTempFile("trn3-", ".csv");
    try {
      Files.writeString(csv, rows, StandardCharsets.UTF_8);
      try (Connection connection = duck.connect(URL, new Properties());
          Statement statement = connection.createStatement()) {
        statement.execute(copy(table, csv, file));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      Files.delete(csv);
    }
  }

  /** DuckDB where a notebook or a program has brought it in. */
  private static Driver driver() {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      for (Driver each : ServiceLoader.load(Driver.class, loader)) {
        if (each.acceptsURL(URL)) {
          return each;
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a JDBC driver does not say what it accepts", e);
    }
    throw new IllegalStateException(
        "Parquet is written by DuckDB, which is not here: in a notebook say %%maven %s (77 MB), elsewhere add that dependency; or save as .csv"
            .formatted(WHERE_FROM));
  }

  private static String copy(Table table, Path csv, Path file) {
    String columns =
        table.columns().stream()
            .map(column -> quoted(column.name()) + ": " + quoted(type(column)))
            .collect(Collectors.joining(", ", "{", "}"));
    return "COPY (SELECT * FROM read_csv(%s, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', parallel = false, columns = %s)) TO %s (FORMAT parquet)"
        .formatted(quoted(csv.toString()), columns, quoted(file.toString()));
  }

  private static String type(Column<?> column) {
    if (column instanceof BooleanColumn) {
      return "BOOLEAN";
    }
    boolean whole =
        column instanceof IntColumn
            || column instanceof LongColumn
            || column instanceof ShortColumn;
    return whole ? "BIGINT" : column instanceof NumericColumn<?> ? "DOUBLE" : "VARCHAR";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
