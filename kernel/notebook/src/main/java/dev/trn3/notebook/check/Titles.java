package dev.trn3.notebook.check;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.html.Markdown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cells of a notebook are called: nearest heading above, then the id. Headings are looked
 * for when the first cell is named, so that no kernel waits for that.
 */
final class Titles {

  private final Notebook notebook;
  private Map<String, String> titles;

  Titles(Notebook notebook) {
    this.notebook = notebook;
  }

  synchronized String of(Cell cell) {
    if (titles == null) {
      titles = found();
    }
    return titles.getOrDefault(cell.id(), cell.id());
  }

  private Map<String, String> found() {
    Map<String, String> byId = new LinkedHashMap<>();
    String heading = "";
    for (Cell cell : notebook.cells()) {
      if (cell.kind() == Cell.Kind.MARKDOWN) {
        List<Markdown.Title> found = Markdown.titles(cell.source());
        heading = found.isEmpty() ? heading : found.get(found.size() - 1).text();
      }
      byId.put(cell.id(), heading.isEmpty() ? cell.id() : heading + " \u203a " + cell.id());
    }
    return byId;
  }
}
