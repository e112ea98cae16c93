package dev.trn3.cli.shell;

/** How much the tool says, and how it cuts long answers. */
final class FeedbackMode {

  /**
   * The tool's mode {@code normal}, but a table is shown whole and a declaration stays on one line.
   */
  static final String COMMANDS =
      """
      /set mode trn3 normal -command
      /set truncation trn3 20000 expression,varvalue,assignment
      /set truncation trn3 100 varinit,vardecl
      /set feedback trn3
      """;

  private FeedbackMode() {}
}
