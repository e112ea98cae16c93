package dev.trn3.notebook.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Which tests the engine finds, and finds again by their ids, as an IDE does. No kernel starts. */
class ChosenByIdTest {

  @TempDir Path folder;

  @BeforeEach
  void writeNotebooks() throws IOException {
    write(
        "rows.ipynb", Cell.code("n", "int n = 1;").withTag("parameters"), Cell.code("twice", "n"));
    Files.writeString(folder.resolve("rows.matrix.json"), "[{\"n\": 3}, {\"n\": 4}]");
    write("study.ipynb", Cell.code("one", "1"), Cell.code("two", "2"), Cell.code("three", "3"));
  }

  private void write(String name, Cell... cells) throws IOException {
    Notebook.of("trn3", "Trn3", "java", List.of(cells)).write(folder.resolve(name));
  }

  private static List<TestDescriptor> found(DiscoverySelector... selectors) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
    UniqueId engine = UniqueId.forEngine(NotebookTestEngine.ID);
    return new NotebookTestEngine()
        .discover(request, engine).getDescendants().stream()
            .filter(TestDescriptor::isTest)
            .map(TestDescriptor.class::cast)
            .toList();
  }

  private static List<String> names(DiscoverySelector... selectors) {
    return found(selectors).stream().map(TestDescriptor::getDisplayName).toList();
  }

  private DiscoverySelector all() {
    return selectDirectory(folder.toFile());
  }

  private DiscoverySelector idOf(String name) {
    return found(all()).stream()
        .filter(test -> test.getDisplayName().equals(name))
        .map(test -> selectUniqueId(test.getUniqueId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> row(String parameters, String... cells) {
    return Stream.concat(Stream.of(cells), Stream.of("the notebook itself"))
        .map(cell -> "rows.ipynb [" + parameters + "] \u203a " + cell)
        .toList();
  }

  private static List<String> study(String... cells) {
    return Stream.concat(Stream.of(cells), Stream.of("the notebook itself"))
        .map(cell -> "study.ipynb \u203a " + cell)
        .toList();
  }

  @Test
  void eachRowOfAMatrixHasTestsOfItsOwn() {
    List<String> expected = new ArrayList<>(row("n=3", "n", "injected-parameters", "twice"));
    expected.addAll(row("n=4", "n", "injected-parameters", "twice"));
    expected.addAll(study("one", "two", "three"));

    assertThat(names(all())).containsExactlyElementsOf(expected);
    assertThat(names(idOf("rows.ipynb [n=4] \u203a twice")))
        .containsExactlyElementsOf(row("n=4", "twice"));
    assertThat(names(idOf("rows.ipynb [n=3] \u203a the notebook itself")))
        .containsExactlyElementsOf(row("n=3", "n", "injected-parameters", "twice"));
  }

  @Test
  void severalCellsOfANotebookAreAllFound() {
    DiscoverySelector one = idOf("study.ipynb \u203a one");
    DiscoverySelector three = idOf("study.ipynb \u203a three");

    assertThat(names(one, three)).containsExactlyElementsOf(study("one", "three"));
    assertThat(names(three, all())).containsSubsequence(study("one", "two", "three"));
  }

  @Test
  void theNotebookItselfIsAllOfItsCells() {
    DiscoverySelector whole = idOf("study.ipynb \u203a the notebook itself");

    assertThat(names(whole)).containsExactlyElementsOf(study("one", "two", "three"));
  }
}
