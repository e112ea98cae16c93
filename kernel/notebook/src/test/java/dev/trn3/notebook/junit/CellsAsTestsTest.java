package dev.trn3.notebook.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class CellsAsTestsTest {

  private static final String PLACE = "late/answers.ipynb";

  @TempDir static Path folder;

  /** What a project writes. Not found by build tools: it is nested and does not end in Test. */
  static class Notebooks implements NotebookTests {
    @Override
    public Path folder() {
      return folder;
    }
  }

  @BeforeAll
  static void writeNotebook() throws IOException {
    Files.createDirectory(folder.resolve("late"));
    Cell good =
        Cell.code("good", "System.out.println(6 * 7);")
            .withOutputs(List.of(Output.stream("stdout", "42\n")))
            .withExecutionCount(OptionalInt.of(1));
    Cell wrong =
        Cell.code("wrong", "System.out.println(\"p99 12.4 ms\");")
            .withOutputs(List.of(Output.stream("stdout", "p99 12.5 ms\n")))
            .withExecutionCount(OptionalInt.of(2));
    Notebook.of(
            "trn3",
            "Trn3",
            "java",
            List.of(
                Cell.markdown("t", "# Answers"),
                good,
                wrong,
                Cell.code("bad", "throw new IllegalStateException(\"no chips\");"),
                Cell.code("after", "1")))
        .write(folder.resolve(PLACE));
  }

  private static void assertFourCells(Events events) {
    String start = "answers.ipynb \u203a Answers \u203a ";
    events
        .assertThatEvents()
        .haveExactly(1, event(test(), displayName(start + "good"), finishedSuccessfully()))
        .haveExactly(
            1,
            event(
                test(),
                displayName(start + "wrong"),
                finishedWithFailure(
                    message(
                        text ->
                            text.endsWith(
                                "(cell wrong): line 1 \"p99\": stored 12.5 ms, got 12.4 ms"
                                    + " (-0.8 %, allowed 1e-9)")))))
        .haveExactly(
            1,
            event(
                test(),
                displayName(start + "bad"),
                finishedWithFailure(message(text -> text.contains("no chips")))))
        .haveExactly(
            1,
            event(
                test(),
                displayName(start + "after"),
                abortedWithReason(message(text -> text.endsWith("cell bad above failed")))));
  }

  @Test
  void throughOneLineInAProject() {
    assertFourCells(
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Notebooks.class))
            .execute()
            .testEvents());
  }

  @Test
  void throughTheEngineOfItsOwnWhichKeepsThemByTheirPlacesInTheFolder() throws IOException {
    Path kept = Path.of("target/notebooks", NotebookTestEngine.ID, "late/answers.executed.ipynb");
    Files.deleteIfExists(kept);

    assertFourCells(
        EngineTestKit.engine(NotebookTestEngine.ID)
            .selectors(selectDirectory(folder.toFile()))
            .execute()
            .testEvents());
    assertThat(kept).exists();
  }

  /** As where somebody follows with a debugger what the cells call. */
  @Test
  void runInTheJvmOfTheTestWhereTheKernelIsEmbedded() {
    System.setProperty("notebook.kernel", "embedded");
    try {
      assertFourCells(
          EngineTestKit.engine(NotebookTestEngine.ID)
              .selectors(selectDirectory(folder.toFile()))
              .execute()
              .testEvents());
    } finally {
      System.clearProperty("notebook.kernel");
    }
  }

  @Test
  void eachWithTheFileAndLineOfItsCell() throws IOException {
    Events jupiter =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Notebooks.class))
            .execute()
            .testEvents();
    Events own =
        EngineTestKit.engine(NotebookTestEngine.ID)
            .selectors(selectDirectory(folder.toFile()))
            .execute()
            .testEvents();

    List<String> lines = Files.readAllLines(folder.resolve(PLACE));
    for (String cell : List.of("good", "wrong", "bad", "after")) {
      FilePosition position = position(jupiter, cell);
      assertThat(lines.subList(position.getLine() - 1, lines.size()))
          .as(cell)
          .startsWith("  {")
          .element(3)
          .isEqualTo("   \"id\": \"" + cell + "\",");
      assertThat(position(own, cell)).isEqualTo(position);
    }
  }

  /** Where an IDE goes for the test of a cell. */
  private static FilePosition position(Events events, String cell) {
    FileSource source =
        events
            .started()
            .map(Event::getTestDescriptor)
            .filter(test -> test.getDisplayName().endsWith(" \u203a " + cell))
            .map(test -> (FileSource) test.getSource().orElseThrow())
            .findFirst()
            .orElseThrow();
    assertThat(source.getFile()).isEqualTo(folder.resolve(PLACE).toFile());
    return source.getPosition().orElseThrow();
  }
}
