package dev.trn3.notebook.junit;

import dev.trn3.notebook.NotebookTesting;
import dev.trn3.notebook.TestOptions;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.run.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Makes one test of each code cell of each notebook in a folder. One line gives a project such
 * tests:
 *
 * <pre>{@code
 * class NotebooksTest implements NotebookTests {}
 * }</pre>
 *
 * <p>A cell passes if it shows what is stored in the notebook. After a cell that fails, the other
 * cells of its notebook are aborted; after one that differs, they run. Kernels start when the first
 * test runs, for as many notebooks at once as {@link #parallel} says, and see the class path of the
 * test.
 *
 * <p>A page with what is stored beside what was shown, and the executed notebooks, are left in
 * {@code target/notebooks} and the name of the test.
 *
 * <p>The system property {@code notebooks} says what else is wanted, as in {@code mvn test
 * -Dnotebooks=bless}; several words stand with commas between them:
 *
 * <ul>
 *   <li>{@code bless} stores what differs; refused where the environment says {@code CI=true}
 *   <li>{@code only:memory#roofline} runs a notebook up to one cell and compares that; {@code
 *       only:memory} means all cells of one notebook, {@code only:#roofline} that cell of each that
 *       has it
 *   <li>{@code upto:memory#roofline} compares all cells up to that one and runs none below it
 *   <li>{@code changed} leaves out notebooks that passed before with this word, where they, their
 *       kernel and the class path are the same. Their tests are aborted and say so. Files that
 *       cells read are not looked at, so this is for a person who writes, not for a build server
 *   <li>{@code lax} compares only cells tagged {@code nbval-check-output}
 * </ul>
 *
 * <p>{@code -Dnotebook.kernel=embedded} runs Java cells in the JVM of the test, so that breakpoints
 * in the code they call are reached.
 */
public interface NotebookTests {

  /**
   * Where the notebooks are: by default the first of {@code src/test/notebooks}, {@code notebooks}
   * and the working directory that exists.
   */
  default Path folder() {
    return Stream.of("src/test/notebooks", "notebooks")
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(Path.of("."));
  }

  /** Which kernels run them: by default ours on the class path of the test, or those installed. */
  default KernelChoice kernels() {
    return KernelChoice.usual();
  }

  /** How long things may take. */
  default RunOptions options() {
    return RunOptions.DEFAULTS;
  }

  /** How many notebooks run at once; by default one more than processors, at most four. */
  default int parallel() {
    return atOnce();
  }

  /** The default of {@link #parallel}. */
  static int atOnce() {
    return Math.min(4, TestOptions.atOnce());
  }

  /**
   * One container for each notebook, with one test for each cell, and one for the notebook itself:
   * that its kernel starts, and that nothing is wrong with the file.
   */
  @TestFactory
  default Stream<DynamicNode> notebooks() {
    TestOptions options =
        TestOptions.of(kernels(), folder()).withRun(options()).withParallel(parallel());
    Wish wish = Wish.ofThisBuild();
    TestOptions wished = wish.applyTo(options, Reports.of(getClass().getSimpleName()));
    List<NotebookCheck> all = NotebookTesting.checks(wished.withOnly(List.of()));
    return CellTests.of(wish.chosen(all), wished);
  }
}
