package dev.trn3.report;

import static dev.trn3.view.Sheet.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import dev.trn3.view.Sheet;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesForReadersTest {

  private static final Sheet CHIPS =
      Sheet.of("Chips", column("chip"), column("cores"), column("HBM bandwidth", "TB/s"))
          .row("Trainium2", 8, 2.9)
          .row("Trainium3", 8, 4.917)
          .row("next", null, null)
          .note("Peaks are dense.");

  private final Locale before = Locale.getDefault();

  /** Germany writes 4,917 for what these tables must write as 4.917. */
  @BeforeEach
  void runInGermany() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void goHome() {
    Locale.setDefault(before);
  }

  @Test
  void alignNumbersAtTheirPointInEveryLocale() {
    assertThat(Tables.text(CHIPS, 80))
        .isEqualTo(
            """
            Chips
            chip       cores  HBM bandwidth [TB/s]
            ─────────  ─────  ────────────────────
            Trainium2      8                 2.9
            Trainium3      8                 4.917
            next           –                 –
            Peaks are dense.""");
  }

  @Test
  void showTablesawTablesLikeSheets() {
    MimeBundle sheet = Renderers.render(CHIPS);
    MimeBundle table = Renderers.render(Tables.of(CHIPS));

    assertThat(table.text() + "\nPeaks are dense.").isEqualTo(sheet.text());
    assertThat(table.data().keySet()).isEqualTo(sheet.data().keySet());
  }

  @Test
  void haveATypeAndAUnitForEachColumnInTablesaw() {
    Table table = Tables.of(CHIPS);

    assertThat(table.columnNames()).containsExactly("chip", "cores", "HBM bandwidth [TB/s]");
    assertThat(table.types().toString()).isEqualTo("[STRING, LONG, DOUBLE]");
    assertThat(table.column("cores").countMissing()).isEqualTo(1);
  }

  @Test
  void escapeWhateverTheCellsHold() {
    String html =
        Renderers.render(Sheet.of("<h1>", column("<i>", "a\"b")).row("<script>alert('&')</script>"))
            .data()
            .get("text/html");

    assertThat(html)
        .contains("&lt;h1&gt;", "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;", "a&quot;b")
        .doesNotContain("<script>", "<h1>", "<i>");
  }

  @Test
  void keepDollarsApartSoThatNoFrontEndSetsWhatIsBetweenThemAsMath() {
    String html =
        Renderers.render(Sheet.of("Cost", column("basis")).row("a").note("From $2 to $5."))
            .data()
            .get("text/html");

    assertThat(html).contains("From <span>$</span>2 to <span>$</span>5.");
  }

  @Test
  void endMoneyAtTheRightAndBreakAddressesRatherThanValues() {
    String html =
        Renderers.render(
                Sheet.of("Prices", Sheet.column("total"), Sheet.column("date"), Sheet.column("at"))
                    .row("$54,070.80", "2026-11-22", "https://example.com/a/long/address"))
            .data()
            .get("text/html");

    assertThat(html)
        .containsPattern("text-align:right;?[^>]*><span>\\$</span>54,070.80")
        .contains("white-space:nowrap\">2026-11-22")
        .contains("overflow-wrap:anywhere\">https://");
  }

  @Test
  void setNoColoursOfTheirOwnSoThatDarkPagesWork() {
    assertThat(Renderers.render(CHIPS).data().get("text/html"))
        .doesNotContainPattern("#[0-9a-fA-F]{3}(;|\"| |[0-9a-fA-F]{3})")
        .doesNotContain(":white", ":black", "rgb(");
  }

  @Test
  void cutLongTablesWithACount() {
    Table table = Table.create("Long", DoubleColumn.create("t [s]", new double[5000]));

    MimeBundle bundle = Renderers.render(table);

    assertThat(bundle.text()).endsWith("… 4,960 more rows");
    assertThat(bundle.data().get("text/html")).contains("… 4,960 more rows");
    assertThat(bundle.data().get("text/markdown")).contains("… 4,960 more rows");
    assertThat(bundle.data().get("application/vnd.trn3.table+json")).contains("\"rowCount\":5000");
  }

  @Test
  void mayHaveNoRowsOrNoColumns() {
    assertThat(Tables.text(Sheet.of("Empty", column("chip")), 80))
        .isEqualTo("Empty\nchip\n────\n(no rows)");
    assertThat(Renderers.render(Table.create("Bare")).text()).startsWith("Bare");
  }

  @Test
  void saySoWhereANumberIsNoneOrInfinite() {
    Sheet sheet =
        Sheet.of("Odd", column("x"))
            .row(Double.NaN)
            .row(Double.NEGATIVE_INFINITY)
            .row((Object) null)
            .row(-0.00000123456);

    assertThat(Tables.text(sheet, 80)).contains("NaN", "-∞", "–", "-1.235e-6");
    assertThat(Renderers.render(sheet).data().get("application/vnd.trn3.table+json"))
        .contains("[\"NaN\"],[\"-Infinity\"],[null],[-1.23456E-6]");
  }

  @Test
  void showAColumnOfNothingButMissingNumbers() {
    Table table = Table.create("Missing", DoubleColumn.create("x", Double.NaN, Double.NaN));

    assertThat(Renderers.render(table).text()).isEqualTo("Missing\nx\n─\n–\n–");
  }

  @Test
  void wrapLongTextsToTheWidthOfTheTerminal() {
    Sheet sheet =
        Sheet.of("T", column("source"), column("n"))
            .row("a sentence that is much longer than this very narrow terminal is wide", 1);

    assertThat(Tables.text(sheet, 40).lines()).allMatch(line -> line.length() <= 40).hasSize(5);
  }

  @Test
  void nameTheColumnsForWhichATerminalHasNoRoom() {
    Table table = Table.create("Wide");
    for (int i = 0; i < 10; i++) {
      table.addColumns(DoubleColumn.create("measure" + i, 1.5));
    }

    assertThat(Tables.text(table, 40))
        .contains("… 6 more columns: measure4, measure5,")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 40));
  }

  @Test
  void escapeMarkdown() {
    Table table = Table.create("T", StringColumn.create("a|b", "*x* | `y`"));

    assertThat(Renderers.render(table).data().get("text/markdown"))
        .contains("| a\\|b |", "| \\*x\\* \\| \\`y\\` |");
  }

  @Test
  void nameTheNearestColumnWhereOneIsUnknown() {
    Table table = Tables.of(CHIPS);

    assertThat(Tables.column(table, "hbm bandwidth").name()).isEqualTo("HBM bandwidth [TB/s]");
    assertThatThrownBy(() -> Tables.column(table, "core"))
        .hasMessage(
            "no column \"core\"; did you mean \"cores\"?"
                + " There are: chip, cores, HBM bandwidth [TB/s]");
  }
}
