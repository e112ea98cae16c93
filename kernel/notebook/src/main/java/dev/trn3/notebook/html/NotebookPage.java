package dev.trn3.notebook.html;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A notebook as one HTML page that holds all it needs: it loads nothing and runs no script, which
 * its content security policy enforces. It follows the reader's choice of light or dark.
 */
public final class NotebookPage {

  private static final int CONTENTS_FROM = 3;
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

  private NotebookPage() {}

  /** The page of a notebook as it was executed. */
  public static String of(Notebook notebook) {
    return of(notebook, "");
  }

  /**
   * The page of a notebook with a notice at its top.
   *
   * @param failure one line about what went wrong; empty for no notice. It links to the first cell
   *     with an error
   */
  public static String of(Notebook notebook, String failure) {
    StringBuilder body = new StringBuilder();
    if (!failure.isEmpty()) {
      body.append(notice(notebook, failure));
    }
    Path folder =
        notebook.file().map(Path::toAbsolutePath).map(Path::getParent).orElse(Path.of(""));
    boolean titled = false;
    for (Cell cell : notebook.cells()) {
      body.append(cell(cell, notebook.language(), folder));
      if (!titled && cell.kind() == Cell.Kind.MARKDOWN) {
        titled = true; // The contents stand below the title and its lead.
        body.append(contents(notebook));
      }
    }
    return page(title(notebook), "<main>\n" + body + "</main>\n");
  }

  /**
   * A page in the same look.
   *
   * @param title plain text
   * @param body HTML
   */
  public static String page(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        %s</body>
        </html>
        """
        .formatted(POLICY, Html.escaped(title), style(), body);
  }

  /** The first heading, or the file's name. */
  public static String title(Notebook notebook) {
    return headings(notebook).stream()
        .map(Markdown.Title::text)
        .findFirst()
        .orElse(notebook.name().replaceFirst("\\.ipynb$", ""));
  }

  private static List<Markdown.Title> headings(Notebook notebook) {
    List<Markdown.Title> headings = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      if (cell.kind() == Cell.Kind.MARKDOWN) {
        headings.addAll(Markdown.titles(cell.source()));
      }
    }
    return headings;
  }

  private static String notice(Notebook notebook, String failure) {
    String link =
        notebook.cells().stream()
            .filter(c -> c.outputs().stream().anyMatch(o -> o.kind() == Output.Kind.ERROR))
            .filter(c -> !c.tags().contains("raises-exception"))
            .findFirst()
            .map(c -> " <a href=\"#cell-%s\">Go to the cell</a>".formatted(Html.escaped(c.id())))
            .orElse("");
    return "<p class=\"failure\" role=\"alert\"><strong>Not executed to the end.</strong> "
        + Html.escaped(failure)
        + link
        + "</p>\n";
  }

  private static String contents(Notebook notebook) {
    List<Markdown.Title> sections =
        headings(notebook).stream().filter(heading -> heading.level() == 2).toList();
    if (sections.size() < CONTENTS_FROM) {
      return "";
    }
    StringBuilder list = new StringBuilder("<nav aria-label=\"Contents\"><ul>\n");
    for (Markdown.Title section : sections) {
      list.append(
          "<li><a href=\"#%s\">%s</a></li>\n"
              .formatted(Html.escaped(section.anchor()), Html.escaped(section.text())));
    }
    return list.append("</ul></nav>\n").toString();
  }

  private static String cell(Cell cell, String language, Path folder) {
    String id = Html.escaped(cell.id());
    return switch (cell.kind()) {
      case MARKDOWN ->
          "<section class=\"text\" id=\"cell-%s\">\n%s</section>\n"
              .formatted(id, Markdown.toHtml(cell, folder));
      case RAW ->
          "<section class=\"raw\" id=\"cell-%s\"><pre>%s</pre></section>\n"
              .formatted(id, Html.escaped(cell.source()));
      case CODE ->
          "<section class=\"cell\" id=\"cell-%s\">\n%s%s</section>\n"
              .formatted(id, input(cell, language), outputs(cell));
    };
  }

  private static String input(Cell cell, String language) {
    if (cell.source().isBlank()) {
      return "";
    }
    OptionalInt count = cell.executionCount();
    return "<div class=\"input\"><span class=\"count\">%s</span><pre class=\"code\">%s</pre></div>\n"
        .formatted(
            count.isPresent() ? count.getAsInt() : "", Highlighted.code(cell.source(), language));
  }

  private static String outputs(Cell cell) {
    StringBuilder html = new StringBuilder();
    cell.outputs().forEach(output -> html.append(OutputHtml.of(output)));
    return html.toString();
  }

  private static String style() {
    try (InputStream in = NotebookPage.class.getResourceAsStream("notebook.css")) {
      if (in == null) {
        throw new IllegalStateException("notebook.css is missing from the jar of trn3-notebook");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("notebook.css cannot be read", e);
    }
  }
}
