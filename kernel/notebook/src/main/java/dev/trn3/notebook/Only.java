package dev.trn3.notebook;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.format.Cell;
import java.util.ArrayList;
import java.util.List;

/** A choice of cells: {@code notebook#cell}, {@code notebook} or {@code #cell}. */
public final class Only {

  private final String notebook;
  private final String cell;

  private Only(String words) {
    int hash = words.indexOf('#');
    this.notebook = (hash < 0 ? words : words.substring(0, hash)).replaceFirst("\\.ipynb$", "");
    this.cell = hash < 0 ? "" : words.substring(hash + 1);
  }

  /**
   * The checks for these words, each with the cells asked for.
   *
   * @throws IllegalArgumentException where words name nothing; the message lists what there is
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
        chosen.add(check.only(c -> own.stream().anyMatch(choice -> choice.names(c))));
      }
    }
    return chosen;
  }

  private boolean concerns(NotebookCheck check) {
    return isOf(check) && check.cells().stream().anyMatch(this::names);
  }

  private boolean isOf(NotebookCheck check) {
    String stem = check.source().name().replaceFirst("\\.ipynb$", "");
    return notebook.isEmpty() || stem.equals(notebook);
  }

  private boolean names(Cell candidate) {
    return cell.isEmpty() || candidate.id().equals(cell);
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
