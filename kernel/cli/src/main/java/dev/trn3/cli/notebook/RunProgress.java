package dev.trn3.cli.notebook;

import dev.trn3.cli.Terminal;
import dev.trn3.notebook.client.Spelled;
import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import dev.trn3.notebook.html.Ansi;
import dev.trn3.notebook.run.CellRun;
import dev.trn3.notebook.run.CellRun.Outcome;
import dev.trn3.notebook.run.RunListener;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a run in a terminal: each cell with its place and duration, and below it the text of what
 * it showed. While a cell runs, a line on the error stream says so, where a person looks at it.
 */
final class RunProgress implements RunListener {

  private static final int SOURCE_WIDTH = 64;

  private final PrintStream out;
  private final ProgressLine line;
  private final boolean quiet;
  private int position;
  private int of;

  /**
   * Progress on these streams.
   *
   * @param quiet true to leave out what the cells show
   */
  RunProgress(PrintStream out, ProgressLine line, boolean quiet) {
    this.out = out;
    this.line = line;
    this.quiet = quiet;
  }

  @Override
  public void started(Notebook notebook) {
    line.clear();
  }

  @Override
  public void running(Cell cell, int position, int of) {
    this.position = position;
    this.of = of;
    line.show("[%d/%d] %s".formatted(position, of, firstLine(cell)));
  }

  @Override
  public void finished(CellRun run) {
    line.clear();
    String state = state(run);
    out.printf(Locale.ROOT, "[%d/%d] %s  %s%n", position, of, state, firstLine(run.cell()));
    if (!quiet) {
      run.cell().outputs().forEach(this::print);
    }
    out.flush();
  }

  private static String state(CellRun run) {
    if (run.outcome() instanceof Outcome.Skipped skipped) {
      return "skipped, " + skipped.reason();
    }
    return (run.failed() ? "FAILED after " : "") + Spelled.duration(run.elapsed());
  }

  private void print(Output output) {
    String text = text(output);
    if (!text.isBlank()) {
      out.println(text.stripTrailing());
      out.println();
    }
  }

  private static String text(Output output) {
    String text;
    switch (output.kind()) {
      case STREAM -> text = output.streamText();
      case ERROR -> text = output.traceback();
      default -> text = output.has("text/plain") ? output.text("text/plain") : "";
    }
    return Terminal.isOutput() ? text : Ansi.stripped(text);
  }

  private static String firstLine(Cell cell) {
    String first =
        cell.source()
            .lines()
            .map(String::strip)
            .filter(source -> !source.isEmpty() && !source.startsWith("//"))
            .findFirst()
            .orElse("(no code)");
    return first.length() <= SOURCE_WIDTH ? first : first.substring(0, SOURCE_WIDTH - 3) + "...";
  }
}
