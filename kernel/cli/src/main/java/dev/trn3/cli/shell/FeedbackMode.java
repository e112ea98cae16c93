package dev.trn3.cli.shell;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * How much the tool says, and how it cuts long answers: as its mode {@code normal}, but a table is
 * shown whole and a declaration stays on one line.
 *
 * <p>The tool takes a mode of one's own only from a person's commands or from what it remembers. So
 * it is once given the commands by a program, and remembers them.
 */
final class FeedbackMode {

  private static final String COMMANDS =
      """
      /set mode trn3 normal -command
      /set truncation trn3 20000 expression,varvalue,assignment
      /set truncation trn3 100 varinit,vardecl
      /set mode -retain trn3
      /set feedback -retain trn3
      /exit
      """;

  /** Which mode, remembered by which Java, {@code memory} has. */
  private static final String MARK = "trn3.feedback";

  private FeedbackMode() {}

  /** Adds the mode to what the tool remembers, where it is not there yet. */
  static void teach(Map<String, String> memory) throws Exception {
    String mark = Runtime.version() + " " + COMMANDS.hashCode();
    if (mark.equals(memory.get(MARK))) {
      return;
    }
    memory.keySet().removeIf(key -> key.startsWith("MODE") || key.startsWith("FEEDBACK"));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    JavaShellToolBuilder.builder()
        .in(new ByteArrayInputStream(COMMANDS.getBytes(StandardCharsets.UTF_8)), null)
        .out(nowhere)
        .err(nowhere)
        .persistence(memory)
        .start("--execution", "local", "--no-startup");
    memory.put(MARK, mark);
  }
}
