package dev.trn3.cli.launcher;

import static dev.trn3.cli.launcher.Launched.trn3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@DisplayName("trn3 run and trn3 test")
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
  void holdANotebookToWhatItShowed() throws Exception {
    Path file = notebook("b.ipynb", "trn3", "java", Cell.code("sum", "1 + 1"));

    Launched blessed = trn3().run("test", "--bless", file.toString());
    Files.writeString(file, Files.readString(file).replace("\"2\"", "\"3\""));
    Launched tested = trn3().run("test", folder.toString());

    assertThat(blessed.exitCode()).isZero();
    assertThat(tested.exitCode()).isEqualTo(1);
    assertThat(tested.out()).contains("b.ipynb", "(cell sum)", "1 notebook").contains("differs");
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
  }

  @Test
  void refuseAParameterWithoutAValue() throws Exception {
    Path file = notebook("d.ipynb", "trn3", "java", Cell.code("a", "1"));

    assertRefused("name=value", "run", file.toString(), "-p", "servers");
  }

  @Test
  void sayThatTheKernelDidNotStart() throws Exception {
    Path file = notebook("e.ipynb", "trn3", "java", Cell.code("a", "1"));

    Launched run = trn3().run("run", file.toString(), "--jvm-arg", "-Xnonsense");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("-Xnonsense");
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
