package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;

class IndexingTest {

  @Test
  void findsAllClassesOfANameAfterItWasPacked() throws ReflectiveOperationException {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();

      Indexing.putOff(analysis).finish();

      assertThat(analysis.listQualifiedNames("List", 4).getNames())
          .contains("java.util.List", "java.awt.List");
      assertThat(((Map<?, ?>) DeadSnippets.value(analysis, "currentIndexes")).values())
          .isNotEmpty()
          .allSatisfy(
              index ->
                  assertThat(DeadSnippets.value(index, "classSimpleName2FQN"))
                      .isInstanceOf(PackedNames.class));
    }
  }

  /** All wait in the same thread, so one that is put off would hold up those that are wanted. */
  @Test
  void ofAllKernelsGoesOnWhereOneNeedsIt() throws ReflectiveOperationException {
    try (JShell one = JShell.builder().executionEngine("local").build();
        JShell other = JShell.builder().executionEngine("local").build()) {
      Indexing.putOff(one.sourceCodeAnalysis());
      Indexing.putOff(other.sourceCodeAnalysis());
      assertThat(DeadSnippets.value(one.sourceCodeAnalysis(), "suspend")).isEqualTo(1);

      Indexing.begin();

      assertThat(DeadSnippets.value(one.sourceCodeAnalysis(), "suspend")).isEqualTo(0);
      assertThat(DeadSnippets.value(other.sourceCodeAnalysis(), "suspend")).isEqualTo(0);
    }
  }

  @Test
  void letsGoOfTheNamesOfModulesAndReadsThemAnewWhereTheyAreAskedFor() throws IOException {
    Path util = Path.of(URI.create("jrt:/java.base/java/util"));
    long before = entries(util);

    assertThat(ModuleImage.forgetNames()).isTrue();

    assertThat(entries(util)).isEqualTo(before).isGreaterThan(300);
    assertThat(Files.size(util.resolve("List.class"))).isPositive();
    assertThat(Files.isDirectory(Path.of(URI.create("jrt:/java.sql/java/sql")))).isTrue();
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
