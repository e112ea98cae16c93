package dev.trn3.cli.jupyter;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.Refusal;
import dev.trn3.kernel.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trn3 lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    header = "Opens JupyterLab or Jupyter Notebook with the kernel in it.",
    description = {
      "",
      "The kernel is known to this one front end only; nothing is installed. Arguments after --",
      "are passed on to it."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 lab",
      "  trn3 lab notebooks/quickstart.ipynb",
      "  trn3 lab -- --no-browser --port 9999"
    })
public final class LabCommand implements Callable<Integer> {

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "An argument of the JVM that runs your code, as -Xmx16g; may be repeated.")
  private List<String> jvmArguments = new ArrayList<>();

  @Parameters(
      paramLabel = "NOTEBOOK",
      arity = "0..*",
      description = "A notebook or folder to open, and arguments of the front end.")
  private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (!arguments.isEmpty()
        && !arguments.get(0).startsWith("-")
        && !Files.exists(Path.of(arguments.get(0)))) {
      throw Refusal.usage(arguments.get(0) + " does not exist; name a notebook or a folder");
    }
    FrontEnd frontEnd =
        FrontEnd.find(System.getenv().getOrDefault("PATH", ""))
            .orElseThrow(
                () ->
                    Refusal.notStarted(
                        "neither JupyterLab nor Jupyter Notebook was found; "
                            + FrontEnd.HOW_TO_GET));
    Path data = Files.createTempDirectory("trn3-lab-");
    try {
      Distribution distribution = Distribution.current();
      List<String> argv =
          KernelProgram.of(distribution, jvmArguments).withHistory().kernelspecCommand();
      new Kernelspec(Kernelspec.DEFAULT_DISPLAY_NAME, argv, distribution.version())
          .write(data.resolve("kernels").resolve(Kernelspec.DEFAULT_NAME));
      System.err.println("trn3: opening " + frontEnd.name() + "; Ctrl-C twice ends it");
      return open(frontEnd, data);
    } finally {
      remove(data);
    }
  }

  private int open(FrontEnd frontEnd, Path data) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(frontEnd.command());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder
        .environment()
        .merge("JUPYTER_PATH", data.toString(), (old, ours) -> ours + File.pathSeparator + old);
    // Ctrl-C reaches the front end too, which asks back; this process ends when that does.
    Signals.onInterrupt(() -> {});
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, data), "end the front end"));
    return process.waitFor();
  }

  /** Where this process is told to end, the front end ends with it and leaves nothing behind. */
  private static void end(Process process, Path data) {
    process.destroy();
    try {
      remove(data);
    } catch (IOException e) {
      System.err.println("trn3: " + data + " could not be removed: " + e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
