package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingSimulation;
import dev.trn3.hardware.UltraServers;
import dev.trn3.view.Sheet;
import dev.trn3.workload.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ExportTest {

  private static final Table TABLE =
      Tables.of(
          Sheet.of(
                  "t",
                  Sheet.column("name"),
                  Sheet.column("time", "s"),
                  Sheet.column("count"),
                  Sheet.column("fits"))
              .row("a, \"b\"", 0.1 + 0.2, 3, true)
              .row("c|d", null, null, null));

  @TempDir Path folder;

  private String saved(String name) throws IOException {
    return Files.readString(Show.save(TABLE, folder.resolve("new").resolve(name).toString()));
  }

  @Test
  void writesCsvWithQuotesAtFullPrecision() throws IOException {
    assertThat(saved("t.csv"))
        .isEqualTo(
            "name,time [s],count,fits\r\n\"a, \"\"b\"\"\",0.30000000000000004,3,true\r\nc|d,,,\r\n");
    Table back = Table.read().csv(folder.resolve("new/t.csv").toString());
    assertThat(back.numberColumn(1).get(0)).isEqualTo(0.30000000000000004);
  }

  @Test
  void writesJsonThatHasTheRows() throws IOException {
    var json = new ObjectMapper().readTree(saved("t.json"));

    assertThat(json.get(0).get("time [s]").doubleValue()).isEqualTo(0.1 + 0.2);
    assertThat(json.get(1).get("time [s]").isNull()).isTrue();
    assertThat(saved("t.jsonl").lines()).hasSize(2);
  }

  @Test
  void writesMarkdownForReaders() throws IOException {
    assertThat(saved("t.md").lines())
        .containsExactly(
            "| name | time [s] | count | fits |",
            "| :--- | ---: | ---: | :--- |",
            "| a, \"b\" | 0.3 | 3 | yes |",
            "| c\\|d | – | – | – |");
  }

  @Test
  void writesASimulatedStepAsATraceForPerfetto() throws IOException {
    TrainingSimulation step =
        Training.of(Models.LLAMA_3_1_8B)
            .globalBatch(64)
            .on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(4))
            .simulate();
    String file = folder.resolve("new").resolve("step.perfetto.json").toString();

    var json = new ObjectMapper().readTree(Files.readString(Show.save(step, file)));

    TraceEvents.assertCanBeShown(json.get("traceEvents"));
    assertThatThrownBy(() -> Show.save(step.estimate(), file))
        .hasMessageContaining("\"step.perfetto.json\" would be a trace of a simulated step");
  }

  @Test
  void refusesAnEndingThatIsNoFormatAndWritesNothing() {
    assertThatThrownBy(() -> saved("t.xlsx")).hasMessageContaining("end it with .csv");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void saysHowToNameAFileWhereNoneIsGiven() {
    assertThatThrownBy(() -> Show.save(TABLE, null))
        .hasMessageContaining("say save(…, \"result.csv\")");
    assertThatThrownBy(() -> Show.save(Show.plot(TABLE).bar("name", "count"), null))
        .hasMessageContaining("say save(…, \"result.png\")");
  }

  @Test
  void writesAChartAsAPictureOrADrawing() throws IOException {
    var chart = Show.plot(TABLE).bar("name", "count");

    assertThat(Files.readAllBytes(Show.save(chart, folder.resolve("a/c.png").toString())))
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(Files.readString(Show.save(chart, folder.resolve("a/c.svg").toString())))
        .startsWith("<svg")
        .contains("xmlns='http://www.w3.org/2000/svg'");
    assertThatThrownBy(() -> Show.save(chart, folder.resolve("b/c.pdf").toString()))
        .hasMessageContaining("end it with .png or .svg");
    assertThat(folder.resolve("b")).doesNotExist();
  }

  @Test
  void writesParquetWithTypedColumnsThatReadsBackExactly() throws SQLException {
    Path file = Show.save(TABLE, folder.resolve("it's/t.parquet").toString());

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * FROM '%s'".formatted(file.toString().replace("'", "''")))) {
      assertThat(rows.getMetaData().getColumnName(2)).isEqualTo("time [s]");
      assertThat(rows.getMetaData().getColumnTypeName(2)).isEqualTo("DOUBLE");
      assertThat(rows.getMetaData().getColumnTypeName(3)).isEqualTo("BIGINT");
      assertThat(rows.getMetaData().getColumnTypeName(4)).isEqualTo("BOOLEAN");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("a, \"b\"");
      assertThat(rows.getDouble(2)).isEqualTo(0.1 + 0.2);
      assertThat(rows.getLong(3)).isEqualTo(3);
      assertThat(rows.getBoolean(4)).isTrue();
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("c|d");
      assertThat(rows.getObject(2)).isNull();
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void parquetWithoutDuckDbSaysHowToGetIt() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      assertThatThrownBy(() -> saved("t.parquet"))
          .hasMessageContaining("%maven org.duckdb:duckdb_jdbc:")
          .hasMessageContaining("save as .csv");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
