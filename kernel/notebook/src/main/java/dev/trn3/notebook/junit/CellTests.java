package dev.trn3.notebook.junit;

import dev.trn3.notebook.TestOptions;
import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.format.Cell;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Checks as dynamic tests. */
final class CellTests {

  /** The test of what is not about one cell: that the kernel starts, and lints. */
  static final String WHOLE = " \u203a the notebook itself";

  private CellTests() {}

  static Stream<DynamicNode> of(List<NotebookCheck> checks, TestOptions options) {
    Ahead ahead = new Ahead(checks, options);
    return checks.stream().<DynamicNode>map(check -> container(check, ahead)).onClose(ahead::close);
  }

  private static DynamicContainer container(NotebookCheck check, Ahead ahead) {
    Stream<DynamicTest> cells =
        check.cells().stream()
            .map(
                cell ->
                    DynamicTest.dynamicTest(
                        check.name() + " \u203a " + check.title(cell),
                        source(check, cell),
                        () -> report(ahead.verdict(check, cell))));
    DynamicTest whole =
        DynamicTest.dynamicTest(
            check.name() + WHOLE, source(check, null), () -> report(ahead.verdict(check)));
    return DynamicContainer.dynamicContainer(
        check.name(), source(check, null), Stream.concat(cells, Stream.of(whole)));
  }

  /** Where an IDE jumps to. */
  private static URI source(NotebookCheck check, Cell cell) {
    URI file =
        check.expected().file().map(path -> path.toAbsolutePath().toUri()).orElse(URI.create(""));
    return cell == null ? file : URI.create(file + "?line=" + cell.line() + "&column=1");
  }

  static void report(CellVerdict verdict) {
    switch (verdict.status()) {
      case PASSED -> {
        // As it should be.
      }
      case SKIPPED, ABORTED -> throw new TestAbortedException(verdict.report());
      case DIFFERS, FAILED -> throw withoutTrace(new AssertionFailedError(verdict.report()));
    }
  }

  static void report(NotebookVerdict verdict) {
    if (!verdict.problems().isEmpty()) {
      throw withoutTrace(new AssertionFailedError(String.join("\n", verdict.problems())));
    }
  }

  /** Where in the runner a difference was noticed helps nobody. */
  private static AssertionFailedError withoutTrace(AssertionFailedError failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }
}
