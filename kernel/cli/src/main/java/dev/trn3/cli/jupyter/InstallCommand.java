package dev.trn3.cli.jupyter;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.ExitCode;
import dev.trn3.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trn3 install}. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    header = "Installs the kernel for Jupyter.",
    description = {
      "",
      "Copies the kernel into a folder where Jupyter finds it, and runs it once to prepare archives",
      "that let it start faster. Installing again replaces what was there. 'trn3 uninstall' removes it."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  trn3 install                             for this user",
      "  trn3 install --sys-prefix                for the active Python environment",
      "  trn3 install --name trn3-big --display-name 'Trn3 (16 GB)' --jvm-arg -Xmx16g"
    })
public final class InstallCommand implements Callable<Integer> {

  @ArgGroup private Place place = new Place();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = Kernelspec.DEFAULT_NAME,
      description = "The name of the kernel; letters, digits, '.', '_', '-'. Default: trn3.")
  private String name;

  @Option(
      names = "--display-name",
      paramLabel = "TEXT",
      defaultValue = Kernelspec.DEFAULT_DISPLAY_NAME,
      description = "What Jupyter lists. Default: " + Kernelspec.DEFAULT_DISPLAY_NAME + ".")
  private String displayName;

  @Option(
      names = "--jvm-arg",
      paramLabel = "ARG",
      description = "An argument of the JVM that runs your code, as -Xmx16g; may be repeated.")
  private List<String> jvmArguments = new ArrayList<>();

  @Option(
      names = "--no-warm-start",
      description = "Prepares no archives: installs at once, the kernel starts slower.")
  private boolean noWarmStart;

  @Override
  public Integer call() {
    if (!Kernelspec.isName(name)) {
      throw Refusal.usage(
          "--name '" + name + "' has other characters than letters, digits, '.', '_' and '-'");
    }
    Path folder = place.kernels().resolve(name);
    if (Files.exists(folder) && !Kernelspec.isOurs(folder)) {
      throw Refusal.usage(
          folder + " is a kernel of something else; choose another --name, or remove that folder");
    }
    if (!noWarmStart) {
      System.err.println("Preparing archives for a warm start; this takes a moment");
    }
    try {
      Installation.in(folder)
          .install(Distribution.current(), displayName, jvmArguments, !noWarmStart);
    } catch (IOException e) {
      throw Refusal.failed(
          folder + " cannot be written: " + e + "; choose a folder of your own by --prefix DIR", e);
    }
    System.out.println("Installed \"" + displayName + "\" as " + name + " in " + folder);
    System.out.println("Start it with: jupyter lab, or jupyter console --kernel " + name);
    return ExitCode.DONE;
  }
}
