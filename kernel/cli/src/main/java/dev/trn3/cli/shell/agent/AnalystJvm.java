package dev.trn3.cli.shell.agent;

import dev.trn3.display.Display;
import dev.trn3.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import jdk.jshell.execution.RemoteExecutionControl;
import jdk.jshell.execution.Util;

/** The JVM in which the snippets of a shell run: invokes them and tells what came out. */
public final class AnalystJvm extends RemoteExecutionControl {

  private AnalystJvm() {}

  /**
   * Serves the shell until it hangs up.
   *
   * @param arguments the port on which the shell waits
   */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    try (Socket shell = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Display.redirect(new ShellSink());
      Util.forwardExecutionControlAndIO(
          new AnalystJvm(),
          shell.getInputStream(),
          shell.getOutputStream(),
          Map.of(
              "out",
              out -> System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8)),
              "err",
              err -> System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8))),
          Map.of("in", System::setIn));
    }
  }

  /** Runs a snippet. The tool prints what this returns after the name of the variable. */
  @Override
  protected String invoke(Method snippet) throws Exception {
    clientCodeEnter();
    Object value;
    try {
      value = snippet.invoke(null);
      if (!knownToJShell(value)) {
        return declaresVariable(snippet) ? firstLine(value) : answer(Terminal.describe(value));
      }
    } finally {
      clientCodeLeave();
    }
    return valueString(value);
  }

  // Only so that the JVM of the tool finds this frame when it is told to interrupt.
  @Override
  public String varValue(String className, String variable)
      throws RunException, EngineTerminationException, InternalException {
    return super.varValue(className, variable);
  }

  private static boolean knownToJShell(Object value) {
    return value == null
        || value.getClass().isArray()
        || value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character;
  }

  /** A declaration has a field of its own; a bare expression one named by the tool, if any. */
  private static boolean declaresVariable(Method snippet) {
    return Arrays.stream(snippet.getDeclaringClass().getDeclaredFields())
        .anyMatch(field -> !field.getName().startsWith("$"));
  }

  /** Several lines start below the name of the variable. */
  private static String answer(String text) {
    String stripped = text.stripTrailing();
    return stripped.contains("\n") ? "\n" + stripped : stripped;
  }

  private static String firstLine(Object value) {
    String[] lines = String.valueOf(value).strip().split("\\R", 2);
    return lines.length == 1 ? lines[0] : lines[0] + " ...";
  }
}
