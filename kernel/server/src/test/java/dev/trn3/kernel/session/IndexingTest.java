package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;

class IndexingTest {

  @Test
  void findsAllClassesOfANameAfterItWasPacked() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();

      Indexing.putOff(analysis).finish();

      assertThat(analysis.listQualifiedNames("List", 4).getNames())
          .contains("java.util.List", "java.awt.List");
    }
  }
}
