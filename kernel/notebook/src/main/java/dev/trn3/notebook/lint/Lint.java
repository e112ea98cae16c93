package dev.trn3.notebook.lint;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.format.Output;
import dev.trn3.notebook.html.Markdown;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a notebook without running it.
 *
 * <p>Ids and their form, a kernelspec, cells executed from top to bottom, errors that nobody
 * announced, absolute paths of one person's machine, outputs above 200 KB, links that lead nowhere.
 */
public final class Lint {

  /** The most an output may weigh, in bytes of JSON. */
  public static final int LARGEST_OUTPUT = 200_000;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?<![\\w.:/])/(?:home|Users|root)/[\\w.-]+|\\b[A-Z]:\\\\+Users\\\\+[\\w.-]+");

  private final Notebook notebook;
  private final List<String> findings = new ArrayList<>();

  private Lint(Notebook notebook) {
    this.notebook = notebook;
  }

  /** One sentence for each finding, with file and line. */
  public static List<String> of(Notebook notebook) {
    Lint lint = new Lint(notebook);
    lint.checkNotebook();
    lint.checkOrder();
    notebook.cells().forEach(lint::checkCell);
    return List.copyOf(lint.findings);
  }

  /** The findings in a notebook of which no run is stored yet: that no cell ran is none of them. */
  public static List<String> beforeTheFirstRun(Notebook notebook) {
    Lint lint = new Lint(notebook);
    lint.checkNotebook();
    notebook.cells().forEach(lint::checkCell);
    return List.copyOf(lint.findings);
  }

  private void add(int line, String message) {
    String file = notebook.file().map(Path::toString).orElse(notebook.name());
    findings.add("%s:%d: %s".formatted(file, line, message));
  }

  private void checkNotebook() {
    if (!notebook.hasIds()) {
      add(
          1,
          "format 4.%d has no cell ids; save it as 4.5, whose cells have ids"
              .formatted(notebook.formatMinor()));
    }
    if (notebook.kernelName().isEmpty()) {
      add(1, "names no kernelspec; choose a kernel in Jupyter and save, or bless it");
    }
  }

  /** Numbers may leave gaps for cells that are not run, but must not fall or repeat. */
  private void checkOrder() {
    int expected = 1;
    for (Cell cell : notebook.cells()) {
      boolean counts =
          cell.isRunnable()
              && !cell.tags().contains("skip-execution")
              && !cell.tags().contains("nbval-skip");
      if (!counts) {
        continue;
      }
      if (cell.executionCount().isEmpty()) {
        add(
            cell.line(),
            "cell %s was never executed; run it, or bless the notebook".formatted(cell.id()));
        return;
      }
      if (cell.executionCount().getAsInt() != expected) {
        add(
            cell.line(),
            "cell %s was executed as number %d, not %d; run all cells from the top and save"
                .formatted(cell.id(), cell.executionCount().getAsInt(), expected));
        return;
      }
      expected++;
    }
  }

  private void checkCell(Cell cell) {
    if (notebook.hasIds() && !ID.matcher(cell.id()).matches()) {
      add(
          cell.line(),
          "the cell id \"%s\" is not 1 to 64 letters, digits, - or _".formatted(cell.id()));
    }
    checkPaths(cell, "source", cell.source());
    if (cell.kind() == Cell.Kind.MARKDOWN) {
      Markdown.targets(cell.source()).forEach(target -> checkLink(cell, target));
    }
    boolean mayRaise =
        cell.tags().contains("raises-exception") || cell.tags().contains("nbval-raises-exception");
    for (Output output : cell.outputs()) {
      if (output.kind() == Output.Kind.ERROR && !mayRaise) {
        add(
            cell.line(),
            "cell %s holds the error %s; mend it, or tag the cell raises-exception"
                .formatted(cell.id(), output.errorName()));
      }
      int size = output.tree().toString().getBytes(StandardCharsets.UTF_8).length;
      if (size > LARGEST_OUTPUT) {
        add(
            cell.line(),
            "an output of cell %s has %d KB, more than %d KB; show less of it"
                .formatted(cell.id(), size / 1000, LARGEST_OUTPUT / 1000));
      }
      if (output.kind() == Output.Kind.STREAM) {
        checkPaths(cell, "output", output.streamText());
      } else {
        checkPaths(cell, "output", output.text("text/plain") + "\n" + output.text("text/html"));
      }
    }
  }

  private void checkPaths(Cell cell, String where, String text) {
    Matcher personal = PERSONAL.matcher(text);
    if (personal.find()) {
      add(
          cell.line(),
          "the %s of cell %s holds the absolute path %s; use a relative one"
              .formatted(where, cell.id(), personal.group()));
    }
  }

  private void checkLink(Cell cell, String target) {
    if (target.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*") || target.startsWith("//")) {
      return; // Elsewhere: not looked at, so that a check needs no network.
    }
    int hash = target.indexOf('#');
    String file = decoded(hash < 0 ? target : target.substring(0, hash));
    if (file.isEmpty()) {
      String anchor = decoded(target.substring(hash + 1));
      if (hash >= 0 && !anchors().contains(anchor)) {
        add(
            cell.line(),
            "cell %s links to #%s, a heading that is not there".formatted(cell.id(), anchor));
      }
    } else if (!exists(file)) {
      add(cell.line(), "cell %s links to %s, which is not there".formatted(cell.id(), file));
    }
  }

  private static String decoded(String target) {
    try {
      return URLDecoder.decode(target.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return target; // A percent sign that begins no escape stands for itself.
    }
  }

  private boolean exists(String file) {
    try {
      return notebook
          .file()
          .map(path -> path.resolveSibling(file))
          .map(Files::exists)
          .orElse(true); // A notebook that is in no folder has no neighbours.
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    for (Cell cell : notebook.cells()) {
      if (cell.kind() == Cell.Kind.MARKDOWN) {
        Markdown.titles(cell.source()).forEach(title -> anchors.add(title.anchor()));
      }
    }
    return anchors;
  }
}
