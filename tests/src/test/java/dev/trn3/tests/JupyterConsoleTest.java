package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A person at Jupyter's console, in a terminal, with the installed kernel. */
@Isolated("the console asks nobody any more once a heartbeat has taken a second")
class JupyterConsoleTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Otherwise it runs what a kernel does not call incomplete in a second, however busy all are. */
  private static final String PATIENT =
      " --ZMQTerminalInteractiveShell.kernel_is_complete_timeout=60 --ZMQCompleter.timeout=60";

  /** A semicolon at the end is one to tmux only behind a backslash. */
  private static void enter(Terminal terminal, String line) {
    terminal.type(line.replaceFirst(";$", "\\\\;"));
    terminal.press("Enter");
  }

  @Test
  void jupyterConsoleReadsLinesUntilACellIsCompleteAndCompletesAndAsks() {
    Tool.need(Tool.TMUX, Tool.CONSOLE);
    String environment =
        Workbench.environment().entrySet().stream()
            .map(Map.Entry::toString)
            .collect(Collectors.joining("' '", "env '", "' "));
    try (Terminal terminal =
        Terminal.open(environment + Tool.PYTHON + " -m jupyter_console --kernel trn3" + PATIENT)) {
      terminal.await(PATIENCE, shown -> shown.contains("In [1]:"));
      enter(terminal, "int twice(int x) {");
      terminal.await(PATIENCE, shown -> shown.contains("...:"));
      enter(terminal, "return 2 * x;");
      terminal.await(PATIENCE, shown -> shown.split("\\.\\.\\.:").length == 3);
      terminal.type("}");
      terminal.await(PATIENCE, shown -> shown.contains("}"));
      terminal.press("Enter");
      terminal.await(PATIENCE, shown -> shown.contains("In [2]:"));

      enter(terminal, "twice(21)");
      terminal.await(PATIENCE, shown -> shown.contains("Out[2]: 42"));

      terminal.type("\"text\".toUpperC");
      terminal.press("Tab");
      terminal.await(PATIENCE, shown -> shown.contains("\"text\".toUpperCase("));
      enter(terminal, ")");
      terminal.await(
          PATIENCE, shown -> shown.contains("Out[3]: \"TEXT\"") || shown.contains("Out[3]: TEXT"));

      enter(terminal, "\"so \" + input(\"name? \")");
      // The question, not the code that asks it: what is typed before is the next cell's.
      terminal.await(PATIENCE, shown -> shown.lines().anyMatch(line -> line.startsWith("name?")));
      enter(terminal, "Ada");
      terminal.await(PATIENCE, shown -> shown.contains("so Ada"));

      enter(terminal, "int wrong = \"text\";");
      String shown = terminal.await(PATIENCE, text -> text.contains("In [6]:"));
      assertThat(shown).contains("incompatible types");
      terminal.press("C-d");
      enter(terminal, "y");
      terminal.awaitEnd(PATIENCE);
    }
  }
}
