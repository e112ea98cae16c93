package dev.trn3.notebook;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.format.Notebook;
import dev.trn3.notebook.lint.Lint;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for what is to be found in notebooks without running them.
 *
 * @param wanted whether any of it is looked for; not where only some cells are asked for
 */
record Linting(boolean wanted) {

  static Linting as(TestOptions options) {
    return new Linting(options.lint() && options.only().isEmpty());
  }

  /** What is found in what it is held to; nothing where that is not wanted. */
  List<String> findings(NotebookCheck check) {
    if (!wanted) {
      return List.of();
    }
    return warned(
        check,
        check.isStored()
            ? Lint.of(check.expected())
            : Lint.beforeTheFirstRun(check.expected())); // A row of parameters that is new.
  }

  /** What is found in what it is held to from now on. */
  List<String> findingsOfBlessed(NotebookCheck check, Notebook stored) {
    return wanted ? warned(check, Lint.of(stored)) : List.of();
  }

  private static List<String> warned(NotebookCheck check, List<String> lints) {
    List<String> findings = new ArrayList<>(lints);
    check.options().parameters().warning(check.source()).ifPresent(findings::add);
    return findings;
  }
}
