package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code trn3 run}: what a newcomer types first. */
class RunCommandTest {

  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @BeforeAll
  static void build() {
    assertThat(Workbench.kernelspec())
        .exists(); // What the command says on its first use is not looked at here.
  }

  @Nested
  class OfThePublishedTour {

    private static final Path PAGE = Repository.TARGET.resolve("quickstart.html");
    private static final Path EXECUTED = Repository.TARGET.resolve("quickstart.trn3.ipynb");
    private static Program.Finished run;

    @BeforeAll
    static void run() {
      // No DISPLAY, as on a server: charts are drawn without one.
      run =
          Program.trn3("run", Repository.QUICKSTART, "--html", PAGE, "--output", EXECUTED)
              .with("DISPLAY", "")
              .run(PATIENCE);
    }

    @Test
    void succeeds() {
      assertThat(run.exitCode()).as(run.said()).isZero();
    }

    @Test
    void printsItsTablesAsText() {
      assertThat(run.out()).contains("Trainium3", "362.4 PFLOPS", "Roofline");
    }

    @Test
    void showsWhatIsStored() {
      Notebooks.assertShowsTheSame(Repository.QUICKSTART, EXECUTED);
    }

    @Test
    void writesAPageWithTablesAndPlots() throws IOException {
      String page = Files.readString(PAGE);
      assertThat(count("<table", page)).as("tables").isGreaterThanOrEqualTo(5);
      assertThat(count("src=\"data:image/(svg|png)|<svg", page)).as("plots").isGreaterThan(2);
      assertThat(page.stripTrailing().endsWith("</html>")).as("the page is whole").isTrue();
    }

    private static long count(String pattern, String text) {
      return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void writesAPageThatNeedsNothingElse() throws IOException {
      // Links lead elsewhere; everything that a browser loads by itself must be in the page.
      Matcher loads =
          Pattern.compile(
                  "<(?:script|img|iframe|link|source|object|embed|use|image)\\b[^>]*?\\b(?:src|href|data)\\s*=\\s*[\"'](?!data:|#)([^\"']*)"
                      + "|url\\(\\s*[\"']?((?:https?:)?//[^)\"']*)|@import\\s+([^;]+)")
              .matcher(Files.readString(PAGE));
      assertThat(loads.results().map(found -> found.group())).isEmpty();
    }
  }

  @Nested
  class OfANotebookThatFails {

    private static final Path PAGE = Repository.TARGET.resolve("failing.html");
    private static final Path EXECUTED = Repository.TARGET.resolve("failing.ipynb");
    private static Program.Finished run;

    @BeforeAll
    static void run() {
      run =
          Program.trn3("run", Notebooks.of("failing.ipynb"), "--html", PAGE, "--output", EXECUTED)
              .run(PATIENCE);
    }

    @Test
    void endsWithCodeOneAndNamesTheCell() {
      assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
      assertThat(run.err()).contains("failing.ipynb", "cell bad", "on purpose");
    }

    @Test
    void writesTheNotebookUpToTheFailure() {
      Notebook executed = Notebook.read(EXECUTED);
      assertThat(cell(executed, "good").outputs()).isNotEmpty();
      assertThat(cell(executed, "bad").outputs())
          .anyMatch(output -> output.kind() == Output.Kind.ERROR);
      assertThat(cell(executed, "never").outputs()).isEmpty();
    }

    @Test
    void writesThePageWithTheFailure() throws IOException {
      assertThat(Files.readString(PAGE)).contains("before the failure", "on purpose");
    }

    private static Cell cell(Notebook notebook, String id) {
      return notebook.cells().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }
  }

  @Nested
  class ThatCannotBeDone {

    @Test
    void namesANotebookThatIsNotThere() {
      refused(2, "nowhere.ipynb", Program.trn3("run", "nowhere.ipynb"));
    }

    @Test
    void saysWhereANotebookIsNoJson() {
      refused(2, "broken.ipynb:2", Program.trn3("run", Notebooks.of("broken.ipynb")));
    }

    @Test
    void namesTheKernelOfAnotherLanguage() {
      Program.Finished run = Program.trn3("run", Notebooks.of("cobol.ipynb")).run(PATIENCE);
      assertThat(run.exitCode()).as(run.said()).isIn(2, 3);
      assertThat(run.err()).contains("cobol-of-nowhere").doesNotContain("\tat ");
    }

    @Test
    void namesAnOutputFolderThatCannotBeWritten() {
      Path readOnly = Path.of("/proc/page.html");
      refused(2, "/proc", Program.trn3("run", Notebooks.of("small.ipynb"), "--html", readOnly));
    }

    @Test
    void namesAnUnknownOption() {
      refused(2, "--htlm", Program.trn3("run", Notebooks.of("small.ipynb"), "--htlm", "x.html"));
    }

    @Test
    void namesAnUnknownParameter() {
      Program.Finished run =
          Program.trn3("run", Notebooks.of("small.ipynb"), "-p", "nonsense").run(PATIENCE);
      assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
      assertThat(run.err()).contains("nonsense");
    }

    private void refused(int code, String offender, Program program) {
      Program.Finished run = program.run(PATIENCE);
      assertThat(run.exitCode()).as(run.said()).isEqualTo(code);
      assertThat(run.err().strip()).as(run.said()).contains(offender).doesNotContain("\n");
    }
  }
}
