package dev.trn3.notebook.report;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import dev.trn3.notebook.format.Output;
import dev.trn3.notebook.html.Ansi;
import dev.trn3.notebook.html.Highlighted;
import dev.trn3.notebook.html.Html;
import dev.trn3.notebook.html.NotebookPage;
import dev.trn3.notebook.html.OutputHtml;
import java.util.List;
import java.util.Locale;

/**
 * A result as one page: each notebook with its cells; for each cell that is not as stored what
 * differs, in words, and what is stored beside what it shows now, images with their difference. The
 * page holds all it needs and runs no script.
 */
public final class DifferencePage {

  private static final String STYLE =
      """
      <style>
      main { max-width: 120rem; }
      .status { display: inline-block; min-width: 5.2em; font-size: .8rem; font-weight: 600; }
      .passed { color: var(--good); } .differs, .failed { color: var(--bad); }
      .skipped, .aborted, time { color: var(--quiet); }
      time { font-size: .8rem; float: right; }
      .cells { list-style: none; padding: 0; }
      .cells > li { border-top: 1px solid var(--line); padding: .45rem 0; }
      summary { cursor: pointer; }
      .messages { background: var(--bad-panel); border-left: 3px solid var(--bad);
        border-radius: 0 8px 8px 0; padding: .6rem 1rem; margin: .6rem 0; overflow-x: auto;
        white-space: pre-wrap; }
      .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
      .sides table { min-width: 38rem; }
      .sides > div { border: 1px solid var(--line); border-radius: 8px; overflow-x: auto;
        min-width: 0; padding: 0 0 .7rem; }
      .sides h4 { margin: 0; padding: .4rem 1rem; font-size: .82rem; color: var(--quiet);
        border-bottom: 1px solid var(--line); }
      .place { color: var(--quiet); font-size: .82rem; }
      .problems { color: var(--bad); }
      </style>
      """;

  private DifferencePage() {}

  /** The page. */
  public static String of(TestResult result) {
    StringBuilder body = new StringBuilder(STYLE);
    body.append("<main>\n<h1>Notebooks</h1>\n<p>");
    body.append("<strong class=\"").append(result.passed() ? "passed" : "failed").append("\">");
    body.append(result.passed() ? "As stored." : "Not as stored.").append("</strong> ");
    body.append(Html.escaped(result.summary())).append("</p>\n");
    for (NotebookVerdict verdict : result.verdicts()) {
      notebook(verdict, body);
    }
    if (!result.unchanged().isEmpty()) {
      body.append("<p class=\"place\">Left out, unchanged since they passed: ");
      body.append(Html.escaped(String.join(", ", result.unchanged()))).append("</p>\n");
    }
    String title = (result.passed() ? "\u2713" : "\u2717") + " Notebooks";
    return NotebookPage.page(title, body + "</main>\n");
  }

  private static void notebook(NotebookVerdict verdict, StringBuilder body) {
    body.append("<h2>").append(mark(verdict.passed())).append(' ');
    body.append(Html.escaped(verdict.name())).append("</h2>\n");
    if (!verdict.problems().isEmpty()) {
      body.append("<ul class=\"problems\">\n");
      verdict
          .problems()
          .forEach(each -> body.append("<li>").append(Html.escaped(each)).append("</li>\n"));
      body.append("</ul>\n");
    }
    body.append("<ul class=\"cells\">\n");
    for (CellVerdict cell : verdict.cells()) {
      body.append("<li>");
      cell(verdict, cell, body);
      body.append("</li>\n");
    }
    body.append("</ul>\n");
  }

  private static String mark(boolean passed) {
    return passed ? "<span class=\"passed\">\u2713</span>" : "<span class=\"failed\">\u2717</span>";
  }

  private static void cell(NotebookVerdict verdict, CellVerdict cell, StringBuilder body) {
    String status = cell.status().name().toLowerCase(Locale.ROOT);
    String line =
        "<span class=\"status %s\">%s</span> %s <time>%s</time>"
            .formatted(status, status, Html.escaped(cell.title()), elapsed(cell));
    if (!cell.isBad()) {
      String reason = cell.messages().isEmpty() ? "" : cell.messages().get(0);
      body.append(line).append(" <span class=\"place\">");
      body.append(Html.escaped(reason)).append("</span>");
      return;
    }
    body.append("<details open><summary>").append(line).append("</summary>\n");
    body.append("<p class=\"place\">").append(Html.escaped(cell.place())).append("</p>\n");
    body.append("<div class=\"input\"><pre class=\"code\">");
    body.append(Highlighted.code(cell.cell().source(), verdict.stored().language()));
    body.append("</pre></div>\n<div class=\"messages\">");
    body.append(Html.escaped(String.join("\n", cell.messages()))).append("</div>\n");
    if (!cell.detail().isBlank()) {
      body.append("<div class=\"output error\"><pre>").append(Ansi.toHtml(cell.detail()));
      body.append("</pre></div>\n");
    }
    if (cell.status() == Status.DIFFERS) {
      sides(stored(cell), cell.shown(), body);
    }
    body.append("</details>");
  }

  private static String elapsed(CellVerdict cell) {
    long millis = cell.elapsed().toMillis();
    return millis == 0 ? "" : millis + " ms";
  }

  private static List<Output> stored(CellVerdict verdict) {
    return verdict.notebook().cells().stream()
        .filter(cell -> cell.id().equals(verdict.cell().id()))
        .findFirst()
        .map(dev.trn3.notebook.format.Cell::outputs)
        .orElse(List.of());
  }

  private static void sides(List<Output> stored, List<Output> got, StringBuilder body) {
    body.append("<div class=\"sides\">\n");
    side("stored", stored, body);
    side("now", got, body);
    for (int i = 0; i < Math.min(stored.size(), got.size()); i++) {
      Output before = stored.get(i);
      Output after = got.get(i);
      if (before.has("image/png") && after.has("image/png")) {
        ImageDifference.of(before.bytes("image/png"), after.bytes("image/png"))
            .ifPresent(
                png ->
                    body.append("<div><h4>difference</h4><div class=\"output\"><img")
                        .append(" class=\"figure\" alt=\"where the images differ\"")
                        .append(" src=\"data:image/png;base64,")
                        .append(png)
                        .append("\"></div></div>\n"));
      }
    }
    body.append("</div>\n");
  }

  private static void side(String title, List<Output> outputs, StringBuilder body) {
    body.append("<div><h4>").append(title).append("</h4>\n");
    if (outputs.isEmpty()) {
      body.append("<div class=\"output place\">nothing</div>\n");
    }
    outputs.forEach(output -> body.append(OutputHtml.of(output)));
    body.append("</div>\n");
  }
}
