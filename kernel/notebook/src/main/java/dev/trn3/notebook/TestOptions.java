package dev.trn3.notebook;

import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.run.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is tested, and what becomes of the result. Start from {@link #of} and change what differs.
 *
 * @param paths notebooks, and folders of notebooks
 * @param kernels which kernels run them
 * @param run how long things may take, and parameters for all notebooks
 * @param bless store what differs instead of failing
 * @param only {@code notebook#cell}, {@code notebook}, {@code #cell}, or {@code notebook#..cell}
 *     for all up to that one; empty for all
 * @param changed a file that remembers what passed; notebooks unchanged since, with the same kernel
 *     and libraries, are left out. Empty to run all
 * @param html where the report for people goes
 * @param junitXml where the report for build servers goes: a file
 * @param kept which executed notebooks are kept, and where
 * @param parallel how many notebooks run at once
 * @param lint whether notebooks are also checked without running them
 * @param lax whether cells only have to run, except those tagged {@code nbval-check-output}, and
 *     notebooks need hold no outputs
 */
public record TestOptions(
    List<Path> paths,
    KernelChoice kernels,
    RunOptions run,
    boolean bless,
    List<String> only,
    Optional<Path> changed,
    Optional<Path> html,
    Optional<Path> junitXml,
    Optional<Kept> kept,
    int parallel,
    boolean lint,
    boolean lax) {

  /**
   * Executed notebooks that are kept: all that did not pass, also those executed in part.
   *
   * @param folder where, each by its place among the notebooks tested: {@code late.executed.ipynb},
   *     for a row of a matrix by the place of what is stored for it
   * @param passed whether those that passed are kept as well; where not, the file of an earlier run
   *     is removed once its notebook passes
   */
  public record Kept(Path folder, boolean passed) {}

  public TestOptions {
    paths = List.copyOf(paths);
    only = List.copyOf(only);
    if (parallel < 1) {
      throw new IllegalArgumentException(
          "parallel " + parallel + " is below 1; use the number of processors");
    }
  }

  /**
   * All cells of these notebooks, compared and linted; one notebook more at once than there are
   * processors, because each waits at times for the other of its two JVMs.
   */
  public static TestOptions of(KernelChoice kernels, Path... paths) {
    return new TestOptions(
        List.of(paths),
        kernels,
        RunOptions.DEFAULTS,
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        atOnce(),
        true,
        false);
  }

  /** How many notebooks run at once where nothing else is said. */
  public static int atOnce() {
    return Runtime.getRuntime().availableProcessors() + 1;
  }

  /** These options with other times and parameters. */
  public TestOptions withRun(RunOptions other) {
    return new TestOptions(
        paths, kernels, other, bless, only, changed, html, junitXml, kept, parallel, lint, lax);
  }

  /** These options, storing what differs. */
  public TestOptions blessing() {
    return new TestOptions(
        paths, kernels, run, true, only, changed, html, junitXml, kept, parallel, lint, lax);
  }

  /** These options for some cells, as {@link #only} names them. */
  public TestOptions withOnly(List<String> cells) {
    return new TestOptions(
        paths, kernels, run, bless, cells, changed, html, junitXml, kept, parallel, lint, lax);
  }

  /** These options, leaving out what passed before and is unchanged, as this file remembers. */
  public TestOptions withChanged(Path memory) {
    Optional<Path> file = Optional.of(memory);
    return new TestOptions(
        paths, kernels, run, bless, only, file, html, junitXml, kept, parallel, lint, lax);
  }

  /** These options with a report for people. */
  public TestOptions withHtml(Path page) {
    Optional<Path> file = Optional.of(page);
    return new TestOptions(
        paths, kernels, run, bless, only, changed, file, junitXml, kept, parallel, lint, lax);
  }

  /** These options with a report for build servers. */
  public TestOptions withJunitXml(Path xml) {
    Optional<Path> file = Optional.of(xml);
    return new TestOptions(
        paths, kernels, run, bless, only, changed, html, file, kept, parallel, lint, lax);
  }

  /** These options, keeping the executed notebooks. */
  public TestOptions withKept(Kept notebooks) {
    Optional<Kept> these = Optional.of(notebooks);
    return new TestOptions(
        paths, kernels, run, bless, only, changed, html, junitXml, these, parallel, lint, lax);
  }

  /** These options with so many notebooks at once. */
  public TestOptions withParallel(int notebooks) {
    return new TestOptions(
        paths, kernels, run, bless, only, changed, html, junitXml, kept, notebooks, lint, lax);
  }

  /** These options without checks that do not run the notebook. */
  public TestOptions withoutLint() {
    return new TestOptions(
        paths, kernels, run, bless, only, changed, html, junitXml, kept, parallel, false, lax);
  }

  /** These options, comparing only cells tagged {@code nbval-check-output}, without lints. */
  public TestOptions laxly() {
    return new TestOptions(
        paths, kernels, run, bless, only, changed, html, junitXml, kept, parallel, false, true);
  }
}
