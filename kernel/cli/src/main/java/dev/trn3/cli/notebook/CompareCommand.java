package dev.trn3.cli.notebook;

import dev.trn3.cli.ExitCode;
import dev.trn3.cli.Refusal;
import dev.trn3.notebook.check.StoredRuns;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.format.NotebookFormatException;
import dev.trn3.notebook.report.DifferencePage;
import dev.trn3.notebook.report.JUnitXml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trn3 compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Compares two stored runs of notebooks, as before and after an update.",
    description = {
      "",
      "Nothing is run. Cells are the same where their ids are, and what counts as a difference is",
      "what 'trn3 test' counts. In folders, notebooks at the same place belong together;",
      "a.executed.ipynb, as 'trn3 test --output' writes it, is taken for a.ipynb."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 compare monday.ipynb tuesday.ipynb",
      "  trn3 test notebooks --output new; trn3 compare notebooks new --html report.html",
      "",
      "Exit codes: 0 both show the same; 1 something differs; 2 the command line or a notebook is",
      "wrong."
    })
public final class CompareCommand implements Callable<Integer> {

  @CommandLine.Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "A notebook, or a folder of notebooks.")
  private Path before;

  @CommandLine.Parameters(
      index = "1",
      paramLabel = "AFTER",
      description = "Another run of it, or of them.")
  private Path after;

  @Mixin private ReportOptions reports = new ReportOptions();

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints a line for each cell, also for those that show the same.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    reports.requireWritable();
    TestResult result;
    try (ProgressLine line = new ProgressLine()) {
      result = StoredRuns.compared(before, after);
      TestProgress progress = new TestProgress(System.out, line, verbose);
      result.verdicts().forEach(progress::show);
    } catch (NotebookFormatException | IllegalArgumentException e) {
      throw Refusal.usage(e.getMessage(), e);
    }
    System.out.println(result.summary());
    Optional<Target> page = reports.html();
    if (page.isPresent()) {
      page.get().write(DifferencePage.of(result));
    }
    Optional<Target> xml = reports.junitXml();
    if (xml.isPresent()) {
      xml.get().write(JUnitXml.of(result));
    }
    reports.tellWritten();
    return result.passed() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
