package dev.trn3.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.CheckListener;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.client.OwnKernel;
import dev.trn3.notebook.format.Cell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which notebooks are known to have passed. No kernel starts but in one test. */
@Tag("once")
class ChangedNotebooksTest extends NotebookFolder {

  private static final Cell ONE =
      Cell.code("one", "int x = 1;").withExecutionCount(OptionalInt.of(1));
  private static final Cell TWO =
      Cell.code("two", "int y = 2;").withExecutionCount(OptionalInt.of(2));

  private Path memory;
  private Path classFile;

  @BeforeEach
  void runWithAFolderOfClasses() throws IOException {
    memory = folder.resolve("memory.json");
    classFile = Files.createDirectory(folder.resolve("classes")).resolve("A.class");
    Files.writeString(classFile, "as compiled first");
    String classPath =
        System.getProperty("java.class.path") + File.pathSeparator + classFile.getParent();
    options = TestOptions.of(KernelChoice.always(OwnKernel.on(classPath, List.of())), folder);
  }

  @AfterEach
  void runAsUsual() {
    System.clearProperty("notebook.kernel");
  }

  private NotebookCheck check() {
    return NotebookTesting.checks(options).get(0);
  }

  private boolean isKnown(NotebookCheck check) {
    return Memory.read(memory, options).knows(check);
  }

  /** As a run does it, with what happens meanwhile. */
  private void pass(NotebookCheck check, Runnable meanwhile) {
    Memory known = Memory.read(memory, options);
    assertThat(known.knows(check)).isFalse();
    meanwhile.run();
    List<CellVerdict> cells = check.cells().stream().map(cell -> passed(check, cell)).toList();
    NotebookVerdict verdict =
        new NotebookVerdict(
            check.name(), check.expected(), check.source(), cells, List.of(), true, Duration.ZERO);
    known.remember(List.of(check), List.of(verdict));
  }

  private static CellVerdict passed(NotebookCheck check, Cell cell) {
    return new CellVerdict(
        check.expected(), cell, cell.id(), Status.PASSED, List.of(), "", List.of(), Duration.ZERO);
  }

  private void compileAgain() {
    try {
      long now = Files.getLastModifiedTime(classFile).toMillis();
      Files.setLastModifiedTime(classFile, FileTime.fromMillis(now + 2_000));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void runAgainWhereAClassOnTheClassPathHasChanged() throws IOException {
    write("a.ipynb", ONE);

    pass(check(), () -> {});
    boolean before = isKnown(check());
    compileAgain();

    assertThat(before).isTrue();
    assertThat(isKnown(check())).isFalse();
  }

  @Test
  void runAgainWhereAClassHasChangedWhileTheyRan() throws IOException {
    write("a.ipynb", ONE);

    pass(check(), this::compileAgain);

    assertThat(isKnown(check())).isFalse();
  }

  @Test
  void areNotKnownOfOneKernelWherePassedInTheOther() throws IOException {
    write("a.ipynb", ONE);

    System.setProperty("notebook.kernel", "embedded");
    pass(check(), () -> {});
    boolean embedded = isKnown(check());
    System.clearProperty("notebook.kernel");

    assertThat(embedded).isTrue();
    assertThat(isKnown(check())).isFalse();
  }

  @Test
  void areNotKnownWhereOnlySomeOfTheirCellsPassed() throws IOException {
    write("a.ipynb", ONE, TWO);

    pass(check().only(cell -> cell.id().equals("one")), () -> {});
    boolean part = isKnown(check());
    pass(check().only(cell -> List.of("one", "two").contains(cell.id())), () -> {});

    assertThat(part).isFalse();
    assertThat(isKnown(check())).isTrue();
  }

  /** The first is interrupted while the second waits for its turn. */
  @Test
  void areNotKnownWhereTheyNeverRan() throws IOException {
    write("a.ipynb", Cell.code("slow", "Thread.sleep(600_000);"));
    write("b.ipynb", ONE, TWO);
    Thread tester = Thread.currentThread();
    CheckListener interrupting =
        new CheckListener() {
          @Override
          public void running(NotebookCheck check, Cell cell) {
            tester.interrupt();
          }
        };

    TestResult result =
        NotebookTesting.run(options.withChanged(memory).withParallel(1), interrupting);

    assertThat(result.exitCode()).isEqualTo(TestResult.INTERRUPTED);
    assertThat(result.verdicts())
        .extracting(NotebookVerdict::name)
        .containsExactly("a.ipynb", "b.ipynb");
    assertThat(result.verdicts().get(1).cells())
        .extracting(CellVerdict::status)
        .containsExactly(Status.ABORTED, Status.ABORTED);
    assertThat(NotebookTesting.checks(options)).noneMatch(this::isKnown);
  }
}
