package dev.trn3.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trn3.view.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void refusesAnEndingThatIsNoFormatAndWritesNothing() {
    assertThatThrownBy(() -> saved("t.parquet")).hasMessageContaining("end it with .csv");
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
