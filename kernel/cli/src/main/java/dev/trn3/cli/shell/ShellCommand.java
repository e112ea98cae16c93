package dev.trn3.cli.shell;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.Refusal;
import dev.trn3.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trn3 shell}. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    header = "Opens the JShell tool with the library imported.",
    description = {
      "",
      "A table is answered by its text, a chart by one line and the path of a PNG picture.",
      "Everything else is the JShell tool of the JDK: tab completes, /help explains, /exit leaves."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 shell",
      "  trn3 shell --jvm-arg -Xmx8g",
      "  trn3 shell study.jsh          runs a script first",
      "  echo 'TRAINIUM3' | trn3 shell -"
    })
public final class ShellCommand implements Callable<Integer> {

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "An argument of the JVM that runs your code; may be repeated.")
  private List<String> jvmArguments = new ArrayList<>();

  @Parameters(
      paramLabel = "SCRIPT",
      arity = "0..*",
      description = "Files to run first; '-' reads standard input without prompts.")
  private List<String> scripts = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Distribution distribution = Distribution.current();
    for (String script : scripts) {
      if (!script.equals("-") && !Files.isReadable(Path.of(script))) {
        throw Refusal.usage("script " + script + " does not exist or cannot be read");
      }
    }
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--execution", AnalystJvmProvider.NAME));
    arguments.addAll(List.of("--class-path", Distribution.classPath(distribution.workerJars())));
    jvmArguments.forEach(argument -> arguments.add("-R" + argument));

    Path imports = Files.createTempFile("trn3-imports-", ".jsh");
    try {
      Files.writeString(imports, Imports.of(distribution));
      arguments.addAll(List.of("--startup", imports.toString()));
      arguments.addAll(scripts);
      return open(distribution, arguments);
    } finally {
      Files.deleteIfExists(imports);
    }
  }

  private static int open(Distribution distribution, List<String> arguments) throws IOException {
    if (Terminal.isInput() && Terminal.isOutput()) {
      System.out.println("|  Trn3 Workbench " + distribution.version());
    }
    // The compiler of the tool would offer the classes of this command to the analyst.
    System.setProperty("java.class.path", "");
    Memory memory = Memory.ofThisUser();
    Map<String, String> remembered = memory.load();
    try {
      FeedbackMode.teach(remembered);
      return JavaShellToolBuilder.builder()
          .persistence(remembered)
          .locale(Locale.ROOT)
          .start(arguments.toArray(String[]::new));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw Refusal.notStarted("the JShell tool could not start: " + e, e);
    } finally {
      memory.save(remembered);
    }
  }
}
