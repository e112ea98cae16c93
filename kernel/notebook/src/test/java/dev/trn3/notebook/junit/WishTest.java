package dev.trn3.notebook.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * What {@code -Dnotebooks=} chooses. {@link CellsAsTestsTest}, which may run at the same time, has
 * the page of the other engine written to the same file; neither reads it.
 */
@Tag("once")
class WishTest {

  private static final Path REPORTS = Path.of("target/notebooks");

  @TempDir static Path folder;

  /** What a project writes. Not found by build tools: it is nested and does not end in Test. */
  static class Chosen implements NotebookTests {
    @Override
    public Path folder() {
      return folder;
    }
  }

  @BeforeAll
  static void writeNotebook() throws IOException {
    Notebook.of(
            "trn3",
            "Trn3",
            "java",
            List.of(printing("first", 1), printing("second", 2), printing("third", 3)))
        .write(folder.resolve("study.ipynb"));
  }

  private static Cell printing(String id, int count) {
    return Cell.code(id, "System.out.println(\"" + id + "\");")
        .withOutputs(List.of(Output.stream("stdout", id + "\n")))
        .withExecutionCount(OptionalInt.of(count));
  }

  @BeforeEach
  void forget() throws IOException {
    for (String test : List.of("Chosen", NotebookTestEngine.ID)) {
      Files.deleteIfExists(REPORTS.resolve(test).resolve("passed.json"));
    }
  }

  @AfterEach
  void wishNothing() {
    System.clearProperty("notebooks");
  }

  private static Events run(String wish) {
    System.setProperty("notebooks", wish);
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Chosen.class))
        .execute()
        .allEvents();
  }

  private static Events runByTheOtherEngine() {
    return EngineTestKit.engine(NotebookTestEngine.ID)
        .selectors(selectDirectory(folder.toFile()))
        .execute()
        .allEvents();
  }

  /** Each test by the end of its name, with what became of it. */
  private static List<String> fates(Events events) {
    return events
        .finished()
        .filter(event -> event.getTestDescriptor().isTest())
        .map(
            event ->
                event.getTestDescriptor().getDisplayName().replaceFirst(".* \u203a ", "")
                    + " "
                    + result(event).getStatus())
        .toList();
  }

  private static TestExecutionResult result(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class);
  }

  private static String reason(Events events) {
    return events
        .finished()
        .map(WishTest::result)
        .map(TestExecutionResult::getThrowable)
        .flatMap(Optional::stream)
        .map(Throwable::getMessage)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void comparesAllCellsUpToTheOneThatIsNamed() {
    Events events = run("upto:study#second");

    assertThat(fates(events))
        .containsExactly("first SUCCESSFUL", "second SUCCESSFUL", "the notebook itself SUCCESSFUL");
  }

  @Test
  void leavesOutWhatPassedAndIsUnchangedAndSaysSo() throws IOException {
    List<String> green =
        Stream.of("first", "second", "third", "the notebook itself")
            .map(id -> id + " SUCCESSFUL")
            .toList();
    Events part = run("changed,only:study#first");
    Events first = run("changed");
    Events second = run("changed");
    System.setProperty("notebooks", "changed");
    Events otherEngine = runByTheOtherEngine();
    Events otherAgain = runByTheOtherEngine();
    Path file = folder.resolve("study.ipynb");
    String stored = Files.readString(file);
    Files.writeString(file, stored.replace("\"third\\n\"", "\"fourth\\n\""));
    Events changed = run("changed");
    Files.writeString(file, stored);

    List<String> leftOut =
        green.stream().map(fate -> fate.replace("SUCCESSFUL", "ABORTED")).toList();

    assertThat(fates(part)).containsExactly("first SUCCESSFUL", "the notebook itself SUCCESSFUL");
    assertThat(fates(first)).containsExactlyElementsOf(green);
    assertThat(fates(second)).containsExactlyElementsOf(leftOut);
    assertThat(reason(second)).isEqualTo("study.ipynb passed before and is unchanged");
    assertThat(fates(otherEngine)).containsExactlyElementsOf(green);
    assertThat(fates(otherAgain)).containsExactlyElementsOf(leftOut);
    assertThat(fates(changed)).startsWith("first SUCCESSFUL", "second SUCCESSFUL", "third FAILED");
  }

  @Test
  void ofWhatIsNotThereFailsTheTestsWithTheRemedy() {
    assertThat(reason(run("upto:study#secnd")))
        .isEqualTo(
            "-Dnotebooks=upto:study#secnd: \"study#..secnd\" names no code cell; there are #first,"
                + " #second, #third");
  }

  @Test
  void isReadFromWordsWithCommasBetween() {
    assertThat(Wish.parse("")).isEqualTo(new Wish(false, false, false, List.of()));
    assertThat(Wish.parse("bless")).isEqualTo(new Wish(true, false, false, List.of()));
    assertThat(Wish.parse("lax, changed")).isEqualTo(new Wish(false, true, true, List.of()));
    assertThat(Wish.parse("upto:a#..b").only()).containsExactly("a#..b");
    assertThat(Wish.parse("only:a#b,c,bless,upto:d#e,#f"))
        .isEqualTo(new Wish(true, false, false, List.of("a#b", "c", "d#..e", "#..f")));
  }

  @Test
  void refusesWordsThatMeanNothingAndSaysWhichDo() {
    assertRefused(
        "blees",
        "-Dnotebooks=blees: \"blees\" is unknown; use bless, lax, changed, only:notebook#cell or"
            + " upto:notebook#cell");
    assertRefused("true", "\"true\" is unknown");
    assertRefused("bless,,lax", "-Dnotebooks=bless,,lax: \"\" is unknown");
    assertRefused("only:", "-Dnotebooks=only:: \"\" names no cell; say only:notebook#cell");
    assertRefused("upto:a", "-Dnotebooks=upto:a: \"a\" names no cell; say upto:notebook#cell");
    assertRefused("upto:a#", "\"a#\" names no cell");
    assertRefused("only:a#", "-Dnotebooks=only:a#: \"a#\" names no cell; say only:notebook#cell");
    assertRefused("only:#", "\"#\" names no cell");
  }

  private static void assertRefused(String words, String message) {
    assertThatThrownBy(() -> Wish.parse(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
