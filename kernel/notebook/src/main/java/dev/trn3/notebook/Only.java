package dev.trn3.notebook;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.format.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A choice of cells: {@code notebook#cell}, {@code notebook}, {@code #cell}, or {@code
 * notebook#..cell} for all up to that one. Of notebooks of the same name, {@code folder/notebook}
 * is one.
 */
public final class Only {

  private static final String UP_TO = "..";

  private final String notebook;
  private final String cell;
  private final boolean upTo;

  private Only(String words) {
    int hash = words.indexOf('#');
    if (words.endsWith("#")) {
      throw new IllegalArgumentException(
          "\"%s\" names no cell; say %scell%s"
              .formatted(
                  words, words, hash > 0 ? ", or " + words.substring(0, hash) + " for all" : ""));
    }
    this.notebook = (hash < 0 ? words : words.substring(0, hash)).replaceFirst("\\.ipynb$", "");
    String id = hash < 0 ? "" : words.substring(hash + 1);
    this.upTo = id.startsWith(UP_TO);
    this.cell = upTo ? id.substring(UP_TO.length()) : id;
  }

  /**
   * The checks for these words, each with the cells asked for.
   *
   * @throws IllegalArgumentException where words name nothing; the message lists what there is, or
   *     says what is missing behind a sign that ends them
   */
  public static List<NotebookCheck> chosen(List<NotebookCheck> checks, List<String> words) {
    if (words.isEmpty()) {
      return checks;
    }
    List<Only> choices = words.stream().map(Only::new).toList();
    for (int i = 0; i < words.size(); i++) {
      Only choice = choices.get(i);
      if (checks.stream().noneMatch(choice::concerns)) {
        throw new IllegalArgumentException(choice.unknown(words.get(i), checks));
      }
    }
    List<NotebookCheck> chosen = new ArrayList<>();
    for (NotebookCheck check : checks) {
      List<Only> own = choices.stream().filter(choice -> choice.concerns(check)).toList();
      if (!own.isEmpty()) {
        Set<String> ids = new HashSet<>();
        own.forEach(choice -> ids.addAll(choice.cells(check)));
        chosen.add(check.only(candidate -> ids.contains(candidate.id())));
      }
    }
    return chosen;
  }

  private boolean concerns(NotebookCheck check) {
    return isOf(check) && !cells(check).isEmpty();
  }

  private boolean isOf(NotebookCheck check) {
    String name = notebook + ".ipynb";
    Path file = check.source().file().orElse(Path.of(check.source().name()));
    return notebook.isEmpty()
        || List.of(notebook, name).contains(check.name()) // As listed, a row of a matrix too.
        || file.endsWith(name)
        || file.toAbsolutePath().normalize().endsWith(name);
  }

  /** The ids of the cells that are chosen; none where there is no such cell. */
  private List<String> cells(NotebookCheck check) {
    List<String> all = check.cells().stream().map(Cell::id).toList();
    if (cell.isEmpty()) {
      return upTo ? List.of() : all;
    }
    int at = all.indexOf(cell);
    return at < 0 ? List.of() : all.subList(upTo ? 0 : at, at + 1);
  }

  private String unknown(String words, List<NotebookCheck> checks) {
    List<String> there =
        checks.stream().anyMatch(this::isOf)
            ? checks.stream()
                .filter(this::isOf)
                .flatMap(check -> check.cells().stream())
                .map(c -> "#" + c.id())
                .toList()
            : checks.stream().map(NotebookCheck::name).toList();
    boolean isCell = hasCell(words, checks); // Its notebook, or the sign, was left out.
    return "\"%s\" names no code cell; %s"
        .formatted(
            words,
            isCell ? "did you mean #" + words + "?" : "there are " + String.join(", ", there));
  }

  private static boolean hasCell(String id, List<NotebookCheck> checks) {
    return checks.stream()
        .flatMap(check -> check.cells().stream())
        .anyMatch(candidate -> candidate.id().equals(id));
  }
}
