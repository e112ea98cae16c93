package dev.trn3.report;

import java.util.stream.Collectors;

/** Writes a table in the Markdown of GitHub. */
final class TableMarkdown {

  private TableMarkdown() {}

  static String write(Grid given) {
    Grid grid = given.folded();
    StringBuilder text = new StringBuilder();
    if (!grid.title().isBlank()) {
      text.append("**").append(escape(grid.title())).append("**\n\n");
    }
    text.append(
        grid.headings().stream()
            .map(
                heading ->
                    escape(heading.text()) + below(heading.between() ? Grid.Heading.ENDS : ""))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    text.append(
        grid.headings().stream()
            .map(heading -> heading.kind().isNumeric() ? "---:" : ":---")
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    grid.shown()
        .forEach(
            row ->
                text.append(
                    row.stream()
                        .map(cell -> escape(Grid.text(cell)) + below(Grid.ends(cell)))
                        .collect(Collectors.joining(" | ", "| ", " |\n"))));
    String rest = grid.rowCount() == 0 ? "(no rows)" : grid.rest();
    if (!rest.isEmpty()) {
      text.append('\n').append(rest).append('\n');
    }
    grid.notes().forEach(note -> text.append('\n').append(escape(note)).append('\n'));
    return text.toString().stripTrailing();
  }

  private static String below(String ends) {
    return ends.isEmpty() ? "" : "<br>" + escape(ends);
  }

  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|$])", "\\\\$1").replaceAll("\\R", "<br>");
  }
}
