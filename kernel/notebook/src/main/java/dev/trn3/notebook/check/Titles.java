package dev.trn3.notebook.check;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.html.Markdown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the cells of a notebook are called: nearest heading above, then the id. */
final class Titles {

  private final Map<String, String> titles = new LinkedHashMap<>();

  Titles(Notebook notebook) {
    String heading = "";
    for (Cell cell : notebook.cells()) {
      if (cell.kind() == Cell.Kind.MARKDOWN) {
        List<Markdown.Title> found = Markdown.titles(cell.source());
        heading = found.isEmpty() ? heading : found.get(found.size() - 1).text();
      }
      titles.put(cell.id(), heading.isEmpty() ? cell.id() : heading + " \u203a " + cell.id());
    }
  }

  String of(Cell cell) {
    return titles.getOrDefault(cell.id(), cell.id());
  }
}
