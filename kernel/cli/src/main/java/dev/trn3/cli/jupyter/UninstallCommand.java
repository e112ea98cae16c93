package dev.trn3.cli.jupyter;

import dev.trn3.cli.ExitCode;
import dev.trn3.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trn3 uninstall}. */
@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    header = "Removes an installed kernel.",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Example:", "  trn3 uninstall --name trn3-big"})
public final class UninstallCommand implements Callable<Integer> {

  @ArgGroup private Place place = new Place();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = Kernelspec.DEFAULT_NAME,
      description = "The name of the kernel. Default: trn3.")
  private String name;

  @Override
  public Integer call() {
    Path folder = place.kernels().resolve(name);
    if (!Kernelspec.isName(name) || !Files.exists(folder)) {
      throw Refusal.usage(
          "there is no kernel " + folder + "; 'trn3 doctor' lists the kernels it finds");
    }
    if (!Kernelspec.isOurs(folder)) {
      throw Refusal.usage(folder + " is a kernel of something else, and stays");
    }
    try {
      Installation.in(folder).remove();
    } catch (IOException e) {
      throw Refusal.failed(folder + " cannot be removed: " + e, e);
    }
    System.out.println("Removed " + folder);
    return ExitCode.DONE;
  }
}
