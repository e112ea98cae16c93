package dev.trn3.cli;

import dev.trn3.cli.doctor.DoctorCommand;
import dev.trn3.cli.jupyter.InstallCommand;
import dev.trn3.cli.jupyter.LabCommand;
import dev.trn3.cli.jupyter.UninstallCommand;
import dev.trn3.cli.notebook.CompareCommand;
import dev.trn3.cli.notebook.RunCommand;
import dev.trn3.cli.notebook.TestCommand;
import dev.trn3.cli.shell.ShellCommand;
import dev.trn3.kernel.magic.Spelling;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code trn3}. */
@Command(
    name = "trn3",
    mixinStandardHelpOptions = true,
    versionProvider = Trn3Command.Version.class,
    header = "Trn3 Workbench: model Amazon EC2 Trn3 UltraServers in a few lines of Java.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 run notebooks/quickstart.ipynb --html quickstart.html",
      "  trn3 shell",
      "  trn3 lab notebooks/quickstart.ipynb",
      "  trn3 install --user",
      "",
      "'trn3 COMMAND --help' explains one command. Exit codes: 0 done, 1 the work failed,",
      "2 the command line or a file named there is wrong, 3 something could not start, 4 a cell",
      "that is tested failed, 130 interrupted."
    })
public final class Trn3Command implements Callable<Integer> {

  /** By name, in the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("run", RunCommand.class);
    COMMANDS.put("shell", ShellCommand.class);
    COMMANDS.put("lab", LabCommand.class);
    COMMANDS.put("test", TestCommand.class);
    COMMANDS.put("compare", CompareCommand.class);
    COMMANDS.put("install", InstallCommand.class);
    COMMANDS.put("uninstall", UninstallCommand.class);
    COMMANDS.put("doctor", DoctorCommand.class);
  }

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    int exitCode = run(arguments);
    System.out.flush();
    System.exit(exitCode);
  }

  /** Runs the command and returns its exit code. */
  static int run(String... arguments) {
    return commandLine(arguments.length == 0 ? "" : arguments[0])
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(96)
        .setParameterExceptionHandler(Trn3Command::explainUsage)
        .setExecutionExceptionHandler(Trn3Command::explainFailure)
        .execute(arguments);
  }

  /** Where one command is named, the options of the others need not be read: half of the start. */
  private static CommandLine commandLine(String named) {
    CommandLine all = new CommandLine(new Trn3Command());
    COMMANDS.forEach(
        (name, command) -> {
          if (name.equals(named) || !COMMANDS.containsKey(named)) {
            all.addSubcommand(name, command);
          }
        });
    return all;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  private static int explainUsage(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    StringBuilder line = new StringBuilder("trn3: ");
    if (!arguments[0].startsWith("-") && !COMMANDS.containsKey(arguments[0])) {
      line.append(unknown(arguments[0]));
    } else {
      line.append(inPlainWords(problem.getMessage()));
      if (problem instanceof UnmatchedArgumentException unmatched
          && !unmatched.getSuggestions().isEmpty()) {
        String similar = String.join(" or ", unmatched.getSuggestions());
        line.append("; did you mean ").append(similar).append('?');
      }
    }
    if (line.charAt(line.length() - 1) != '?') {
      line.append('.');
    }
    line.append(" See '").append(command.getCommandSpec().qualifiedName()).append(" --help'.");
    command.getErr().println(line);
    return ExitCode.USAGE;
  }

  private static String unknown(String command) {
    Optional<String> meant =
        COMMANDS.keySet().stream()
            .filter(known -> Spelling.distance(known, command) <= 2)
            .min(Comparator.comparingInt(known -> Spelling.distance(known, command)));
    return "'%s' is no command; %s"
        .formatted(
            command,
            meant
                .map(known -> "did you mean " + known + "?")
                .orElse("there are " + String.join(", ", COMMANDS.keySet())));
  }

  private static String inPlainWords(String message) {
    return message
        .replaceFirst("is not an? (?:long|int)$", "is no whole number")
        .replaceFirst("^Unmatched arguments? (?:at|from) index \\d+: ", "There is no place for ")
        .replaceFirst("\\.$", "");
  }

  private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof Refusal refusal) {
      command.getErr().println("trn3: " + refusal.getMessage());
      return refusal.exitCode();
    }
    command.getErr().println("trn3: this is a defect of trn3 itself; please report it:");
    failure.printStackTrace(command.getErr());
    return ExitCode.FAILED;
  }

  private static PrintStream utf8(FileDescriptor file) {
    return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
  }

  /** Says which workbench, Java and system this is. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {
        "trn3 " + Distribution.current().version(),
        "Java %s (%s) in %s"
            .formatted(
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("java.home")),
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"))
      };
    }
  }
}
