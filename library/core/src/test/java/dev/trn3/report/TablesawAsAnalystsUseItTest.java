package dev.trn3.report;

import static dev.trn3.view.Sheet.column;
import static org.assertj.core.api.Assertions.assertThat;
import static tech.tablesaw.aggregate.AggregateFunctions.mean;

import dev.trn3.view.Sheet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Fails where a dependency of Tablesaw that analysts need is missing from the class path. */
class TablesawAsAnalystsUseItTest {

  private final Table table =
      Tables.of(
          Sheet.of("Runs", column("chip"), column("time", "s"))
              .row("Trainium2", 4.0)
              .row("Trainium3", 1.0)
              .row("Trainium3", 3.0));

  @Test
  void filtersSortsAndSumsUp() {
    Table fast = table.where(table.numberColumn("time [s]").isLessThan(3.5)).sortOn("-time [s]");
    Table means = table.summarize("time [s]", mean).by("chip");

    assertThat(fast.doubleColumn("time [s]").asDoubleArray()).containsExactly(3, 1);
    assertThat(Tables.text(means, 80)).contains("Trainium3", "2");
  }

  @Test
  void joins() {
    Table cores = Tables.of(Sheet.of("Cores", column("chip"), column("cores")).row("Trainium3", 8));

    assertThat(table.joinOn("chip").with(cores).join().rowCount()).isEqualTo(2);
  }

  @Test
  void readsAndWritesFiles(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("runs.csv");
    table.write().csv(file.toString());

    Table read = Table.read().csv(file.toString());

    assertThat(Files.readString(file)).startsWith("chip,time [s]");
    assertThat(Tables.text(read, 80)).contains("chip       time [s]", "Trainium3");
    assertThat(read.rowCount()).isEqualTo(3);
  }
}
