package dev.trn3.cli.notebook;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where reports are written, as commands that compare notebooks are told. */
final class ReportOptions {

  @Option(
      names = "--html",
      paramLabel = "FILE.html",
      description = "Where to write a page with both sides.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--junit-xml",
      paramLabel = "FILE.xml",
      description = "Where to write the result for build servers, one test case for each cell.")
  private Optional<Path> junitXml = Optional.empty();

  Optional<Target> html() {
    return html.map(file -> new Target("--html", file));
  }

  Optional<Target> junitXml() {
    return junitXml.map(file -> new Target("--junit-xml", file));
  }

  private List<Target> all() {
    return Stream.of(html(), junitXml()).flatMap(Optional::stream).toList();
  }

  /**
   * Finds out whether all could be written, before any work is done.
   *
   * @throws dev.trn3.cli.Refusal where one could not
   */
  void requireWritable() {
    all().forEach(Target::requireWritable);
  }

  void tellWritten() {
    all().forEach(report -> System.err.println("Wrote " + report.file()));
  }
}
