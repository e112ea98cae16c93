package dev.trn3.cli.launcher;

import static dev.trn3.cli.launcher.Launched.trn3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@DisplayName("trn3 run and trn3 test")
@Tag("once")
class RunningNotebooksTest {

  @TempDir private Path folder;

  @Test
  void keepPageAndNotebookUpToTheCellThatFails() throws Exception {
    Path file =
        notebook(
            "a study.ipynb",
            "trn3",
            "java",
            Cell.code("n", "int n = 1;").withTag("parameters"),
            Cell.code("table", "TRAINIUM3.roofline(BF16)"),
            Cell.code("bad", "10 / (n - 7)"),
            Cell.code("never", "n"));
    Path page = folder.resolve("out").resolve("a.html");
    Path executed = folder.resolve("out").resolve("a.ipynb");

    Launched run =
        trn3()
            .run(
                "run",
                file.toString(),
                "-p",
                "n=7",
                "--html",
                page.toString(),
                "--output",
                executed.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("[1/5]", "ridge", "[4/5] FAILED").doesNotContain("[5/5]");
    assertThat(run.err()).contains("(cell bad): java.lang.ArithmeticException: / by zero");
    assertThat(page).content().contains("Not executed to the end", "<table");
    Notebook kept = Notebook.read(executed);
    assertThat(kept.cells())
        .filteredOn(cell -> cell.id().equals("bad"))
        .first()
        .satisfies(cell -> assertThat(cell.outputs()).isNotEmpty());
    assertThat(Notebook.read(file).cells()).allSatisfy(c -> assertThat(c.outputs()).isEmpty());
  }

  @Test
  void goOnAfterAFailureAndCompareTheTwoRuns() throws Exception {
    Path file =
        notebook(
            "study.ipynb",
            "trn3",
            "java",
            Cell.code("slow", "System.out.println(\"slow\");"),
            Cell.code("fit", "1 / 0"));
    Launched failed = trn3().in(folder).run("run", "study.ipynb", "--output", "run.ipynb");
    Files.copy(folder.resolve("run.ipynb"), folder.resolve("before.ipynb"));
    Files.writeString(file, Files.readString(file).replace("1 / 0", "6 * 7"));

    Launched resumed =
        trn3().in(folder).run("run", "study.ipynb", "--output", "run.ipynb", "--from", "fit");
    Launched compared = trn3().in(folder).run("compare", "before.ipynb", "run.ipynb");
    Launched same = trn3().in(folder).run("compare", "run.ipynb", "run.ipynb", "--html", "r.html");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("[1/2] skipped, above fit", "42");
    assertThat(compared.exitCode()).isEqualTo(1);
    assertThat(compared.out())
        .startsWith("differs before.ipynb, 2 cells\n")
        .contains("(cell fit): ", "the code of the cell differs as well", "1 passed, 1 differs");
    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(folder.resolve("r.html")).content().contains("As stored.");
    assertRefused("run.ipynb", "compare", folder.toString(), folder + "/run.ipynb");
    assertRefused("no code cell \"fti\"", "run", file.toString(), "--from", "fti");
  }

  @Test
  void askMavenForWhatACellNeeds() throws Exception {
    Path file =
        notebook("c.ipynb", "trn3", "java", Cell.code("no", "%maven org.no:such:1 --offline"));

    Launched run = trn3().run("run", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("org.no:such:1 is not in the local repository");
  }

  /** As a person at a terminal: where CI is true nothing is blessed. */
  private Launched test(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "test";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return trn3()
        .in(folder)
        .with("CI", "")
        .with("XDG_STATE_HOME", folder.resolve("state").toString())
        .run(all);
  }

  @Test
  void holdANotebookToWhatItShowed() throws Exception {
    Path file =
        notebook(
            "b.ipynb",
            "trn3",
            "java",
            Cell.code("one", "int one = 1;"),
            Cell.code("sum", "one + 1"),
            Cell.code("twice", "System.out.println(\"twice \" + 2 * one);"));

    Launched blessed = test("b.ipynb", "--bless");
    Launched unchanged = test("b.ipynb", "--changed");
    Launched leftOut = test("b.ipynb", "--changed");
    Files.writeString(
        file, Files.readString(file).replace("\"2\"", "\"3\"").replace("twice 2", "twice 3"));
    Launched red = test(".", "--html", "r/page.html", "--junit-xml", "r/tests.xml", "--changed");
    Launched only = test(".", "--only", "b#twice");

    assertThat(blessed.exitCode()).isZero();
    assertThat(blessed.out()).contains("Stored: b.ipynb", "3 passed, 1 blessed");
    assertThat(unchanged.out()).startsWith("passed  b.ipynb, 3 cells, ");
    assertThat(leftOut.out()).startsWith("0 notebooks, 0 cells: 1 unchanged and left out");
    assertThat(red.exitCode()).isEqualTo(1);
    assertThat(red.out())
        .contains(
            "(cell sum): line 1: stored 3, got 2 (-33 %, allowed 1e-9)",
            "(cell twice): line 1 \"twice\": stored 3, got 2",
            "1 notebook, 3 cells: 1 passed, 2 differ");
    assertThat(red.err()).contains("Kept what ran: ", "Wrote r/page.html", "Wrote r/tests.xml");
    assertThat(folder.resolve("r/page.html")).content().contains("Not as stored.");
    assertThat(folder.resolve("r/tests.xml")).content().contains("failures=\"2\"", "line=\"");
    assertThat(folder.resolve("state/trn3/notebooks/b.executed.ipynb")).exists();
    assertThat(only.exitCode()).isEqualTo(1);
    assertThat(only.out()).contains("1 notebook, 1 cell: 1 differs");
  }

  @Test
  void interruptACellAfterTheTimeThatTheyAreGiven() throws Exception {
    notebook("h.ipynb", "trn3", "java", Cell.code("hang", "Thread.sleep(600_000);"));

    Launched hung = test("h.ipynb", "--timeout", "5");

    assertThat(hung.exitCode()).as(hung.out() + hung.err()).isEqualTo(4);
    assertThat(hung.out())
        .contains("(cell hang): still running after 5 s, interrupted: Thread.sleep(600_000);");
  }

  @Test
  void holdANotebookToWhatItShowedWithOtherValues() throws Exception {
    Path file =
        notebook(
            "m.ipynb",
            "trn3",
            "java",
            Cell.code("defaults", "int n = 1;").withTag("parameters"),
            Cell.code("twice", "n * 2"));
    String source = Files.readString(file);

    Launched blessed = test("m.ipynb", "-p", "n=21", "--bless");
    Launched green = test("m.ipynb", "-p", "n=21", "--output", "kept");
    Launched unknown = test("m.ipynb", "-p", "m=21");

    assertThat(blessed.exitCode()).isZero();
    assertThat(green.out()).startsWith("passed  m.ipynb [n=21], 3 cells, ");
    assertThat(Notebook.read(folder.resolve("kept/n=21.executed.ipynb")).cells().get(2).outputs())
        .singleElement()
        .satisfies(output -> assertThat(output.text("text/plain")).isEqualTo("42"));
    assertThat(file).hasContent(source);
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("m.ipynb has no parameter \"m\"", "has n");
  }

  @Test
  void refuseWhatCannotBeTestedBeforeAnythingRuns() throws Exception {
    notebook("g.ipynb", "trn3", "java", Cell.code("a", "1"));
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertRefused("there is no notebook in", "test", empty.toString());
    assertRefused("names no code cell", "test", folder.toString(), "--only", "g#b");
    assertRefused("did you mean #a?", "test", folder.toString(), "--only", "a");
    Path matrix = Files.writeString(folder.resolve("g.matrix.json"), "[{\"n\": null}]");
    assertRefused("row 1: parameter n is null; use a number", "test", folder.toString());
    Files.delete(matrix);
    assertRefused("is not installed", "test", folder.toString(), "--kernel", "nowhere");
    assertRefused("trn3 (searched /", "test", folder.toString(), "--kernel", "nowhere");
    assertRefused("is a file", "test", folder.toString(), "--output", folder + "/g.ipynb");
    assertRefused("is a folder", "test", folder.toString(), "--html", folder.toString());
    Launched onServer = trn3().with("CI", "true").run("test", folder.toString(), "--bless");
    assertThat(onServer.exitCode()).isEqualTo(2);
    assertThat(onServer.err()).contains("not blessed where CI=true");
  }

  @Test
  void nameANotebookThatIsMissing() throws Exception {
    assertRefused("missing.ipynb", "run", folder.resolve("missing.ipynb").toString());
    assertRefused("missing.ipynb", "test", folder.resolve("missing.ipynb").toString());
  }

  @Test
  void nameTheLineWhereANotebookIsNoJson() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.ipynb"), "{\n  \"cells\": [,]\n}");

    assertRefused("broken.ipynb", "run", file.toString());
  }

  @Test
  void refuseANotebookOfAKernelThatIsNotInstalled() throws Exception {
    Path file = notebook("r.ipynb", "no-such-kernel", "cobol", Cell.code("a", "MOVE 1 TO X."));

    assertRefused("no-such-kernel", "run", file.toString());
  }

  @Test
  void refuseATargetThatCannotBeWrittenBeforeAnythingRuns() throws Exception {
    Path file = notebook("c.ipynb", "trn3", "java", Cell.code("a", "1"));
    Path noFolder = Files.writeString(folder.resolve("a file"), "");

    assertRefused("is not writable", "run", file.toString(), "--html", noFolder + "/c.html");
    assertRefused("is a folder", "run", file.toString(), "--output", folder.toString());
    assertRefused("does not end in .ipynb", "run", file.toString(), "--output", folder + "/c");
    assertRefused("over a notebook", "run", file.toString(), "--html", file.toString());
    assertRefused("over a notebook", "test", file.toString(), "--junit-xml", file.toString());
    assertRefused("is no time; give seconds", "run", file.toString(), "--timeout", "0");
  }

  @Test
  void refuseAParameterWithoutAValue() throws Exception {
    Path file = notebook("d.ipynb", "trn3", "java", Cell.code("a", "1"));

    assertRefused("name=value", "run", file.toString(), "-p", "servers");
  }

  @Test
  void sayThatTheKernelDidNotStart() throws Exception {
    Path file = notebook("e.ipynb", "trn3", "java", Cell.code("a", "1"));

    Launched run = trn3().run("run", file.toString(), "--jvm-arg", "-Xmx1k");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("--jvm-arg -Xmx1k: ", "Too small maximum heap");
  }

  private static void assertRefused(String naming, String... arguments) throws Exception {
    Launched run = trn3().run(arguments);

    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("trn3: ").contains(naming);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  private Path notebook(String name, String kernel, String language, Cell... cells)
      throws Exception {
    Path file = folder.resolve(name);
    Notebook.of(kernel, kernel, language, List.of(cells)).write(file);
    return file;
  }
}
