package dev.trn3.cli.notebook;

import dev.trn3.cli.Refusal;
import dev.trn3.cli.jupyter.KernelProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code --jvm-arg} says. */
final class JvmArguments {

  private JvmArguments() {}

  /**
   * Tries them in a JVM that does nothing, which takes a moment.
   *
   * @throws Refusal with what Java says of them, where it does not start
   */
  static void requireValid(List<String> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(KernelProgram.thisJava().toString()));
    command.addAll(arguments);
    command.add("-version");
    try {
      Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
      java.getOutputStream().close();
      String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (java.waitFor() != 0) {
        throw Refusal.notStarted(
            "Java does not start with --jvm-arg %s: %s"
                .formatted(String.join(" ", arguments), reason(said)));
      }
    } catch (IOException e) {
      throw Refusal.notStarted("Java cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without the lines that Java adds whatever the reason; it may be in the second one. */
  private static String reason(String said) {
    String reason =
        said.lines()
            .filter(line -> !line.startsWith("Error: Could not create the Java"))
            .filter(line -> !line.startsWith("Error: A fatal exception has occurred"))
            .limit(2)
            .collect(Collectors.joining("; "));
    return reason.isEmpty() ? "it says nothing" : reason;
  }
}
